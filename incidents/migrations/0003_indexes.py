from django.db import migrations, models

OPEN = models.Q(closed_at=None)
COUNTED_BY = ["-submitted_at", "-id", "state", "crime", "occurred_at"]


def add(name, fields, condition=None):
    return migrations.AddIndex(model_name="referral", index=models.Index(fields=fields, name=name, condition=condition))


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_append_only")]

    operations = [
        migrations.RemoveIndex(model_name="referral", name="referral_by_school"),
        migrations.RemoveIndex(model_name="referral", name="referral_by_district"),
        migrations.RemoveIndex(model_name="referral", name="referral_by_partnership"),
        migrations.RemoveIndex(model_name="referral", name="referral_queue"),
        migrations.RemoveIndex(model_name="referral", name="referral_open_by_school"),
        add("referral_by_school", ["school", *COUNTED_BY, "partnership"]),
        add("referral_by_district", ["district", *COUNTED_BY, "school"]),
        add("referral_by_partnership", ["partnership", *COUNTED_BY, "school"]),
        add("referral_queue", ["partnership", "review_due_on", "id"], OPEN),
        add("referral_open_by_school", ["school", "-submitted_at", "-id"], OPEN),
        add("referral_open_by_district", ["district", "-submitted_at", "-id"], OPEN),
    ]
