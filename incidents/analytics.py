"""Figures from a queryset that is given; whose rows those are was decided before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import TruncMonth

from common.dates import due_at
from incidents.choices import Crime, Determination
from incidents.querysets import KeptInSchoolQuerySet, ReferralQuerySet


@dataclass(frozen=True)
class Month:
    """Calls whose event fell into one month, by what the caller said of crime."""

    first_day: date
    yes: int
    no: int
    unsure: int

    @property
    def total(self) -> int:
        return self.yes + self.no + self.unsure


@dataclass(frozen=True)
class Gap:
    """How far caller and supervisor see crime alike at one school (answers 1 and 3 of 4)."""

    school_id: UUID
    school_name: str
    reviewed: int
    agreed: int
    crime_not_confirmed: int  # the caller said crime, the supervisor no
    crime_not_seen: int  # the caller said no crime, the supervisor crime

    @property
    def share(self) -> float | None:
        """The share of reviewed calls on which the two differ; None where none was reviewed."""
        return (self.reviewed - self.agreed) / self.reviewed if self.reviewed else None


@dataclass(frozen=True)
class Returned:
    """Calls that supervisors determined to be the school's."""

    reviewed: int
    returned: int

    @property
    def share(self) -> float | None:
        """Returned of reviewed; None where none was reviewed."""
        return self.returned / self.reviewed if self.reviewed else None


def by_month(referrals: ReferralQuerySet, zone: ZoneInfo, first_days: Sequence[date]) -> list[Month]:
    """Calls by crime and month of the event, in that zone; months without a call are left out. One statement.

    `first_days` are those of the months, one after the other. The months are told apart by where they begin: SQLite
    would call Python for every row to cut a moment down to its month.
    """
    begins = [due_at(day, zone, time()) for day in first_days]
    month = Case(*(When(occurred_at__gte=begin, then=Value(place)) for place, begin in reversed([*enumerate(begins)])))
    end = due_at((first_days[-1] + timedelta(days=32)).replace(day=1), zone, time())
    rows = (
        referrals.occurred_from(begins[0])
        .filter(occurred_at__lt=end)
        .order_by()
        .annotate(month=month)
        .values_list("month", "crime")
        .annotate(calls=Count("pk"))
    )
    months: dict[date, dict[str, int]] = {}
    for place, crime, calls in rows:
        months.setdefault(first_days[place], {})[crime] = calls
    return [
        Month(day, found.get(Crime.YES, 0), found.get(Crime.NO, 0), found.get(Crime.UNSURE, 0))
        for day, found in sorted(months.items())
    ]


def crime_gap(referrals: ReferralQuerySet) -> list[Gap]:
    """The gap between the caller's and the supervisor's view of crime, per school by name. One statement."""
    differs = ~Q(crime=F("review__crime_involved"))
    rows = (
        referrals.order_by()
        .filter(review__isnull=False)
        .values("school", "school__name")
        .annotate(
            reviewed=Count("pk"),
            differed=Count("pk", filter=differs),
            not_confirmed=Count("pk", filter=Q(crime=Crime.YES, review__crime_involved=Crime.NO)),
            not_seen=Count("pk", filter=Q(crime=Crime.NO, review__crime_involved=Crime.YES)),
        )
    )
    gaps = [
        Gap(
            row["school"],
            row["school__name"],
            row["reviewed"],
            row["reviewed"] - row["differed"],
            row["not_confirmed"],
            row["not_seen"],
        )
        for row in rows
    ]
    return sorted(gaps, key=lambda gap: gap.school_name)


def returned(referrals: ReferralQuerySet) -> Returned:
    """How many reviewed calls went back to the school. One statement."""
    found = referrals.order_by().aggregate(
        reviewed=Count("review"),
        back=Count("review", filter=Q(review__determination=Determination.RETURNED_TO_SCHOOL)),
    )
    return Returned(found["reviewed"], found["back"])


Counted = dict[tuple[UUID, str], int]


def by_school_and_crime(referrals: ReferralQuerySet) -> Counted:
    """Calls by school and what the caller said of crime. One statement."""
    rows = referrals.submitted().order_by().values_list("school", "crime").annotate(calls=Count("pk"))
    return {(school, crime): calls for school, crime, calls in rows}


def kept_by_month(kept: KeptInSchoolQuerySet) -> list[tuple[date, int]]:
    """What was kept in school, by month. The school's side only: the agency's queryset of it is empty."""
    rows = kept.order_by().annotate(month=TruncMonth("occurred_on")).values_list("month").annotate(times=Count("pk"))
    return sorted(rows)


def kept_by_route(kept: KeptInSchoolQuerySet) -> list[tuple[str, int]]:
    """What the school did instead, the most frequent first."""
    rows: Iterable[tuple[str, int]] = kept.order_by().values_list("route").annotate(times=Count("pk"))
    return sorted(rows, key=lambda row: (-row[1], row[0]))
