"""Querysets of training.

A side's program is for everybody of that side; who has learned what is for the person, their principal or supervisor,
and those who run the side's training.
"""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self, TypeVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import TruncDate

from accounts.models import Membership, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.bulk_sql import DaysBetween
from common.dates import due_at
from common.periods import on_day
from training.due_days import EVERY_WEEK, RENEWAL_IN_SIGHT, RUNGS
from training.status import PersonStatus

if TYPE_CHECKING:
    from accounts.models import Organization

Row = TypeVar("Row", bound=models.Model)
MEMBERSHIP = "user__memberships__"  # from an assignment to the memberships of its person


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
    here = Membership.objects.held_at(places).filter(user=OuterRef(person), side=OuterRef(side))
    return Q(**{person: user.pk}) | Q(Exists(here))


def in_force(path: str, day: date) -> Q:
    """The requirement that `path` leads to asks on that day."""
    return Q(**{f"{path}__starts_on__lte": day}) & (
        Q(**{f"{path}__ends_on__isnull": True}) | Q(**{f"{path}__ends_on__gt": day})
    )


class CourseQuerySet(models.QuerySet[Row]):
    """Courses."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        """Those of the person's own side."""
        return self.filter(_of_own_side(user, at, "organization"))

    def with_permission(self, user: "User", permission: Permission, at: datetime | None = None) -> Self:
        """Those of a side at which the person holds the right."""
        return self.filter(reach_of(user, at).of(permission).match("organization"))

    def not_retired(self) -> Self:
        """Those that were not retired."""
        return self.filter(retired_at__isnull=True)


class CourseDateQuerySet(models.QuerySet[Row]):
    """Times at which courses are given."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_own_side(user, at, "course__organization"))

    def not_ended(self, at: datetime) -> Self:
        """Those that have not ended."""
        return self.filter(ends_at__gt=at)


class RequirementQuerySet(models.QuerySet[Row]):
    """Requirements."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_own_side(user, at, "organization"))

    def with_permission(self, user: "User", permission: Permission, at: datetime | None = None) -> Self:
        """Those of a side at which the person holds the right."""
        return self.filter(reach_of(user, at).of(permission).match("organization"))

    def on_day(self, day: date) -> Self:
        """Those that ask on that day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class RequirementRoleQuerySet(models.QuerySet[Row]):
    """Roles of which requirements ask."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_own_side(user, at, "requirement__organization"))


