"""The reset of a lost second factor: asked by one administrator, agreed by another, told to the person."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.memberships import Membership
from accounts.models.organizations import Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.lines import LineField


class FactorResetQuerySet(models.QuerySet["FactorReset"]):
    """Resets of a lost second factor."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """One's own, and those this person may have a hand in."""
        return self.in_hand_of(user, at) | self.filter(user=user.pk)

    def in_hand_of(self, user: Any, at: datetime | None = None) -> Self:
        """Those of people this person manages; for a portal administrator those that wait for one, or had one."""
        reach = reach_of(user, at)
        seen = reach.of(Permission.PEOPLE_MANAGE).match("organization")
        if reach.may(Permission.PORTAL_ADMINISTRATOR_MANAGE):
            side = models.OuterRef("organization")
            running = Membership.objects.administrators()
            running = running.on_day((at or timezone.now()).date()).filter(organization=side, user__is_active=True)
            others = running.exclude(user=models.OuterRef("user")).exclude(user=models.OuterRef("requested_by"))
            alone = models.Q(organization=None) | ~models.Exists(others)
            seen |= alone | models.Q(requested_by=user.pk) | models.Q(agreed_by=user.pk)
        return self.filter(seen)

    def pending(self) -> Self:
        """Neither stopped nor done."""
        return self.filter(stopped_at__isnull=True, done_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """Agreed a day ago or more, and not stopped."""
        return self.pending().filter(takes_effect_at__lte=at)


class FactorReset(models.Model):
    """Takes effect a day after the second administrator agreed, unless stopped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="factor_resets")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="factor_resets")
    identity_note = LineField(
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
