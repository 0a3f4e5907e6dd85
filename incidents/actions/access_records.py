"""Openings of a request for a record, and the record of requests and disclosures on paper; each is an event."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.take_outs import require_measure
from incidents.access_entries import Entry, entries_of, from_calls, of_disclosure, of_requests
from incidents.actions.record_requests import NOUN
from incidents.errors import NotYours
from incidents.events import EventName
from incidents.models import Disclosure, RecordRequest
from incidents.record_request_page import RequestAct, RequestPage, page_for
from ledger.actions.events import record


def open_request(*, by: User, at: datetime, record_request: UUID, how: str = "page") -> RequestPage:
    """Open a request, and note that it was opened. Raises NotYours, and TakeOutLimit beyond the measure of an hour."""
    with transaction.atomic():
        page = _read(by=by, at=at, record_request=record_request)
        _note(page, by=by, at=at, how=how)
    return page


def read_entry(*, by: User, at: datetime, record_request: UUID) -> tuple[RequestPage, Entry]:
    """The entry of one request; whoever prints it notes that, once there is a paper.

    Raises NotYours for who keeps no records there, and TakeOutLimit as `open_request`.
    """
    page = _read(by=by, at=at, record_request=record_request)
    if RequestAct.PRINT not in page.may:
        raise NotYours(str(record_request))
    return page, of_requests([page.request])[0]


def note_entry_printed(*, by: User, at: datetime, page: RequestPage) -> None:
    """Note that the entry of a request was printed."""
    with transaction.atomic():
        _note(page, by=by, at=at, how="pdf")


def read_period(*, by: User, at: datetime, district: Organization, start: datetime, end: datetime) -> list[Entry]:
    """The entries of what the district was asked and disclosed from one moment up to another.

    Raises AccessDenied for who keeps no records there, TakeOutLimit beyond the measure of an hour.
    """
    require(by=by, permission=Permission.RECORD_REQUEST_DECIDE, on=district, at=at)
    requests = RecordRequest.objects.visible_to(by, at).filter(district=district).asked_between(start, end)
    told = Disclosure.objects.visible_to(by, at).filter(district=district.pk, at__gte=start, at__lt=end)
    found = entries_of(requests, told)
    require_measure(by=by, at=at, lines=len(found), concerned=lambda: [district.pk])
    return found


def read_disclosure(*, by: User, at: datetime, district: Organization, disclosure: UUID) -> Entry:
    """The entry of one disclosure about a call.

    Raises AccessDenied for who keeps no records there, NotYours for a disclosure of elsewhere or without anything from
    a school record, TakeOutLimit beyond the measure of an hour.
    """
    require(by=by, permission=Permission.RECORD_REQUEST_DECIDE, on=district, at=at)
    found = from_calls(Disclosure.objects.visible_to(by, at).filter(district=district.pk)).filter(pk=disclosure).first()
    if found is None:
        raise NotYours(str(disclosure))
    require_measure(by=by, at=at, lines=1, concerned=lambda: [district.pk])
    return of_disclosure(found)


def note_period_printed(*, by: User, at: datetime, district: Organization, entries: Sequence[Entry]) -> None:
    """Note that the record of a period was printed, and how many entries it has."""
    with transaction.atomic():
        data = {"count": len(entries)}
        action = EventName.ACCESS_RECORD_PRINTED
        record(action=action, at=at, by=by, on=(NOUN, ""), organization=district.pk, data=data)


def _read(*, by: User, at: datetime, record_request: UUID) -> RequestPage:
    rows = RecordRequest.objects.visible_to(by, at).for_rows().select_related("text", "partnership")
    found = rows.filter(pk=record_request).first()
    if found is None:
        raise NotYours(str(record_request))
    require_measure(by=by, at=at, opening=True, concerned=lambda: [found.district_id, found.agency_id])
    return page_for(by, found, at)


def _note(page: RequestPage, *, by: User, at: datetime, how: str) -> None:
    request = page.request
    side = request.district_id if page.side == "school" else request.agency_id
    data = {"school": request.school_id, "side": page.side, "how": how}
    record(action=EventName.RECORD_OPENED, at=at, by=by, on=(NOUN, str(request.pk)), organization=side, data=data)
