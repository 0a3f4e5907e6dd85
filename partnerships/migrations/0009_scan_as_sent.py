"""A picture as it was sent, beside the page that is kept of it."""

from django.db import migrations, models


def whole(name: str) -> models.CheckConstraint:
    """The file, its size and its sum are there together or not at all."""
    return models.CheckConstraint(
        name=f"{name}_original_whole",
        condition=models.Q(original="", original_size__isnull=True, original_sha256="")
        | (~models.Q(original="") & models.Q(original_size__isnull=False) & ~models.Q(original_sha256="")),
    )


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0008_drafts")]

    operations = [
        operation
        for name in ("scan", "draftscan")
        for operation in (
            migrations.AddField(name, "original", models.FileField(blank=True, upload_to="scans/")),
            migrations.AddField(name, "original_size", models.PositiveIntegerField(null=True)),
            migrations.AddField(name, "original_sha256", models.CharField(blank=True, max_length=64)),
            migrations.AddConstraint(name, whole(name)),
        )
    ]
