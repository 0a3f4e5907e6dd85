"""The side of a membership's organization beside it, so that one index finds everybody of a district."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def write_sides(apps, schema_editor):
    place = apps.get_model("accounts", "Organization").objects.filter(pk=OuterRef("organization"))
    apps.get_model("accounts", "Membership").objects.update(side=Subquery(place.values("side")[:1]))


class Migration(migrations.Migration):

    dependencies = [("accounts", "0004_rosters_leave")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="side",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(write_sides, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(condition=models.Q(("joined_at__isnull", True)), fields=["id"], name="user_waiting"),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(condition=models.Q(("is_active", False)), fields=["id"], name="user_closed"),
        ),
    ]
