"""Assigns required courses to whoever holds one of the roles; a sweep over memberships, never done by hand."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import DateField, DateTimeField, Exists, F, OuterRef, QuerySet, Subquery, Value

from accounts.models import Membership
from common.bulk_sql import NewUUID, insert_from
from ledger.actions.events import record
from training.due_days import due_day_columns
from training.events import EventName
from training.local_days import days_by_zone
from training.models import Completion, CourseAssignment, Requirement
from training.querysets import in_force

# From a membership to the requirements of its side: of the organization itself, or of a school's district.
REQUIREMENT_PATHS = ("organization__requirements", "organization__parent__requirements")


def assign(*, at: datetime) -> int:
    """Assign every requirement to everyone who has one of its roles and was not assigned yet; how many were made.

    The day of each place counts. Two statements a time zone, whoever runs it how often; one event when any was made.
    """
    made = 0
    with transaction.atomic():
        for zone, day in days_by_zone(at):
            for path in REQUIREMENT_PATHS:
                made += _assign(zone, day, path, at)
        if made:
            record(action=EventName.ASSIGNMENTS_MADE, at=at, by=None, data={"count": made})
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
