"""Domain words for training. A side's program is for everybody of that side; who has learned what is for the person,
their principal or supervisor, and those who run the side's training."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from accounts.models import Membership
from accounts.permissions import Permission
from accounts.querysets import MembershipQuerySet, related
from accounts.reach import reach_of
from training.due_days import RENEWAL_IN_SIGHT
from training.states import Standing

if TYPE_CHECKING:
    from accounts.models import Organization, User


def _of_own_side(user: "User", at: datetime | None, field: str) -> Q:
    """What belongs to a district or agency the person is of."""
    return Q(**{f"{field}__in": reach_of(user, at).sides})


def _of_people_seen(user: "User", at: datetime | None, person: str, side: str) -> Q:
    """One's own; and of people with a role at a place whose training one reads, what that place's side asks of them.

    `person` and `side` name the columns. A principal reads their school, an administrator or supervisor their side.
    """
    places = reach_of(user, at).of(Permission.TRAINING_READ)
    if not places:
        return Q(**{person: user.pk})
    here = Membership.objects.filter(places.match("organization"), user=OuterRef(person))
    of_the_side = Q(organization=OuterRef(side)) | Q(organization__parent=OuterRef(side))
    return Q(**{person: user.pk}) | Q(Exists(here.filter(of_the_side)))


class CourseQuerySet(models.QuerySet):
    """Courses."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        """Those of the person's own side."""
        return self.filter(_of_own_side(user, at, "organization"))

    def where(self, user: "User", permission: Permission, at: datetime | None = None) -> Self:
        """Those of a side at which the person holds the right."""
        return self.filter(reach_of(user, at).of(permission).match("organization"))

    def given(self) -> Self:
        """Those that were not retired."""
        return self.filter(retired_at__isnull=True)


class CourseDateQuerySet(models.QuerySet):
    """Times at which courses are given."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_own_side(user, at, "course__organization"))

    def to_come(self, at: datetime) -> Self:
        """Those that have not ended."""
        return self.filter(ends_at__gt=at)


class RequirementQuerySet(models.QuerySet):
    """Requirements."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_own_side(user, at, "organization"))

    def where(self, user: "User", permission: Permission, at: datetime | None = None) -> Self:
        """Those of a side at which the person holds the right."""
        return self.filter(reach_of(user, at).of(permission).match("organization"))

    def on_day(self, day: date) -> Self:
        """Those that ask on that day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class RequirementRoleQuerySet(models.QuerySet):
    """Roles of which requirements ask."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_own_side(user, at, "requirement__organization"))


class CourseAssignmentQuerySet(models.QuerySet):
    """What falls on whom."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_people_seen(user, at, "user", "requirement__organization"))

    def asked_on(self, day: date) -> Self:
        """Those whose requirement asks on that day, of people who hold one of its roles on the side on that day."""
        open_on = Q(requirement__starts_on__lte=day) & (
            Q(requirement__ends_on__isnull=True) | Q(requirement__ends_on__gt=day)
        )
        return self.filter(open_on, Exists(self.roles_held(day)))

    def at_place(self, organization: "Organization", day: date) -> Self:
        """Those of people who hold one of the requirement's roles at that one place on that day."""
        return self.filter(Exists(self.roles_held(day).filter(organization=organization.pk)))

    def roles_held(self, day: date) -> MembershipQuerySet:
        """Memberships by which an assignment (the outer row) is asked of its person on that day."""
        requirement: Any = self.model._meta.get_field("requirement").related_model
        asked = related(requirement, "asked_roles").filter(
            requirement=OuterRef(OuterRef("requirement")), role=OuterRef("role")
        )
        side = OuterRef("requirement__organization")
        of_the_side = Q(organization=side) | Q(organization__parent=side)
        held = Membership.objects.on_day(day).filter(of_the_side, user=OuterRef("user"), user__is_active=True)
        return held.filter(Exists(asked))

    def with_standing(self, day: date) -> Self:
        """Each with `standing`, one of `training.states.Standing`, on that day."""
        return self.annotate(
            standing=Case(
                When(due_on__lt=day, then=Value(Standing.OVERDUE)),
                When(covered_until__gte=day, due_on__lte=day + RENEWAL_IN_SIGHT, then=Value(Standing.RENEW)),
                When(covered_until__gte=day, then=Value(Standing.COMPLETE)),
                default=Value(Standing.DUE),
                output_field=models.CharField(),
            )
        )

    def overdue_first(self) -> Self:
        """The most overdue first, then by due day; what counts for good last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")


class CompletionQuerySet(models.QuerySet):
    """What was completed."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_people_seen(user, at, "user", "course__organization"))

    def counted(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class EvidenceQuerySet(models.QuerySet):
    """What shows it."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        """What stands behind a completion the person may see, and what they may record for the side."""
        record = reach_of(user, at).of(Permission.COMPLETION_RECORD)
        seen = related(self.model, "completions").visible_to(user, at).filter(evidence=OuterRef("pk"))
        return self.filter(Q(Exists(seen)) | record.match("organization"))
