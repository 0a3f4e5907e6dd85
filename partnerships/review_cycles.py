"""The planned days of the reviews of an MOU, and which notice of them is due; pure functions of given days.

A cycle is planned so many months after the first day of the version, the next one after the planned day and not after
the day on which somebody happened to meet. Months are counted from the first day, so that a version which began on
29 February comes back to it in the next leap year. A review that would fall after the version's last day falls on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from common.dates import add_months

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class ReviewCycle:
    """One planned review: its day, the first day on which anybody is told of it, the planned day before it."""

    due_on: date
    opens_on: date
    previous_on: date  # the planned day of the cycle before, or the version's first day
    ends_with_version: bool  # due on the last day of the version because the planned day lies beyond it


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: "30" is thirty days before, "0" the day itself, "after-7" a week later."""

    name: str
    day: date


def review_cycles(effective_on: date, expires_on: date, months: int, ladder: Sequence[int]) -> Iterator[ReviewCycle]:
    """Every cycle of a version, in order; there is always at least one. `expires_on` is the first day out of force."""
    last_day, after = expires_on - timedelta(days=1), effective_on
    for turn in range(1, 13 * (expires_on.year - effective_on.year + 1) + 1):
        planned = _planned(effective_on, months * turn)
        due_on = min(planned, last_day)
        # The cycle before has its own days: nobody is told of the next one while that is still ahead.
        opens_on = max(due_on - timedelta(days=max(ladder)), after + timedelta(days=1) if turn > 1 else after)
        yield ReviewCycle(due_on, min(opens_on, due_on), after, ends_with_version=planned > last_day)
        if planned >= last_day:
            return
        after = planned


def current_cycle(given: Sequence[ReviewCycle], day: date) -> ReviewCycle:
    """The cycle that counts on the day: the latest that has opened, or the first while none has."""
    opened = [cycle for cycle in given if cycle.opens_on <= day]
    return opened[-1] if opened else given[0]


def cycle_after(given: Sequence[ReviewCycle], cycle: ReviewCycle) -> ReviewCycle | None:
    """The cycle after this one; None after the last."""
    return next((one for one in given if one.due_on > cycle.due_on), None)


def rung_reached(cycle: ReviewCycle, ladder: Sequence[int], day: date, since: date) -> Rung | None:
    """The latest rung whose day has come, weekly ones after the due day among them.

    None before the first rung, and when the rung's day lies before `since`, the day the version was confirmed.
    """
    weeks = (day - cycle.due_on) // WEEK if day > cycle.due_on else 0
    if weeks:
        rung = Rung(f"after-{7 * weeks}", cycle.due_on + weeks * WEEK)
    else:
        reached = [days for days in ladder if cycle.due_on - timedelta(days=days) <= day]
        if not reached:
            return None
        rung = Rung(str(min(reached)), cycle.due_on - timedelta(days=min(reached)))
    return rung if rung.day >= max(since, cycle.opens_on) else None


def _planned(first: date, months: int) -> date:
    try:
        return add_months(first, months)
    except OverflowError:
        return date.max
