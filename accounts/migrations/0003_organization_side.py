"""The side an organization belongs to, as a column of its own: what belongs to a district is found by it."""

from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_roster")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="side",
            field=models.GeneratedField(
                db_persist=True, expression=Coalesce("parent_id", "id"), output_field=models.UUIDField()
            ),
        ),
        migrations.AddIndex(
            model_name="organization",
            index=models.Index(fields=["side"], name="organization_by_side"),
        ),
    ]
