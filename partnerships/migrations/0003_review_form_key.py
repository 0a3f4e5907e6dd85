"""A form of a yearly review makes one review however often it is sent."""

from uuid import uuid4

from django.db import migrations, models

MODELS = ("annualreview",)


def give_each_row_a_key(apps, schema_editor):
    """Rows that came without a form key get one nobody sends again."""
    for name in MODELS:
        rows = apps.get_model("partnerships", name)._base_manager.filter(form_key=None)
        for pk in rows.values_list("pk", flat=True).iterator():
            rows.filter(pk=pk).update(form_key=uuid4())


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_reviews")]

    operations = [
        migrations.AddField("annualreview", "form_key", models.UUIDField(null=True)),
        migrations.RunPython(give_each_row_a_key, migrations.RunPython.noop),
        migrations.AlterField("annualreview", "form_key", models.UUIDField(unique=True)),
    ]
