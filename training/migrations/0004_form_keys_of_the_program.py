"""The form of a course or of who must take it makes one row however often it is sent; older rows have their own key."""

from django.db import migrations, models

TABLES = ("course", "requirement")


class Migration(migrations.Migration):
    dependencies = [("training", "0003_form_keys")]

    operations = [
        *(migrations.AddField(one, "form_key", models.UUIDField(null=True)) for one in TABLES),
        *(migrations.RunSQL(f"UPDATE training_{one} SET form_key = id", migrations.RunSQL.noop) for one in TABLES),
        *(migrations.AlterField(one, "form_key", models.UUIDField(unique=True)) for one in TABLES),
    ]
