"""The education side of every disclosure as a column, so that a district's register of years is found newest first."""

from django.db import migrations, models

from ledger.migrations._triggers_1 import append_only, open_for_change


class Migration(migrations.Migration):

    dependencies = [("incidents", "0004_review_by_agency")]

    operations = [
        open_for_change("incidents_disclosure"),
        migrations.AddField(
            model_name="disclosure",
            name="district",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(direction="to_agency", then="source_id"), default="recipient_id"
                ),
                output_field=models.UUIDField(),
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["district", "-at", "-id"], name="disclosure_by_district"),
        ),
        append_only("incidents_disclosure"),
    ]
