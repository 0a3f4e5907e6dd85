"""By which day a course is due, and through which day a completion counts. Pure: every function is handed its days."""

from dataclasses import dataclass
from datetime import date, timedelta

from common.dates import add_months

RUNGS = (30, 14, 7, 1, 0)  # days before the due day on which a person is reminded; after it every seven days
RENEWAL_IN_SIGHT = timedelta(days=60)  # a completion that runs out within these days is shown as to be renewed
FOR_GOOD = date.max


@dataclass(frozen=True)
class Days:
    """Where one person stands with one requirement: see the two fields of the same names on CourseAssignment."""

    due_on: date | None
    covered_until: date | None


def days_of(*, assigned_on: date, days_to_complete: int, completed_on: date | None, valid_months: int | None) -> Days:
    """Both days, from the latest completion that was not withdrawn.

    A completion counts through the day before the same day so many months later. One from before the assignment that
    has run out, or soon will, leaves the person the full time that everybody is given; one made since does not.
    """
    first = assigned_on + timedelta(days=days_to_complete)
    if completed_on is None:
        return Days(due_on=first, covered_until=None)
    if valid_months is None:
        return Days(due_on=None, covered_until=FOR_GOOD)
    last = add_months(completed_on, valid_months) - timedelta(days=1)
    return Days(due_on=last if completed_on >= assigned_on else max(first, last), covered_until=last)
