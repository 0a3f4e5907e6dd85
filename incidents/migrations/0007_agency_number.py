"""What an agency reads is numbered for its partnership, without gaps; what was disclosed before is numbered in order."""

from django.db import migrations, models

FILL = """
UPDATE incidents_referral SET agency_year = told.school_year, agency_sequence = told.place
FROM (
    SELECT r.id, r.school_year,
        row_number() OVER (PARTITION BY r.partnership_id, r.school_year ORDER BY d.at, r.submitted_at, r.id) AS place
    FROM incidents_referral r
    JOIN incidents_disclosure d ON d.referral_id = r.id AND d.about = 'referral' AND d.direction = 'to_agency'
) AS told
WHERE told.id = incidents_referral.id
"""


class Migration(migrations.Migration):

    dependencies = [("incidents", "0006_form_keys")]

    operations = [
        migrations.AddField("referral", "agency_year", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("referral", "agency_sequence", models.PositiveIntegerField(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "referral",
            models.UniqueConstraint(
                fields=["partnership", "agency_year", "agency_sequence"], name="referral_agency_number_once"
            ),
        ),
    ]
