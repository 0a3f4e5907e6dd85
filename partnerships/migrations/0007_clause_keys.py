"""A clause has an identifier that never changes; those of older versions are the same where their number is."""

import uuid

from django.db import migrations, models


def fill(apps, schema_editor):
    clauses = apps.get_model("partnerships", "Clause").objects.using(schema_editor.connection.alias)
    versions = clauses.filter(key=None).values_list("version", "version__agreement").distinct()
    for version, agreement in list(versions):
        rows = list(clauses.filter(version=version, key=None).only("number"))
        for row in rows:
            row.key = uuid.uuid5(agreement, row.number)
        clauses.bulk_update(rows, ["key"])


class Migration(migrations.Migration):

    dependencies = [
        ("partnerships", "0006_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="clause",
            name="key",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="clause",
            name="key",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                help_text="The same clause in each version, whatever it says there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(fields=("version", "key"), name="clause_key_once"),
        ),
    ]
