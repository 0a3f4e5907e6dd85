"""How much of everything an activity report counts, from querysets that are given: a few statements, whoever has how
many entries and calls."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Span
from common.dates import due_at
from incidents.choices import About, Answer, Audience, Direction
from incidents.models import Activity, Disclosure, Outcome, Response, Review

Whose = tuple[UUID | None, UUID | None]  # the officer, the school
RECEIVED, ANSWERED, NO_OUTCOME = "received", "answered", "no_outcome"
AUDIENCES = [one.value for one in Audience]


@dataclass
class Tally:
    """Numbers by what is counted: entries and minutes of the log, calls by key."""

    entries: Counter[str] = field(default_factory=Counter)
    minutes: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        self.entries.update(other.entries)
        self.minutes.update(other.minutes)
        self.calls.update(other.calls)


@dataclass(frozen=True)
class Days:
    """From a day up to, not including, another."""

    first: date
    end: date

    def moments(self, rows: QuerySet[Any], place: Organization) -> QuerySet[Any]:
        """The rows of these days by the agency's clock."""
        first, end = (due_at(day, place.zone, time()) for day in (self.first, self.end))
        return rows.filter(at__gte=first, at__lt=end)


def tallies(user: User, at: datetime, agency: Organization, days: Days) -> dict[Whose, Tally]:
    """What of the agency the person may count in those days, by officer and school."""
    found: dict[Whose, Tally] = {}
    _count_work(found, Activity.objects.countable_by(user, at).filter(agency=agency.pk).standing(), days)
    for whose, key, calls in _calls(user, at, agency, days):
        found.setdefault(whose, Tally()).calls[key] += calls
    return found


def sum_of(found: Iterable[Tally]) -> Tally:
    """All of them as one."""
    total = Tally()
    for one in found:
        total.add(one)
    return total


def _count_work(found: dict[Whose, Tally], rows: QuerySet[Activity], days: Days) -> None:
    """Entries and minutes by leg, activity and audience; an entry with two audiences is one of each. One statement."""
    grouped = (
        rows.filter(day__gte=days.first, day__lt=days.end)
        .order_by()
        .values_list("officer", "school", "leg", "kind", *AUDIENCES)
        .annotate(entries=Count("pk"), spent=Sum("minutes"))
    )
    for officer, school, leg, kind, *rest in grouped:
        *given, entries, spent = rest
        told = [name for name, yes in zip(AUDIENCES, given, strict=True) if yes]
        one = found.setdefault((officer, school), Tally())
        for key in ("all", f"leg:{leg}", f"kind:{kind}", *(f"audience:{name}" for name in told or ["nobody"])):
            one.entries[key] += entries
            one.minutes[key] += spent
        for name in told:
            one.entries[f"{kind}:{name}"] += entries
            one.minutes[f"{kind}:{name}"] += spent


def _calls(user: User, at: datetime, agency: Organization, days: Days) -> Iterable[tuple[Whose, str, int]]:
    """What the agency itself was told and recorded of calls: never anything kept in school, which it is not told."""
    answers = days.moments(Response.objects.countable_by(user, at).filter(agency=agency.pk), agency).order_by()
    for by, school, answer, calls in answers.values_list("by", "referral__school", "answer").annotate(n=Count("pk")):
        yield (by, school), ANSWERED, calls
        yield (by, school), f"answer:{answer}", calls
    open_ones = answers.filter(answer=Answer.ACCEPT).exclude(
        Exists(Outcome.objects.filter(referral=OuterRef("referral"), agency=agency.pk))
    )
    for by, school, calls in open_ones.values_list("by", "referral__school").annotate(n=Count("pk")):
        yield (by, school), NO_OUTCOME, calls
    answered = "referral__response__by"
    reviews = Review.objects.countable_by(user, at, officer=answered).filter(agency=agency.pk)
    decided = days.moments(reviews, agency).order_by().values_list(answered, "referral__school", "determination")
    for by, school, determination, calls in decided.annotate(n=Count("pk")):
        yield (by, school), f"determination:{determination}", calls
    mine = Outcome.objects.countable_by(user, at).filter(agency=agency.pk)
    later = Outcome.objects.filter(referral=OuterRef("referral"), agency=agency.pk, at__gt=OuterRef("at"))
    latest = days.moments(mine, agency).exclude(Exists(later)).order_by()
    for by, school, kind, calls in latest.values_list("by", "referral__school", "kind").annotate(n=Count("pk")):
        yield (by, school), f"outcome:{kind}", calls
    if agency.pk in reach_of(user, at).with_span(Permission.ACTIVITY_REPORT, Span.AGENCY, Span.HERE):
        told = Disclosure.objects.filter(recipient=agency.pk, direction=Direction.TO_AGENCY, about=About.REFERRAL)
        by_school = days.moments(told, agency).order_by().values_list("referral__school")
        for school, calls in by_school.annotate(n=Count("pk")):
            yield (None, school), RECEIVED, calls


def worked(rows: QuerySet[Activity], days: Days) -> tuple[int, int]:
    """How many entries and minutes of the log lie in those days. One statement."""
    found = rows.filter(day__gte=days.first, day__lt=days.end).aggregate(entries=Count("pk"), spent=Sum("minutes"))
    return found["entries"], found["spent"] or 0
