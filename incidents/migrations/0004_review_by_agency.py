"""The order of an agency's own list of determinations."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("incidents", "0003_indexes")]

    operations = [
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["agency", "-at", "-id"], name="review_by_agency"),
        ),
    ]
