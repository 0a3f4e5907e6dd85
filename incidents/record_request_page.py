"""What one reader may read of one request for a record, and what they may do to it now; and the days it is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import ClosedDay, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Span
from common.dates import Calendar, CalendarNeverOpens, add_school_days, local_day
from incidents.choices import About, Direction
from incidents.limits import EMERGENCY_LOOK_DAYS, REQUEST_ANSWER_DAYS
from incidents.models import Disclosure, RecordLook, RecordRequest
from incidents.record.from_disclosures import ground_lines
from incidents.states import RequestState
from incidents.viewer import Side


class RequestAct(StrEnum):
    """What a person can do to a request for a record."""

    WITHDRAW = "withdraw"
    ANSWER = "answer"
    LOOK = "look"
    PRINT = "print"


@dataclass(frozen=True)
class RequestPage:
    """A request as its reader's side has it; the other side's words are read as they were disclosed."""

    request: RecordRequest
    side: Side
    asked: Mapping[str, Any]
    answer: Mapping[str, Any] | None  # None too where the agency may not open it any more
    clause: str
    look: RecordLook | None
    may: frozenset[RequestAct]
    due_on: date | None
    late: bool

    @property
    def zone(self) -> ZoneInfo:
        return self.request.district.zone

    @property
    def ground(self) -> tuple[tuple[str, str], ...]:
        """What was written down of the ground, with its labels."""
        return ground_lines(self.asked["ground"])

    @property
    def closed_to_reader(self) -> bool:
        """It was answered, and the reader's side may not open the answer now."""
        return self.request.is_answered and self.answer is None

    @property
    def looks_due(self) -> bool:
        """An emergency that waits for a second look."""
        return waits_for_look(self.request) and self.side == "school"


def page_for(user: User, request: RecordRequest, at: datetime) -> RequestPage:
    """The request as the person reads it; `request` is of those they may see, with what `for_rows` joins."""
    side: Side = "school" if _at_district(user, request, at) else "agency"
    crossed = Disclosure.objects.visible_to(user, at).filter(record_request=request.pk)
    told = {one.about: one for one in crossed.select_related("text", "clause")}
    answer = told.get(About.RECORD)
    asked = told[About.REQUEST].text.projection if About.REQUEST in told else _own_words(request)
    due_on = due_day(request, calendar_of(request))
    return RequestPage(
        request=request,
        side=side,
        asked=asked,
        answer=answer.text.projection if answer else None,
        clause=str(answer.clause) if answer and answer.clause and answer.direction == Direction.TO_AGENCY else "",
        look=getattr(request, "look", None) if side == "school" else None,
        may=may(user, request, side, at),
        due_on=due_on,
        late=due_on is not None and due_on < request.district.today(at),
    )


def may(user: User, request: RecordRequest, side: Side, at: datetime) -> frozenset[RequestAct]:
    """What the person can do to a request they read from that side."""
    reach, found = reach_of(user, at), set()
    waiting = request.state == RequestState.ASKED
    if side == "agency":
        supervises = request.agency_id in reach.with_span(Permission.RECORD_REQUEST_ASK, Span.AGENCY)
        if waiting and (supervises or request.asked_by_id == user.pk):
            found.add(RequestAct.WITHDRAW)
        return frozenset(found)
    if reach.may(Permission.RECORD_REQUEST_DECIDE, request.district):
        found |= {RequestAct.PRINT, RequestAct.ANSWER} if waiting else {RequestAct.PRINT}
    answered_by = request.answer.by_id if hasattr(request, "answer") else None
    if waits_for_look(request) and answered_by != user.pk:
        found.add(RequestAct.LOOK)
    return frozenset(found)


def waits_for_look(request: RecordRequest) -> bool:
    """An emergency that was answered, and that nobody else has looked at since."""
    return request.is_emergency and request.is_answered and not hasattr(request, "look")


def calendar_of(request: RecordRequest) -> Calendar:
    """The district's calendar. One statement."""
    return ClosedDay.objects.calendar_for(request.district)


def due_day(request: RecordRequest, calendar: Calendar) -> date | None:
    """By when the custodian answers, or somebody else looks again at an emergency; None where nothing is awaited.

    School days by the district's calendar; an emergency is answered on its own day.
    """
    zone = request.district.zone
    if request.state == RequestState.ASKED:
        return _after(request.asked_at, zone, 0 if request.is_emergency else REQUEST_ANSWER_DAYS, calendar)
    if waits_for_look(request) and request.closed_at:
        return _after(request.closed_at, zone, EMERGENCY_LOOK_DAYS, calendar)
    return None


def _after(moment: datetime, zone: ZoneInfo, days: int, calendar: Calendar) -> date:
    start = local_day(moment, zone)
    if not days:
        return start
    try:
        return add_school_days(start, days, calendar)
    except CalendarNeverOpens:
        return add_school_days(start, days, Calendar())


def _at_district(user: User, request: RecordRequest, at: datetime) -> bool:
    reach = reach_of(user, at)
    rights = (Permission.RECORD_REQUEST_DECIDE, Permission.RECORD_REQUEST_REVIEW)
    return any(reach.may(right, request.district) for right in rights)


def _own_words(request: RecordRequest) -> Mapping[str, Any]:
    """The agency's own row: what it asked stays its own when nothing that was disclosed may be opened."""
    text = request.text
    by = {"name": request.asked_by.name, "title": ""}
    return {"what": text.what, "why": text.why, "ground": text.ground, "by": by, "at": request.asked_at.isoformat()}
