"""A form of a course’s time or of completions makes one record however often it is sent."""

from uuid import uuid4

from django.db import migrations, models

MODELS = ("coursedate", "evidence")


def give_each_row_a_key(apps, schema_editor):
    """Rows that came without a form key get one nobody sends again."""
    for name in MODELS:
        rows = apps.get_model("training", name)._base_manager.filter(form_key=None)
        for pk in rows.values_list("pk", flat=True).iterator():
            rows.filter(pk=pk).update(form_key=uuid4())


class Migration(migrations.Migration):
    dependencies = [("training", "0002_overdue_first")]

    operations = [
        migrations.AddField("coursedate", "form_key", models.UUIDField(null=True)),
        migrations.AddField("evidence", "form_key", models.UUIDField(null=True)),
        migrations.RunPython(give_each_row_a_key, migrations.RunPython.noop),
        migrations.AlterField("coursedate", "form_key", models.UUIDField(unique=True)),
        migrations.AlterField("evidence", "form_key", models.UUIDField(unique=True)),
    ]
