"""What one posted day owes and what of it was covered; days and months add up. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from incidents.presence.hours import Span, total, within, without


@dataclass(frozen=True)
class Figures:
    """Days and minutes. Each day owed is one of the four kinds of day, each minute owed one of the four kinds of time.

    `stand_in_not_current` are minutes of `stand_in` covered by nobody else than people whose training was not current.
    """

    days_owed: int = 0
    days_posted: int = 0
    days_stand_in: int = 0
    days_uncovered: int = 0
    days_unconfirmed: int = 0
    owed: int = 0
    posted: int = 0
    stand_in: int = 0
    stand_in_not_current: int = 0
    uncovered: int = 0
    unconfirmed: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def stand_in_current(self) -> int:
        """Minutes covered by a stand-in whose training was current."""
        return self.stand_in - self.stand_in_not_current

    @property
    def credited(self) -> int:
        """Minutes the agency owes back: those uncovered, none more and none less."""
        return self.uncovered


def unconfirmed(owed: Span | None) -> Figures:
    """A day of which nobody has said anything; without hours where the posting states none."""
    minutes = owed[1] - owed[0] if owed else 0
    return Figures(days_owed=1, days_unconfirmed=1, owed=minutes, unconfirmed=minutes)


def judged(owed: Span, here: Sequence[Span], cover: Iterable[tuple[Span, bool]]) -> Figures:
    """A day that was confirmed: the posted officer's time, and each stand-in's with whether training was current."""
    covers = list(cover)
    posted = within(here, owed)
    stand_in = without(within([span for span, _current in covers], owed), posted)
    current = without(within([span for span, is_current in covers if is_current], owed), posted)
    minutes, by_posted, by_stand_in = owed[1] - owed[0], total(posted), total(stand_in)
    uncovered = minutes - by_posted - by_stand_in
    return Figures(
        days_owed=1,
        days_posted=int(not uncovered and not by_stand_in),
        days_stand_in=int(not uncovered and by_stand_in > 0),
        days_uncovered=int(uncovered > 0),
        owed=minutes,
        posted=by_posted,
        stand_in=by_stand_in,
        stand_in_not_current=by_stand_in - total(current),
        uncovered=uncovered,
    )


def summed(given: Iterable[Figures]) -> Figures:
    """All of them together."""
    result = Figures()
    for one in given:
        result = result + one
    return result
