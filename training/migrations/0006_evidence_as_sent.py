"""A picture as it was sent, beside the page that is kept of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0005_titles_folded")]

    operations = [
        migrations.AddField("evidence", "original", models.FileField(blank=True, upload_to="evidence/")),
        migrations.AddField("evidence", "original_size", models.PositiveIntegerField(null=True)),
        migrations.AddField("evidence", "original_sha256", models.CharField(blank=True, max_length=64)),
        migrations.AddConstraint(
            "evidence",
            models.CheckConstraint(
                name="evidence_original_whole",
                condition=models.Q(original="", original_size__isnull=True, original_sha256="")
                | (~models.Q(original="") & models.Q(original_size__isnull=False) & ~models.Q(original_sha256="")),
            ),
        ),
    ]
