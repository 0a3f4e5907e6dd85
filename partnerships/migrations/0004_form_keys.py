"""A proposal, a posting and an MOU are made once however often their form is sent; older rows have their own key."""

from django.db import migrations, models

TABLES = ("partnership", "posting", "version")


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_review_form_key")]

    operations = [
        *(migrations.AddField(one, "form_key", models.UUIDField(null=True)) for one in TABLES),
        *(migrations.RunSQL(f"UPDATE partnerships_{one} SET form_key = id", migrations.RunSQL.noop) for one in TABLES),
        *(migrations.AlterField(one, "form_key", models.UUIDField(unique=True)) for one in TABLES),
    ]
