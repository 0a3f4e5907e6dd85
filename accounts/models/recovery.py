"""The reset of a lost second factor: asked by one administrator, agreed by another, told to the person."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organizations import Organization
from accounts.querysets import FactorResetQuerySet


class FactorReset(models.Model):
    """Takes effect a day after the second administrator agreed, unless stopped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="factor_resets")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="factor_resets")
    identity_note = models.CharField(
        _("how you know it is them"),
        max_length=300,
        help_text=_("For example: met in person, checked the staff badge."),
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    takes_effect_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="factor_reset_two_people",
                condition=models.Q(agreed_by__isnull=True) | ~models.Q(agreed_by=models.F("requested_by")),
            ),
            models.UniqueConstraint(
                name="factor_reset_open_once",
                fields=["user"],
                condition=models.Q(stopped_at__isnull=True, done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.requested_at:%Y-%m-%d}"
