"""Answers, questions, replies and determinations know the form they were sent by; older ones have a key of their own."""

from django.db import migrations, models

TABLES = ("question", "response", "review")


def key(name, **more):
    return {"name": name, "field": models.UUIDField(**more)}


class Migration(migrations.Migration):

    dependencies = [("incidents", "0005_disclosure_by_district")]

    operations = [
        *(migrations.AddField(model_name=one, **key("form_key", null=True)) for one in TABLES),
        *(migrations.RunSQL(f"UPDATE incidents_{one} SET form_key = id", migrations.RunSQL.noop) for one in TABLES),
        *(migrations.AlterField(model_name=one, **key("form_key", unique=True)) for one in TABLES),
        migrations.AddField(model_name="question", **key("reply_form_key", unique=True, null=True)),
    ]
