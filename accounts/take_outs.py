"""How much a person may open and take away in an hour before they say why. Counted from the ledger, by person.

A whole register copied in seconds looks like any other reading, one record at a time. So there is a measure that work
does not reach on an ordinary day; above it a person goes on once they have said why, and the other watchers hear of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accounts.models import TakeOut, User
from accounts.take_out_events import EXPORTS, OPENINGS
from ledger.models import Event

HOUR = timedelta(hours=1)
OPENINGS_AN_HOUR = 40
LINES_AN_HOUR = 500
LATEST = 200  # of the person's events are looked at: enough to find the measure reached


@dataclass(frozen=True)
class Taken:
    """What a person opened and took away within the hour."""

    openings: int
    lines: int


class TakeOutLimit(Exception):
    """The measure of the hour is reached, and the person has not said why they go on."""

    def __init__(self, taken: Taken, concerned: frozenset[UUID]) -> None:
        super().__init__("over the measure of an hour")
        self.taken, self.concerned = taken, concerned


def taken_by(user: User, at: datetime, *, lines: bool = True) -> Taken:
    """What the ledger says of the last hour. One statement; one more for the lines of lists that were taken away."""
    mine = Event.objects.filter(actor_id=str(user.pk)).order_by("-seq")
    lately = [action for action, when in mine.values_list("action", "at")[:LATEST] if when > at - HOUR]
    count = 0
    if lines and not EXPORTS.isdisjoint(lately):
        for event in mine.filter(action__in=EXPORTS)[:LATEST]:
            if event.at > at - HOUR:
                count += int(event.details.get("count", 0))
    return Taken(sum(action in OPENINGS for action in lately), count)


def require_measure(
    *, by: User, at: datetime, concerned: Callable[[], Iterable[UUID | None]], opening: bool = False, lines: int = 0
) -> None:
    """Raise TakeOutLimit where this opening, or so many lines more, goes beyond the measure without a reason given.

    `concerned` names the districts and agencies whose records they are; it is asked only then.
    """
    taken = taken_by(by, at, lines=bool(lines))
    wanted = Taken(taken.openings + opening, taken.lines + lines)
    over = (opening and wanted.openings > OPENINGS_AN_HOUR) or (lines and wanted.lines > LINES_AN_HOUR)
    if not over or TakeOut.objects.holding(by, at).exists():
        return
    raise TakeOutLimit(wanted, frozenset(one for one in concerned() if one))
