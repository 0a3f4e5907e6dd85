"""Assigns required courses to whoever holds one of the roles; a sweep over memberships, never done by hand."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import DateField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import TruncDate

from accounts.models import Membership, User
from common.bulk_sql import AddDays, NewUUID, insert_from
from common.chunks import in_chunks
from ledger.actions.events import record
from training.due_days import AWAY, due_day_columns
from training.events import EventName
from training.local_days import days_by_zone
from training.models import Completion, CourseAssignment, Requirement, RequirementRole
from training.querysets import in_force

# From a membership to the requirements of its side: of the organization itself, or of a school's district.
LOOKED_BACK = timedelta(days=90)  # longer than any sweep is missed
REQUIREMENT_PATHS = ("organization__requirements", "organization__parent__requirements")


def assign(*, at: datetime) -> int:
    """Assign every requirement to everyone who has one of its roles and was not assigned yet; how many were made.

    The day of each place counts. Whoever has come in for the first time since they were assigned, or is back after AWAY
    or longer, has the full time again. Three statements a time zone, whoever runs it how often; one event when any was
    made, and one when days were counted anew.
    """
    made = 0
    with transaction.atomic():
        anew = 0
        for zone, day in days_by_zone(at):
            for path in REQUIREMENT_PATHS:
                made += _assign(zone, day, path, at)
            anew += _count_anew(zone, day, at)
        if made:
            record(action=EventName.ASSIGNMENTS_MADE, at=at, by=None, data={"count": made})
        if anew:
            record(action=EventName.DAYS_COUNTED_ANEW, at=at, by=None, data={"count": anew})
    return made


def recompute_days(assignments: "QuerySet[CourseAssignment]") -> int:
    """Set the days of these again, from the completions that count and the requirement as it is now; how many."""
    behind = Requirement.objects.filter(pk=OuterRef("requirement"))
    # By key, for an UPDATE has no joins.
    annotated = CourseAssignment.objects.filter(pk__in=assignments.order_by().values("pk")).annotate(
        days_asked=Subquery(behind.values("days_to_complete")),
        months_counted=Subquery(behind.values("valid_months")),
        learned_on=latest_completion(course__requirements="requirement"),
    )
    columns = due_day_columns(
        assigned_on=F("assigned_on"),
        days_to_complete="days_asked",
        completed_on="learned_on",
        valid_months="months_counted",
    )
    return annotated.update(**columns)


def _count_anew(zone: str, day: date, at: datetime) -> int:
    """Give the full time from that day to whoever could not keep the days they had, in one zone; how many rows."""
    found = _begun_too_early(zone, day, at - LOOKED_BACK).order_by("pk").values_list("pk", flat=True)
    keys = list(found)
    for piece in in_chunks(keys):
        rows = CourseAssignment.objects.filter(pk__in=piece)
        rows.update(assigned_on=day)
        recompute_days(rows)
    return len(keys)


def _begun_too_early(zone: str, day: date, since: datetime) -> "QuerySet[CourseAssignment]":
    """Assignments whose person came in for the first time after they were assigned, or came back after AWAY or longer.

    Only of those who came in, or were given a role, `since` then.
    """
    here = _asked_roles("requirement", 1).on_day(day).filter(organization__time_zone=zone)
    recently = User.objects.filter(Q(joined_at__gte=since) | Q(memberships__created_at__gte=since))
    began_again = (
        _asked_roles("requirement", 1)
        .filter(starts_on__gt=OuterRef("assigned_on"), starts_on__lte=day)
        .alias(away_from=AddDays("starts_on", Value(-AWAY.days)))
        .filter(
            ~Exists(
                _asked_roles("requirement", 2)
                .filter(starts_on__lt=OuterRef("starts_on"))
                .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("away_from")))
            )
        )
    )
    return (
        CourseAssignment.objects.filter(in_force("requirement", day), user__in=recently.values("pk"))
        .alias(joined_on=TruncDate("user__joined_at", tzinfo=ZoneInfo(zone)))
        .filter(Q(joined_on__gt=F("assigned_on")) | Q(Exists(began_again)))
        .filter(Exists(here), user__is_active=True)
    )


def _asked_roles(requirement: str, above: int) -> Any:
    """Memberships by which the assignment, so many queries above, is asked of its person."""

    def outer(column: str, steps: int) -> Any:
        found: Any = column
        for _step in range(steps):
            found = OuterRef(found)
        return found

    asks = RequirementRole.objects.filter(requirement=outer(requirement, above + 1), role=OuterRef("role"))
    side = outer(f"{requirement}__organization", above)
    return Membership.objects.filter(Exists(asks), user=outer("user", above), side=side)


def latest_completion(**course: str) -> Subquery:
    """The day of the latest completion of the outer row's `user` that counts; `course` says by which column of it."""
    by = {name: OuterRef(column) for name, column in course.items()}
    counted = Completion.objects.counted().filter(user=OuterRef("user"), **by)
    return Subquery(counted.order_by("-completed_on").values("completed_on")[:1])


def _assign(zone: str, day: date, path: str, at: datetime) -> int:
    """The rows for memberships at places of one zone."""
    held: Any = Membership.objects.on_day(day).filter(
        in_force(path, day),
        organization__time_zone=zone,
        user__is_active=True,
        **{f"{path}__asked_roles__role": F("role")},
    )
    held = held.annotate(
        requirement_asked=F(f"{path}__pk"),
        course_asked=F(f"{path}__course"),
        days_asked=F(f"{path}__days_to_complete"),
        months_counted=F(f"{path}__valid_months"),
        today=Value(day, DateField()),
    )
    there = CourseAssignment.objects.filter(user=OuterRef("user"), requirement=OuterRef("requirement_asked"))
    held = held.filter(~Exists(there)).annotate(learned_on=latest_completion(course="course_asked"))
    columns = due_day_columns(
        assigned_on=F("today"),
        days_to_complete="days_asked",
        completed_on="learned_on",
        valid_months="months_counted",
    )
    values = {
        "id": NewUUID(),
        "user": F("user"),
        "requirement": F("requirement_asked"),
        "assigned_on": F("today"),
        "created_at": Value(at, DateTimeField()),
        **columns,
    }
    return insert_from(CourseAssignment, held, values, in_order_of=["user", "requirement"])
