"""Why somebody went on opening and taking away beyond the measure of an hour."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("accounts", "0007_address_changes")]

    operations = [
        migrations.CreateModel(
            name="TakeOut",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("reason", models.TextField(max_length=1000, verbose_name="why you need more records")),
                ("openings", models.PositiveIntegerField()),
                ("lines", models.PositiveIntegerField()),
                ("concerned", models.ManyToManyField(related_name="+", to="accounts.organization")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="take_outs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["user", "-at"], name="take_out_latest")]},
        ),
    ]
