"""By which day a course is due, and through which day a completion counts; pure functions of given days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, Q, Value, When
from django.db.models.functions import Greatest

from common.bulk_sql import AddDays, AddMonths
from common.dates import add_months

RUNGS = (30, 14, 7, 1, 0)  # days before the due day on which a person is reminded
EVERY_WEEK = timedelta(days=7)  # how often a person is told while it is overdue
RENEWAL_IN_SIGHT = timedelta(days=60)  # a completion that runs out within these days is shown as to be renewed
AWAY = timedelta(days=14)  # whoever held no asked role for as long has the full time again from their return
FOR_GOOD = date.max


@dataclass(frozen=True)
class DueDays:
    """The two days of an assignment: see the fields of the same names on CourseAssignment."""

    due_on: date | None
    covered_until: date | None


def due_days(
    *, assigned_on: date, days_to_complete: int, completed_on: date | None, valid_months: int | None
) -> DueDays:
    """Both days, from the latest completion that was not withdrawn.

    A completion counts through the day before the same day so many months later. One from before the assignment that
    has run out, or soon will, leaves the person the full time that everybody is given; one made since does not.
    """
    first = assigned_on + timedelta(days=days_to_complete)
    if completed_on is None:
        return DueDays(due_on=first, covered_until=None)
    if valid_months is None:
        return DueDays(due_on=None, covered_until=FOR_GOOD)
    last = add_months(completed_on, valid_months) - timedelta(days=1)
    return DueDays(due_on=last if completed_on >= assigned_on else max(first, last), covered_until=last)


def due_day_columns(
    *, assigned_on: Any, days_to_complete: str, completed_on: str, valid_months: str
) -> dict[str, Case]:
    """What `due_days` says, for the database to compute: an expression for each of the two columns.

    `assigned_on` is an expression or the name of one, the others are names of annotations.
    """
    first = AddDays(assigned_on, days_to_complete)
    last = AddDays(AddMonths(completed_on, valid_months), Value(-1))
    open_still = When(Q(**{f"{completed_on}__isnull": True}), then=first)
    for_good = Q(**{f"{valid_months}__isnull": True})
    since = Q(**{f"{completed_on}__gte": assigned_on})
    return {
        "due_on": Case(
            open_still,
            When(for_good, then=Value(None)),
            When(since, then=last),
            default=Greatest(first, last),
            output_field=DateField(),
        ),
        "covered_until": Case(
            When(Q(**{f"{completed_on}__isnull": True}), then=Value(None)),
            When(for_good, then=Value(FOR_GOOD)),
            default=last,
            output_field=DateField(),
        ),
    }