class CourseAssignmentQuerySet(models.QuerySet[Row]):
    """What falls on whom."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_people_seen(user, at, "user", "requirement__organization"))

    def asked_on(self, day: date) -> Self:
        """Those whose requirement asks on that day, of people who hold one of its roles on the side on that day."""
        return self.filter(in_force("requirement", day), Exists(self._beside_memberships(day)))

    def at_place(self, organization: "Organization", day: date) -> Self:
        """Those of people who hold one of the requirement's roles at that one place on that day."""
        return self.filter(Exists(self._beside_memberships(day, organization=organization.pk)))

    def _beside_memberships(self, day: date, **held: Any) -> models.QuerySet[Any]:
        """The outer row again, once for every membership by which it is asked of its person on that day.

        `held` narrows the memberships. All conditions stand in one filter, so that they speak of the same membership.
        """
        of_the_side = Q(**{f"{MEMBERSHIP}side": F("requirement__organization")})
        of_the_role = Q(**{f"{MEMBERSHIP}role": F("requirement__asked_roles__role")})
        narrowed = {f"{MEMBERSHIP}{name}": value for name, value in held.items()}
        return self.model._default_manager.filter(
            on_day(day, MEMBERSHIP), of_the_side, of_the_role, pk=OuterRef("pk"), user__is_active=True, **narrowed
        )

    def of_open_accounts(self) -> Self:
        """Those of people whose account is not closed; told from the few that are, not by looking at each."""
        return self.exclude(user__in=User.objects.filter(is_active=False))

    def to_tell_in_zone(self, zone: str, day: date) -> Self:
        """Those asked on that day of people who came in, where the first place it is asked at lies in that zone."""
        by_first_day = self._beside_memberships(day).order_by(f"{MEMBERSHIP}starts_on", f"{MEMBERSHIP}pk")
        return (
            self.filter(in_force("requirement", day), user__joined_at__isnull=False)
            .alias(zone=Subquery(by_first_day.values(f"{MEMBERSHIP}organization__time_zone")[:1]))
            .filter(zone=zone)
        )

    def not_completed_yet(self, day: date) -> Self:
        """Those nobody has completed in answer to the assignment, nor before it so that it still counts that day."""
        never = Q(covered_until__isnull=True)
        earlier = Q(covered_until__lt=day) & Q(covered_until__lt=F("due_on"))
        return self.filter(never | earlier, due_on__isnull=False)

    def with_rung_reached(self, day: date, zone: ZoneInfo) -> Self:
        """Each with `rung`, the latest it has reached on that day: days left, or below 0 the full weeks late in days.

        Without those whose rung fell on a day on which the person was not in yet, or was assigned, or was told so:
        there the notice of the assignment says the due day. Nor on the day on which a completion was recorded, whose
        notice says until when it counts, or before it. The rows have the annotations `told_at` and `recorded_at`.
        """
        steps = [When(due_on__gt=day + timedelta(days=low), then=Value(high)) for high, low in pairwise(RUNGS)]
        today = When(due_on__gt=day - EVERY_WEEK, then=Value(0))
        late = DaysBetween(Value(day, models.DateField()), F("due_on"))
        rung = Case(*steps, today, default=late % EVERY_WEEK.days - late, output_field=models.IntegerField())
        near = self.filter(due_on__lte=day + timedelta(days=RUNGS[0])).annotate(rung=rung)
        near = near.filter(rung__lt=DaysBetween(F("due_on"), F("assigned_on")))
        # Asked first, for it is cheap: who came in before the earliest day on which a rung of today can have fallen.
        long_in = Q(user__joined_at__lt=due_at(day - timedelta(days=RUNGS[0]), zone, time()))
        joined_on = TruncDate("user__joined_at", tzinfo=zone)
        near = near.filter(long_in | Q(rung__lt=DaysBetween(F("due_on"), joined_on)))
        for moment in ("told_at", "recorded_at"):
            said_on = TruncDate(moment, tzinfo=zone)
            near = near.filter(Q(**{f"{moment}__isnull": True}) | Q(rung__lt=DaysBetween(F("due_on"), said_on)))
        return near

    def with_status(self, day: date) -> Self:
        """Each with `status`, one of `training.status.PersonStatus`, on that day."""
        return self.annotate(
            status=Case(
                When(due_on__lt=day, then=Value(PersonStatus.OVERDUE)),
                When(covered_until__gte=day, due_on__lte=day + RENEWAL_IN_SIGHT, then=Value(PersonStatus.RENEW)),
                When(covered_until__gte=day, then=Value(PersonStatus.COMPLETE)),
                default=Value(PersonStatus.DUE),
                output_field=models.CharField(),
            )
        )

    def overdue_first(self) -> Self:
        """The most overdue first, then by due day; what counts for good last."""
        return self.order_by("due_key", "pk")


class CompletionQuerySet(models.QuerySet[Row]):
    """What was completed."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_of_people_seen(user, at, "user", "course__organization"))

    def counted(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class EvidenceQuerySet(models.QuerySet[Row]):
    """What shows it."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        """What stands behind a completion the person may see, and what they may record for the side."""
        record = reach_of(user, at).of(Permission.COMPLETION_RECORD)
        behind = _of_people_seen(user, at, "completions__user", "completions__course__organization")
        seen = self.model._default_manager.filter(behind, pk=OuterRef("pk"))
        return self.filter(Q(Exists(seen)) | record.match("organization"))
