"""A district marks what must be reported at its schools, and ends a mark."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from incidents.duties import can_mark
from incidents.errors import MarkEnded, UnknownAnswer
from incidents.events import EventName
from incidents.models import MustReport
from ledger.actions.events import record

NOUN = "incidents.mustreport"


def mark(*, by: User, at: datetime, district: Organization, behavior: str) -> MustReport:
    """From now on a matter of this kind is handed on at the district's schools. Marked already, it stays as it was.

    Raises AccessDenied, UnknownAnswer for what cannot be marked.
    """
    require(by=by, permission=Permission.MUST_REPORT_MARK, on=district, at=at)
    if behavior not in {key for _group, choices in can_mark() for key, _label in choices}:
        raise UnknownAnswer("behavior")
    marked = MustReport.objects.in_force().filter(district=district, behavior=behavior)
    before = marked.first()
    if before is not None:
        return before
    try:
        with transaction.atomic():
            row = MustReport.objects.create(district=district, behavior=behavior, marked_by=by, marked_at=at)
            _note(EventName.MUST_REPORT_MARKED, row, by=by, at=at)
    except IntegrityError:
        # must_report_once: somebody marked it at the same moment.
        return marked.get()
    return row


def end(*, by: User, at: datetime, mark: MustReport) -> MustReport:
    """From now on it is the school's to settle again, or the officer's. Raises AccessDenied, MarkEnded."""
    require(by=by, permission=Permission.MUST_REPORT_MARK, on=mark.district, at=at)
    with transaction.atomic():
        if MustReport.objects.in_force().filter(pk=mark.pk).update(ended_by=by, ended_at=at) != 1:
            raise MarkEnded
        mark.refresh_from_db()
        _note(EventName.MUST_REPORT_ENDED, mark, by=by, at=at)
    return mark


def _note(what: EventName, row: MustReport, *, by: User, at: datetime) -> None:
    data = {"behavior": row.behavior}
    record(action=what, at=at, by=by, on=(NOUN, str(row.pk)), organization=row.district_id, data=data)
