"""Titles of courses in one normal form beside what was typed."""

from django.db import migrations, models

from accounts.migrations._folding_1 import order_by_character, write


def order(apps, schema_editor):
    order_by_character(schema_editor, apps.get_model("training", "Course"), "title_folded", 240)


def fill(apps, schema_editor):
    write(apps.get_model("training", "Course"), "title", 240)


class Migration(migrations.Migration):
    dependencies = [("training", "0004_form_keys_of_the_program"), ("accounts", "0010_names_folded")]

    operations = [
        migrations.AddField(
            "course", "title_folded", models.CharField(blank=True, default="", editable=False, max_length=240)
        ),
        migrations.RunPython(order, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
