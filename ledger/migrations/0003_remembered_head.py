"""Heads of the chain that were found whole, kept apart from it."""

from django.db import migrations, models

from ledger.migrations._triggers_1 import append_only


class Migration(migrations.Migration):

    dependencies = [("ledger", "0002_event_place")]

    operations = [
        migrations.CreateModel(
            name="RememberedHead",
            fields=[
                ("seq", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("signature", models.CharField(max_length=64)),
            ],
        ),
        append_only("ledger_rememberedhead"),
    ]
