"""Each event says at which school it happened, read from what was hashed with it."""

from django.db import migrations, models

from ledger.migrations._triggers_1 import append_only, open_for_change

# Data is canonical JSON of ids and fixed words, none of which holds a quotation mark.
KEY = '"school":"'
POSTGRESQL = f"""
UPDATE ledger_event SET place_id = substring(data from '{KEY}([^"]*)"') WHERE strpos(data, '{KEY}') > 0
"""
SQLITE = f"""
UPDATE ledger_event SET place_id = substr(
    substr(data, instr(data, '{KEY}') + {len(KEY)}), 1,
    instr(substr(data, instr(data, '{KEY}') + {len(KEY)}), '"') - 1
) WHERE instr(data, '{KEY}') > 0
"""


def fill(_apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


class Migration(migrations.Migration):

    dependencies = [("ledger", "0001_ledger")]

    operations = [
        open_for_change("ledger_event"),
        migrations.AddField(
            model_name="event",
            name="place_id",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["organization_id", "place_id", "-seq"], name="ledger_event_place"),
        ),
        append_only("ledger_event"),
    ]
