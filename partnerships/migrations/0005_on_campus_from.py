"""From when an officer is at the school; before, only until when was kept."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("partnerships", "0004_form_keys")]

    operations = [
        migrations.AddField(
            "posting", "here_from", models.TimeField(blank=True, null=True, verbose_name="on campus from")
        ),
    ]
