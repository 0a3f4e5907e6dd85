"""Figures from a queryset that is given; whose rows those are was decided before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Q, Value, When

from common.dates import due_at, local_day
from incidents.choices import Crime
from incidents.models import Referral
from incidents.querysets import ReferralQuerySet
from incidents.states import AWAITING_ANSWER


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
    differed: int
    crime_not_confirmed: int  # the caller said crime, the supervisor no
    crime_not_seen: int  # the caller said no crime, the supervisor crime


def by_month(referrals: ReferralQuerySet[Referral], zone: ZoneInfo, first_days: Sequence[date]) -> list[Month]:
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


def crime_gap(referrals: ReferralQuerySet[Referral]) -> list[Gap]:
    """The gap between the caller's and the supervisor's view of crime, per school by name. One statement."""
    rows = (
        referrals.order_by()
        .filter(review__isnull=False)
        .values("school", "school__name")
        .annotate(
            reviewed=Count("pk"),
            differed=Count("pk", filter=Q(review__agrees_on_crime=False)),
            not_confirmed=Count("pk", filter=Q(crime=Crime.YES, review__crime_involved=Crime.NO)),
            not_seen=Count("pk", filter=Q(crime=Crime.NO, review__crime_involved=Crime.YES)),
        )
        .order_by("school__name_folded", "school")
        .values_list("school", "school__name", "reviewed", "differed", "not_confirmed", "not_seen")
    )
    return [Gap(*row) for row in rows]


Counted = dict[tuple[UUID, str], int]


def by_school_and_crime(referrals: ReferralQuerySet[Referral]) -> Counted:
    """Calls by school and what the caller said of crime. One statement."""
    rows = referrals.submitted().order_by().values_list("school", "crime").annotate(calls=Count("pk"))
    return {(school, crime): calls for school, crime, calls in rows}


@dataclass
class Waiting:
    """Calls that wait for somebody's act: how many, and of how many the day it was due is over at their school."""

    count: int = 0
    late: int = 0


def waiting(referrals: ReferralQuerySet[Referral], at: datetime) -> dict[str, Waiting]:
    """What waits for the officer, the supervisor ("review") and the school, each by the clock of who must act.

    None is late while the school is asked something. One statement.
    """
    found = {"officer": Waiting(), "review": Waiting(), "school": Waiting()}
    days = referrals.order_by().values_list(
        "school__time_zone", "state", "answer_due_on", "review_due_on", referrals.asked()
    )
    for zone, state, answer_due_on, review_due_on, asked, calls in days.annotate(calls=Count("pk")):
        officer = state in AWAITING_ANSWER
        one = found["school" if asked else "officer" if officer else "review"]
        one.count += calls
        due_on = answer_due_on if officer else review_due_on
        one.late += calls if not asked and due_on < local_day(at, ZoneInfo(zone)) else 0
    return found
