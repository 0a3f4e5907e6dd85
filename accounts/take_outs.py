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
from ledger.querysets import EventQuerySet

HOUR = timedelta(hours=1)
OPENINGS_AN_HOUR = 40
LINES_AN_HOUR = 500
LATEST = 200  # of the person's events are looked at in one statement: an hour seldom has more


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
    """What the ledger says of the last hour. One statement as a rule; one more for lists that were taken away."""
    mine = Event.objects.filter(actor_id=str(user.pk)).order_by("-seq")
    lately = of_the_hour(mine, at)
    exports = [seq for seq, action in lately if action in EXPORTS]
    count = 0
    if lines and exports:
        taken = mine.filter(action__in=EXPORTS, seq__gte=exports[-1])
        count = sum(int(event.details.get("count", 0)) for event in taken)
    return Taken(sum(action in OPENINGS for _seq, action in lately), count)


def of_the_hour(mine: EventQuerySet, at: datetime) -> list[tuple[int, str]]:
    """Every event of the hour, newest first, by number and name; a statement for each LATEST of them.

    Were only the newest looked at, whoever turns a page of their own often enough would have opened nothing.
    """
    found: list[tuple[int, str]] = []
    rows = mine
    while True:
        looked = list(rows.values_list("seq", "action", "at")[:LATEST])
        found += [(seq, action) for seq, action, when in looked if when > at - HOUR]
        if len(looked) < LATEST or looked[-1][2] <= at - HOUR:
            return found
        rows = mine.filter(seq__lt=looked[-1][0])


def require_measure(
    *, by: User, at: datetime, concerned: Callable[[], Iterable[UUID | None]], opening: bool = False, lines: int = 0
) -> None:
    """Raise TakeOutLimit where this opening, or so many lines more, goes beyond the measure without a reason given.

    `concerned` names the districts and agencies whose records they are; it is asked only then. A reason holds for
    those alone who were told of it: the records of another side are asked about anew.
    """
    taken = taken_by(by, at, lines=bool(lines))
    wanted = Taken(taken.openings + opening, taken.lines + lines)
    over = (opening and wanted.openings > OPENINGS_AN_HOUR) or (lines and wanted.lines > LINES_AN_HOUR)
    if not over:
        return
    sides = frozenset(one for one in concerned() if one)
    told = set(TakeOut.objects.holding(by, at).values_list("concerned", flat=True))
    if not told or sides - told:
        raise TakeOutLimit(wanted, sides)
