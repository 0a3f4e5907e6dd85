"""Tells people of courses that are new to them, due or overdue; each fact once, however often it runs."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import TruncDate

from common.dates import due_at
from ledger.actions.events import record
from training import notices
from training.events import EventName
from training.local_days import days_by_zone
from training.models import Completion, CourseAssignment
from training.querysets import CourseAssignmentQuerySet

Assignments = CourseAssignmentQuerySet[CourseAssignment]

FEW_ROWS = 5_000
NO_KEY = UUID(int=0)  # nobody's key
MORNING = time(7)  # at the person's place; nobody is told at midnight


def remind(*, at: datetime) -> int:
    """Tell everyone what was assigned to them, what is due soon and what is late; how many notices were new.

    Of the rungs only the latest reached counts, so a missed day is caught up and a missed week does not tell five
    things at once. A few statements a time zone; one event when anything was queued.
    """
    told = 0
    news: dict[date, Assignments] = {}
    with transaction.atomic():
        for zone, day in days_by_zone(at):
            if day not in news:
                news[day] = _to_be_told(CourseAssignment.objects.all().not_completed_yet(day))
            told += _remind(zone, day, news[day], at)
        if told:
            record(action=EventName.REMINDERS_QUEUED, at=at, by=None, data={"count": told})
    return told


def _remind(zone: str, day: date, news: Assignments, at: datetime) -> int:
    """The notices of one zone's day."""
    here = ZoneInfo(zone)
    due, fold = max(at, due_at(day, here, MORNING)), day.isoformat()
    # Whoever has come in since they were assigned is told once their days are counted from then: `assignments.assign`.
    in_by_then = news.alias(joined_on=TruncDate("user__joined_at", tzinfo=here)).filter(joined_on__lte=F("assigned_on"))
    told = notices.assigned(in_by_then.to_tell_in_zone(zone, day), at=at, due=due, fold=fold)
    # Asked after that was said: what was told as new today is not told as due today as well.
    said: Any = CourseAssignment.objects.all().annotate(
        told_at=notices.told_of_assignment(), recorded_at=_recorded_at()
    )
    on_rung = said.with_rung_reached(day, here)
    late = ((notices.due, on_rung.filter(due_on__gte=day)), (notices.overdue, on_rung.filter(due_on__lt=day)))
    for say, rows in late:
        told += say(_to_be_told(rows, F("rung")).to_tell_in_zone(zone, day), at=at, due=due, fold=fold)
    return told


def _recorded_at() -> Subquery:
    """When the latest completion of the outer assignment was recorded."""
    course, user = OuterRef("requirement__course"), OuterRef("user")
    counted = Completion.objects.counted().filter(course=course, user=user)
    return Subquery(counted.order_by("-completed_on").values("recorded_at")[:1])


def _to_be_told(rows: Assignments, rung: F | None = None) -> Assignments:
    """The rows narrowed to those of which nothing was said yet, where they are few.

    In which zone a row is told is asked of memberships, row by row: of what was said long ago it is not asked again.
    """
    few = list(notices.not_queued_yet(rows, rung).order_by().values_list("pk", flat=True)[: FEW_ROWS + 1])
    if len(few) > FEW_ROWS:
        return rows
    return rows.filter(pk__in=few or [NO_KEY])
