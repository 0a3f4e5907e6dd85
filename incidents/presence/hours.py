"""Hours of one day as minutes that pass at the school: a span is [from, until), several of them a list.

Pure. On a day on which the clocks change a span is as long as it lasts, not as long as its two times read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from common.dates import due_at

Span = tuple[int, int]
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Hours:
    """From a time to a later one of the same day, on the clock of the school."""

    begins: time
    ends: time

    def __str__(self) -> str:
        return _("%(from)s to %(until)s") % {"from": clock_words(self.begins), "until": clock_words(self.ends)}

    def within(self, other: "Hours") -> bool:
        """Whether none of it lies outside the other."""
        return other.begins <= self.begins and self.ends <= other.ends

    def moments(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The two moments of that day at the school."""
        return due_at(day, zone, self.begins), due_at(day, zone, self.ends)


def clock_words(moment: time) -> str:
    """ "7:30 AM"."""
    return time_format(moment, "g:i A")


def span_of(hours: Hours, day: date, zone: ZoneInfo) -> Span:
    """The minutes of the day that pass between the two times."""
    if _even(day, zone.key):
        return _minute(hours.begins), _minute(hours.ends)
    midnight = due_at(day, zone, time())
    begins, ends = hours.moments(day, zone)
    return (begins - midnight) // MINUTE, (ends - midnight) // MINUTE


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


@lru_cache(maxsize=4096)
def _even(day: date, zone: str) -> bool:
    """Whether the day has 24 hours there."""
    here = ZoneInfo(zone)
    return due_at(day + timedelta(days=1), here, time()) - due_at(day, here, time()) == timedelta(days=1)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same minutes, each once, in order."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if ends <= begins:
            continue
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def within(spans: Iterable[Span], bound: Span) -> list[Span]:
    """Those minutes that lie in the bound."""
    return joined((max(begins, bound[0]), min(ends, bound[1])) for begins, ends in spans)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Those minutes that are not among the taken ones."""
    left = joined(spans)
    for begins, ends in joined(taken):
        cut: list[Span] = []
        for first, last in left:
            cut += [(first, min(last, begins)), (max(first, ends), last)]
        left = joined(cut)
    return left


def total(spans: Iterable[Span]) -> int:
    """How many minutes they are, each counted once."""
    return sum(ends - begins for begins, ends in joined(spans))


def now_in(hours: Hours | None, day: date, zone: ZoneInfo, at: datetime) -> bool:
    """Whether that moment lies in those hours of that day."""
    if hours is None:
        return False
    begins, ends = hours.moments(day, zone)
    return begins <= at.astimezone(UTC) < ends


def hours_words(minutes: int) -> str:
    """Hours as every page, file and paper writes them: "7:30", and nothing is rounded."""
    return f"{minutes // 60}:{minutes % 60:02}"
