"""Reminders: swept together from the due days, once a fact, whoever runs it how often."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from common.dates import due_at
from ledger.actions.events import record
from training import notices
from training.local_days import days_by_zone
from training.models import CourseAssignment
from training.querysets import CourseAssignmentQuerySet

MORNING = time(7)  # at the person's place; nobody is told at midnight


def remind(*, at: datetime) -> int:
    """Tell everyone what was assigned to them, what is due soon and what is late; how many notices were new.

    Of the rungs only the latest reached counts, so a missed day is caught up and a missed week does not tell five
    things at once. Three statements a time zone; one event when anything was queued.
    """
    told = 0
    with transaction.atomic():
        for zone, day in days_by_zone(at):
            told += _remind(zone, day, at)
        if told:
            record(action="training.reminders.queued", at=at, by=None, data={"count": told})
    return told


def _remind(zone: str, day: date, at: datetime) -> int:
    """The notices of one zone's day."""
    here = ZoneInfo(zone)
    due, fold = max(at, due_at(day, here, MORNING)), day.isoformat()
    rows: CourseAssignmentQuerySet = CourseAssignment.objects.all()
    on_rung = rows.on_a_rung(day, here)
    return (
        notices.assigned(rows.new_to_person(day).told_in(zone, day), at=at, due=due, fold=fold)
        + notices.due(on_rung.filter(due_on__gte=day).told_in(zone, day), at=at, due=due, fold=fold)
        + notices.overdue(on_rung.filter(due_on__lt=day).told_in(zone, day), at=at, due=due, fold=fold)
    )
