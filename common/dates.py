"""School years, school days and local times. Pure: every function is handed the day or the moment it speaks of.

A school year runs from 1 July to 30 June, as the National Center for Education Statistics counts it. A school day is
a weekday outside the closed ranges of a Calendar. Ranges of days are half-open unless a name says `last`.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SCHOOL_YEAR_MONTH = 7
ONE_DAY = timedelta(days=1)
# No school is closed for longer; a search that goes on beyond this has met a calendar entered wrongly.
HORIZON = timedelta(days=400)
# A break that begins this soon after the due day is named too, for people plan around it.
BREAK_IN_SIGHT = timedelta(days=7)


class CalendarNeverOpens(Exception):
    """A search for a school day met none within HORIZON."""


class NonexistentTime(ValueError):
    """A local time that the clocks skipped when they were put forward."""


class Closed(NamedTuple):
    """Days on which school is not held, the last one included."""

    first_day: date
    last_day: date
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """The closed ranges of one school and its district."""

    closed: frozenset[Closed] = frozenset()

    @classmethod
    def of(cls, ranges: Iterable[tuple[date, date, str]]) -> "Calendar":
        """A calendar from (first day, last day, name) rows."""
        return cls(frozenset(Closed(*row) for row in ranges))

    @cached_property
    def merged(self) -> tuple[tuple[date, date], ...]:
        """The closed ranges in order, overlaps joined, last day included."""
        joined: list[tuple[date, date]] = []
        for first, last, _name in sorted(self.closed):
            if last < first:
                continue
            if joined and first <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return tuple(joined)

    def is_closed(self, day: date) -> bool:
        """True inside a closed range; weekends are not ranges."""
        return any(first <= day <= last for first, last in self.merged)

    def between(self, first_day: date, last_day: date) -> list[Closed]:
        """The closed ranges that touch these days, in order."""
        return sorted(row for row in self.closed if row.first_day <= last_day and row.last_day >= first_day)


def school_year_of(day: date) -> int:
    """The calendar year in which the day's school year began: 2026 for 2026–27."""
    return day.year if day.month >= SCHOOL_YEAR_MONTH else day.year - 1


def school_year_label(year: int) -> str:
    """The school year in words: "2026–27" for 2026."""
    return f"{year}–{(year + 1) % 100:02d}"


def school_year_days(year: int) -> tuple[date, date]:
    """The first day of the school year and the first day after it."""
    return date(year, SCHOOL_YEAR_MONTH, 1), date(year + 1, SCHOOL_YEAR_MONTH, 1)


def is_school_day(day: date, calendar: Calendar) -> bool:
    """True on a weekday that is not closed."""
    return day.weekday() < 5 and not calendar.is_closed(day)


def weekdays_between(start: date, end: date) -> int:
    """The number of Mondays to Fridays from start up to, not including, end; 0 when end is not after start."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 5 + sum((start.weekday() + step) % 7 < 5 for step in range(rest))


def school_days_between(start: date, end: date, calendar: Calendar) -> int:
    """The number of school days from start up to, not including, end; 0 when end is not after start."""
    if end <= start:
        return 0
    count = weekdays_between(start, end)
    for first, last in calendar.merged:
        if first < end and last >= start:
            # The last day may be date.max, so the overlap is counted to the day before and that day added.
            overlap_last = min(last, end - ONE_DAY)
            count -= weekdays_between(max(first, start), overlap_last) + (overlap_last.weekday() < 5)
    return count


def add_school_days(day: date, number: int, calendar: Calendar) -> date:
    """The number-th school day after the day: the day itself never counts.

    With 0, the day itself, or the next school day where it is none. Raises CalendarNeverOpens, and ValueError
    for a negative number.
    """
    if number < 0:
        raise ValueError(f"The number of school days must not be negative: {number}.")
    found = next_school_day(day, calendar, counting=number == 0)
    for _step in range(number - 1):
        found = next_school_day(found, calendar)
    return found


def next_school_day(day: date, calendar: Calendar, *, counting: bool = False) -> date:
    """The first school day after the day, or on it when the day counts. Raises CalendarNeverOpens."""
    if day > date.max - HORIZON:
        raise CalendarNeverOpens(f"No school day is known after {day}.")
    candidate = day if counting else day + ONE_DAY
    while not is_school_day(candidate, calendar):
        candidate += ONE_DAY
        if candidate - day > HORIZON:
            raise CalendarNeverOpens(f"The calendar holds no school day within {HORIZON.days} days of {day}.")
    return candidate


class SchoolDayNumber(NamedTuple):
    """How far the school year has come: `number` school days held, today's included, of `total`."""

    number: int
    total: int


def school_day_number(day: date, calendar: Calendar) -> SchoolDayNumber:
    """The day's place in its school year; on a day without school, the number of those held before it."""
    first, end = school_year_days(school_year_of(day))
    return SchoolDayNumber(
        school_days_between(first, day + ONE_DAY, calendar), school_days_between(first, end, calendar)
    )


@dataclass(frozen=True)
class Clock:
    """A deadline counted in school days, with the words that say it. Derived each time, never stored."""

    total: int
    used: int
    left: int
    late: int
    overdue: bool
    soon: bool
    words: str


