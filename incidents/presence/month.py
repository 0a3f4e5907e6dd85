"""One month of postings: every school day that an officer owed, and what was said of it. Four statements in all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from accounts.models import Organization
from common.dates import ONE_DAY, Calendar, add_months, is_school_day
from common.periods import lasts_on
from incidents.models import AwayTime, Presence
from incidents.presence.choices import Said
from incidents.presence.figures import Figures, judged, summed, unconfirmed
from incidents.presence.hours import Hours, Span, span_of, without
from incidents.presence.rules import posted_hours
from partnerships.models import Posting
from partnerships.on_campus import calendars_of
from training.current import Standing


@dataclass(frozen=True)
class Line:
    """One posting on one school day: what was said of it, by the stand-in's posting too, and its figures."""

    posting: Posting
    day: date
    presence: Presence | None
    away: tuple[AwayTime, ...]
    stand_ins: tuple[Presence, ...]
    figures: Figures


@dataclass
class SchoolMonth:
    """A school's lines, by day."""

    school: Organization
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def figures(self) -> Figures:
        return summed(line.figures for line in self.lines)


@dataclass(frozen=True)
class Month:
    """The days of a calendar month, as far as they have come."""

    first: date

    @property
    def next_first(self) -> date:
        return add_months(self.first, 1)

    def days_until(self, today: date) -> list[date]:
        """Its days up to today."""
        last = min(today, self.next_first - ONE_DAY)
        return [self.first + timedelta(days=step) for step in range((last - self.first).days + 1)]


def month_of(postings: "QuerySet[Posting]", month: Month, at: datetime) -> list[SchoolMonth]:
    """The schools of these postings in that month, by name."""
    lasting = Q(starts_on__lt=month.next_first) & (Q(ends_on__isnull=True) | Q(ends_on__gte=month.first))
    found = postings.filter(lasting).exclude(ends_on__lt=month.first)
    rows = list(
        found.select_related("officer", "school", "partnership__agency", "stands_in_for").order_by(
            "school__name_folded", "school_id", "starts_on", "pk"
        )
    )
    schools = {row.school_id: row.school for row in rows}
    said = _said(found, month)
    calendars = calendars_of(list(schools.values()))
    stand_ins: dict[UUID, list[Posting]] = {}
    for row in rows:
        if row.stands_in_for_id:
            stand_ins.setdefault(row.stands_in_for_id, []).append(row)
    result = {pk: SchoolMonth(school) for pk, school in schools.items()}
    for row in rows:
        days = _days(row, schools[row.school_id], month, calendars, said, at)
        result[row.school_id].lines += [_line(row, day, said, stand_ins.get(row.pk, ())) for day in days]
    for one in result.values():
        one.lines.sort(key=lambda line: (line.day, line.posting.starts_on, line.posting.pk))
    return [one for one in result.values() if one.lines]


SaidByDay = dict[tuple[UUID, date], tuple[Presence, tuple[AwayTime, ...]]]


def _said(postings: "QuerySet[Posting]", month: Month) -> SaidByDay:
    """What holds of each posting and day. Two statements."""
    rows = Presence.objects.current().between(month.first, month.next_first - ONE_DAY)
    rows = rows.filter(posting__in=postings.order_by().values("pk"))
    away: dict[UUID, list[AwayTime]] = {}
    times = (
        AwayTime.objects.filter(presence__in=rows.values("pk")).select_related("covered_by").order_by("begins", "pk")
    )
    for one in times:
        away.setdefault(one.presence_id, []).append(one)
    return {(row.posting_id, row.day): (row, tuple(away.get(row.pk, ()))) for row in rows}


def _days(
    posting: Posting,
    school: Organization,
    month: Month,
    calendars: Mapping[UUID, Calendar],
    said: SaidByDay,
    at: datetime,
) -> Iterable[date]:
    """The school days that the posting owes, up to today; a day on which it ended counts where something was said.

    What stands in for another posting owes nothing of its own while that one lasts.
    """
    first = posting.stands_in_for
    for day in month.days_until(school.today(at)):
        if not is_school_day(day, calendars[school.pk]):
            continue
        if first is not None and lasts_on(first.starts_on, first.ends_on, day):
            continue
        if lasts_on(posting.starts_on, posting.ends_on, day) or (posting.pk, day) in said:
            yield day


def _line(posting: Posting, day: date, said: SaidByDay, stand_ins: Iterable[Posting]) -> Line:
    zone = posting.school.zone
    row, away = said.get((posting.pk, day), (None, ()))
    beside = [said[one.pk, day] for one in stand_ins if (one.pk, day) in said]
    hours = row.owed if row else posted_hours(posting) or (beside[0][0].owed if beside else None)
    owed = span_of(hours, day, zone) if hours else None
    if (row is None and not beside) or owed is None:
        return Line(posting, day, row, away, (), unconfirmed(owed))
    here = _here(zone, row, away) if row else []
    cover = [(_span(zone, row, one.cover), one.cover_training == Standing.CURRENT) for one in away if row and one.cover]
    for other, times in beside:
        cover += [(span, other.training == Standing.CURRENT) for span in _here(zone, other, times)]
        cover += [(_span(zone, other, one.cover), one.cover_training == Standing.CURRENT) for one in times if one.cover]
    if not lasts_on(posting.starts_on, posting.ends_on, day):
        # It ended on this day: no more is owed than was given.
        owed = _reaching([*here, *(span for span, _current in cover)], owed)
    return Line(posting, day, row, away, tuple(other for other, _times in beside), judged(owed, here, cover))


def _here(zone: ZoneInfo, row: Presence, away: Iterable[AwayTime]) -> list[Span]:
    """When the officer of the row was at the school."""
    if row.said != Said.HERE or row.here is None:
        return []
    return without([_span(zone, row, row.here)], [_span(zone, row, one.hours) for one in away])


def _span(zone: ZoneInfo, row: Presence, hours: Hours) -> Span:
    return span_of(hours, row.day, zone)


def _reaching(spans: list[Span], owed: Span) -> Span:
    """The part of the hours owed up to the last minute that was given."""
    last = max((ends for _begins, ends in spans), default=owed[0])
    return owed[0], max(owed[0], min(owed[1], last))
