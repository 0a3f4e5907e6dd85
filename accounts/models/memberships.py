"""What a person is, where, and from when to when."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organizations import Organization
from accounts.querysets import MembershipQuerySet
from accounts.roles import RULES, Role, RoleRule
from common.folding import fold
from common.lines import LineField
from common.periods import lasts_on


class Source(models.TextChoices):
    """What made the membership; a roster ends only what a roster made."""

    INVITATION = "invitation", _("Invitation")
    DESIGNATION = "designation", _("Designation")
    ROSTER = "roster", _("Roster import")
    SETUP = "setup", _("Set-up")
    CONFIRMED = "confirmed", _("Confirmed from a roster")


class SideField(models.UUIDField):  # type: ignore[type-arg]  # no parameters at run time
    """The side of the row's organization, written with the row where nobody gave it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> uuid.UUID | None:
        """The value to write; an organization changes its side as little as a membership its organization."""
        row: Any = model_instance
        if row.side is None and row.organization is not None:
            row.side = row.organization.side_id
        found: uuid.UUID | None = super().pre_save(model_instance, add)
        return found

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """A plain column to the migrations, which import nothing of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.UUIDField", args, kwargs


class Membership(models.Model):
    """A role at an organization. `ends_on` is the first day on which it no longer holds.

    The portal administrator's membership has no organization and no side. The side stands here too, so that one index
    finds everybody of a district: through the organization a database begins at everybody there is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    side = SideField(null=True, editable=False)
    role = models.CharField(_("role"), max_length=24, choices=Role)
    title = LineField(_("title"), max_length=80, blank=True, help_text=_("Assistant principal, Sgt., and so on."))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.INVITATION)
    created_at = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_in_order",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(name="membership_role_known", condition=models.Q(role__in=Role.values)),
            models.CheckConstraint(
                name="membership_has_place",
                condition=models.Q(role=Role.PORTAL_ADMINISTRATOR, organization__isnull=True, side__isnull=True)
                | (
                    ~models.Q(role=Role.PORTAL_ADMINISTRATOR) & models.Q(organization__isnull=False, side__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                name="membership_open_once",
                fields=["user", "organization", "role"],
                condition=models.Q(ends_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "role"], name="membership_by_place"),
            models.Index(fields=["side", "user", "ends_on"], name="membership_by_side"),
            models.Index(fields=["side", "role"], name="membership_by_side_and_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organization or 'portal'}"

    @property
    def rule(self) -> RoleRule:
        """The words, rights and reach of the role."""
        return RULES[self.role]

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it; None until further notice."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def own_title(self) -> str:
        """The title, unless it only says the role again."""
        return "" if fold(self.title) == fold(str(self.get_role_display())) else self.title

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at that moment, by the organization's own calendar day."""
        day = self.organization.today(at) if self.organization else at.date()
        return lasts_on(self.starts_on, self.ends_on, day)

    def lasts(self, at: datetime) -> bool:
        """Whether it is in force at that moment or will be."""
        day = self.organization.today(at) if self.organization else at.date()
        return self.ends_on is None or self.ends_on > max(day, self.starts_on)