def clock(start_day: date, due_day: date, today: date, calendar: Calendar) -> Clock:
    """The clock from the day it was started to the day it is due, both counted, as it stands today."""
    overdue = today > due_day
    total = max(1, school_days_between(start_day, due_day + ONE_DAY, calendar))
    left = min(total, school_days_between(max(today + ONE_DAY, start_day), due_day + ONE_DAY, calendar))
    late = school_days_between(due_day + ONE_DAY, today + ONE_DAY, calendar)
    return Clock(
        total=total,
        used=total - left,
        left=left,
        late=late,
        overdue=overdue,
        soon=not overdue and left <= 1,
        words=clock_words(due_day, today, left=left, late=late),
    )


def clock_words(due_day: date, today: date, *, left: int, late: int) -> str:
    """What the clock says: "3 school days left", "due today", "1 school day late"."""
    if today == due_day:
        return _("due today")
    if late:
        return ngettext("%(days)d school day late", "%(days)d school days late", late) % {"days": late}
    if today > due_day:
        # Due on Friday, read on Saturday: late, though no school day has passed.
        return _("past due")
    if left:
        return ngettext("%(days)d school day left", "%(days)d school days left", left) % {"days": left}
    # The due day lost its school day after it was set, by a closed day entered later.
    return _("due %(day)s") % {"day": date_format(due_day, "D, M j")}


BarState = Literal["past", "today", "ahead", "due"]


@dataclass(frozen=True)
class Bar:
    """One counted day of the strip. `gap` says that days before it did not count."""

    day: date
    state: BarState
    gap: bool
    words: str


@dataclass(frozen=True)
class Strip:
    """The school-day strip: its bars and the line that names what does not count."""

    bars: tuple[Bar, ...]
    not_counted: str


def strip(
    start_day: date, due_day: date, today: date, calendar: Calendar, words: Mapping[date, str] | None = None
) -> Strip:
    """A bar for each school day from the start to the due day, or to today when that is later.

    `words` are shown under the bar of their day. Raises CalendarNeverOpens for a span beyond HORIZON.
    """
    last_day = max(due_day, today)
    if last_day - start_day > HORIZON:
        raise CalendarNeverOpens(f"A strip from {start_day} to {last_day} is too long to draw.")
    below = words or {}
    bars: list[Bar] = []
    gap = False
    day = start_day
    while day <= last_day:
        if is_school_day(day, calendar):
            bars.append(Bar(day, bar_state(day, due_day, today), gap and bool(bars), below.get(day, "")))
            gap = False
        else:
            gap = True
        day += ONE_DAY
    return Strip(tuple(bars), not_counted_words(calendar.between(start_day, last_day + BREAK_IN_SIGHT)))


def bar_state(day: date, due_day: date, today: date) -> BarState:
    """Today wins over due, for what is due today is to be done today."""
    if day == today:
        return "today"
    if day == due_day:
        return "due"
    return "past" if day < today else "ahead"


def not_counted_words(closed: Iterable[Closed]) -> str:
    """The line that names what does not count: weekends, and each closed range with its days."""
    named = [
        _("%(name)s (%(days)s)") % {"name": row.name, "days": range_words(row)} if row.name else range_words(row)
        for row in closed
    ]
    return _("%(things)s do not count.") % {"things": get_text_list([_("Weekends"), *named], _("and"))}


def range_words(row: Closed) -> str:
    """A closed range as days: "November 25–27", "November 30 – December 2", "November 11"."""
    first = date_format(row.first_day, "F j")
    if row.last_day == row.first_day:
        return first
    if (row.last_day.year, row.last_day.month) == (row.first_day.year, row.first_day.month):
        return f"{first}–{row.last_day.day}"
    return f"{first} – {date_format(row.last_day, 'F j')}"


def days_by_zone(at: datetime, zones: Iterable[str]) -> dict[date, list[str]]:
    """The days it is now in these zones, each with the zones where it is that day."""
    days: dict[date, list[str]] = {}
    for zone in zones:
        days.setdefault(local_day(at, ZoneInfo(zone)), []).append(zone)
    return days


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day it is in that zone. Raises ValueError for a naive moment."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its zone.")
    return moment.astimezone(zone).date()


def due_at(day: date, zone: ZoneInfo, at: time) -> datetime:
    """The moment of a wall-clock time on that day, in UTC.

    A time the clocks skip is moved forward by what they skipped; one that comes twice is the first
    (RFC 5545, section 3.3.5).
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone).astimezone(UTC)


def resolve_local(naive: datetime, zone: ZoneInfo) -> datetime:
    """The moment a person meant by a local time, in UTC: the first one where it comes twice.

    Raises NonexistentTime for a time the clocks skipped, so that the person can be asked.
    """
    moment = due_at(naive.date(), zone, naive.time())
    if moment.astimezone(zone).replace(tzinfo=None) != naive.replace(tzinfo=None, fold=0):
        raise NonexistentTime(f"{naive:%Y-%m-%d %H:%M} did not exist in {zone.key}.")
    return moment


def add_months(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, or that month's last day: 31 January + 1 is 28 or 29 February.

    Raises OverflowError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {day} is outside the calendar.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def before(day: date, *, months: int = 0, days: int = 0) -> date:
    """The day that lies so many months, and then so many days, before this one."""
    return add_months(day, -months) - timedelta(days=days)
