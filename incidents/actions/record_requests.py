"""A record is asked for, granted in part or whole, refused or withdrawn; an emergency is looked at again afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.resending import sent_before
from common.dates import school_year_of
from common.refusals import SaidOtherwise
from common.transitions import Move, StaleState, move
from incidents import notices
from incidents.actions.disclosures import Matter, answer_agency, ask_district
from incidents.actions.recording import who
from incidents.choices import REQUEST_BASES, About, TextKind
from incidents.errors import (
    AskingClosed,
    IncompleteReferral,
    NothingToLookAt,
    NotYours,
    OwnAnswer,
    RecordUnreachable,
    RequestClosed,
    UnknownAnswer,
)
from incidents.events import EventName
from incidents.limits import REQUEST_NEEDS
from incidents.models import RecordAnswer, RecordLook, RecordRequest, RecordRequestText, Referral
from incidents.states import GRANT, GRANT_IN_PART, REFUSE, WITHDRAW_REQUEST, RequestState
from ledger.actions.events import record
from ledger.payload import Facts
from ledger.seals import seal
from partnerships.models import Partnership, PartnershipSchool
from partnerships.scoping import Cover, agency_reach, covers

NOUN = "incidents.recordrequest"
ASK = Permission.RECORD_REQUEST_ASK
DECIDE = Permission.RECORD_REQUEST_DECIDE


@dataclass(frozen=True)
class Asked:
    """What is asked for: which record, for what, on which ground, with what that ground demands to be written down."""

    basis: str
    what: str
    why: str
    ground: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What the custodian gives, and in `words` what is not given and why."""

    given: str = ""
    school_text: bool = False  # the school-only text of the call, as it stands
    words: str = ""


def ask(
    *,
    by: User,
    at: datetime,
    partnership: Partnership,
    school: Organization,
    asked: Asked,
    form_key: UUID,
    referral: Referral | None = None,
) -> RecordRequest:
    """Ask the district's records custodian for a record of the school, perhaps about a call the agency reads.

    Officers posted there and supervisors ask, while the MOU is in force. The same form twice gives the same row. Raises
    NotYours, AskingClosed, UnknownAnswer, IncompleteReferral, SaidOtherwise.
    """
    with transaction.atomic():
        held = Partnership.objects.select_for_update(of=("self",), no_key=True).select_related("district", "agency")
        partnership = held.get(pk=partnership.pk)
        cover = _cover_to_ask(by, at, partnership, school, referral)
        before = sent_before(
            RecordRequest.objects.filter(form_key=form_key).select_related("text"),
            whose={"asked_by_id": by.pk, "partnership_id": partnership.pk},
            said={"basis": asked.basis, "school_id": school.pk, "referral_id": referral.pk if referral else None},
        )
        if before is not None:
            _require_same(before.text, asked)
            return before
        _check(asked)
        request = RecordRequest.objects.create(
            form_key=form_key,
            partnership=partnership,
            district=partnership.district,
            agency=partnership.agency,
            school=school,
            referral=referral,
            basis=asked.basis,
            asked_by=by,
            asked_at=at,
            **_next_number(partnership, school_year_of(partnership.district.today(at))),
        )
        words = {"what": asked.what, "why": asked.why, "ground": dict(asked.ground)}
        RecordRequestText.objects.create(record_request=request, **words)
        said = {
            "number": request.number,
            **words,
            "by": who(by, ASK, partnership.agency, at),
            "at": at.isoformat(),
        }
        told = ask_district(Matter(About.REQUEST, request.pk, said), request=request, cover=cover, by=by, at=at)
        notices.record_asked(request, at=at)
        seals = [seal(request, "asked"), seal(told, "sent")]
        _note(EventName.RECORD_ASKED, request, by=by, at=at, side=request.agency_id, seals=seals)
    return request


def withdraw(*, by: User, at: datetime, record_request: RecordRequest) -> RecordRequest:
    """Take a request back before it is answered: who asked, or a supervisor. Raises NotYours, RequestClosed."""
    with transaction.atomic():
        request = _locked(record_request)
        agency = request.agency
        reached = RecordRequest.objects.visible_to(by, at).filter(pk=request.pk).exists()
        if not reached or not reach_of(by, at).may(ASK, agency):
            raise NotYours(str(request.pk))
        _move(request, WITHDRAW_REQUEST, right=ASK, at=at)
        notices.record_withdrawn(request, at=at)
        _note(EventName.RECORD_WITHDRAWN, request, by=by, at=at, side=agency.pk)
    return request


def grant(*, by: User, at: datetime, record_request: RecordRequest, answer: Answer, form_key: UUID) -> RecordAnswer:
    """Give what was asked for: it crosses by a disclosure on the ground of the request.

    Of two custodians at once one wins. The same form twice gives the same row. Raises AccessDenied, RequestClosed,
    RecordUnreachable, IncompleteReferral where nothing is given, SaidOtherwise.
    """
    return _answer(GRANT, by=by, at=at, record_request=record_request, answer=answer, form_key=form_key)


def grant_in_part(
    *, by: User, at: datetime, record_request: RecordRequest, answer: Answer, form_key: UUID
) -> RecordAnswer:
    """Give part of it and say what the rest is and why it is not given. Raises as `grant`."""
    return _answer(GRANT_IN_PART, by=by, at=at, record_request=record_request, answer=answer, form_key=form_key)


def refuse(*, by: User, at: datetime, record_request: RecordRequest, words: str, form_key: UUID) -> RecordAnswer:
    """Give nothing, and say why. Raises AccessDenied, RequestClosed, IncompleteReferral, SaidOtherwise."""
    answer = Answer(words=words)
    return _answer(REFUSE, by=by, at=at, record_request=record_request, answer=answer, form_key=form_key)


def look_again(
    *, by: User, at: datetime, record_request: RecordRequest, agreed: bool, words: str, form_key: UUID
) -> RecordLook:
    """Look again at what was answered in an emergency: another custodian, or the district's administrator.

    The same form twice gives the same row. Raises AccessDenied, OwnAnswer, NothingToLookAt, IncompleteReferral without
    words where they do not agree, SaidOtherwise.
    """
    with transaction.atomic():
        request = _locked(record_request)
        require(by=by, permission=Permission.RECORD_REQUEST_REVIEW, on=request.district, at=at)
        before = sent_before(
            RecordLook.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "record_request_id": request.pk},
            said={"agreed": agreed, "words": words},
        )
        if before is not None:
            return before
        if RecordAnswer.objects.filter(record_request=request, by=by).exists():
            raise OwnAnswer(request.number)
        if not RecordRequest.objects.to_look_at().filter(pk=request.pk).exists():
            raise NothingToLookAt
        if not agreed and not words.strip():
            raise IncompleteReferral(["words"])
        look = RecordLook.objects.create(
            record_request=request, agreed=agreed, words=words, form_key=form_key, by=by, at=at
        )
        data: Facts = {"agreed": agreed}
        seals = [seal(look, "looked")]
        _note(EventName.RECORD_LOOKED_AT, request, by=by, at=at, side=request.district_id, data=data, seals=seals)
    return look


ANSWERED = {
    GRANT: EventName.RECORD_GRANTED,
    GRANT_IN_PART: EventName.RECORD_GRANTED_IN_PART,
    REFUSE: EventName.RECORD_REFUSED,
}


def _answer(
    step: Move, *, by: User, at: datetime, record_request: RecordRequest, answer: Answer, form_key: UUID
) -> RecordAnswer:
    with transaction.atomic():
        request = _locked(record_request)
        right = require(by=by, permission=DECIDE, on=request.district, at=at)
        words = {"given": answer.given, "school_text": answer.school_text, "words": answer.words}
        before = sent_before(
            RecordAnswer.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "record_request_id": request.pk},
            said=words,
        )
        if before is not None:
            if request.state != step.to_state:
                raise SaidOtherwise
            return before
        if request.state != RequestState.ASKED:
            raise RequestClosed
        school_text = _school_text(request) if answer.school_text else ""
        _check_answer(step, answer, school_text)
        cover = covers([request.partnership], at)[0]
        if step != REFUSE and not cover.open:
            raise RecordUnreachable
        _move(request, step, right=right, at=at)
        row = RecordAnswer.objects.create(record_request=request, form_key=form_key, by=by, at=at, **words)
        said = {
            "number": request.number,
            "decision": str(step.to_state),
            "given": answer.given,
            "school_only": school_text,
            "not_given": answer.words,
            "by": who(by, right, request.district, at),
            "at": at.isoformat(),
        }
        ground = None if step == REFUSE else {**request.text.ground, "interest": request.text.why}
        matter = Matter(About.RECORD, row.pk, said)
        told = answer_agency(matter, request=request, cover=cover, by=by, at=at, ground=ground)
        notices.record_answered(request, at=at)
        if request.is_emergency:
            notices.record_to_look_at(request, by.pk, at=at)
        data: Facts = {"answer": row.pk, "disclosure": told.pk}
        seals = [seal(row, "written"), seal(told, "sent")]
        _note(ANSWERED[step], request, by=by, at=at, side=request.district_id, data=data, seals=seals)
    return row


def _cover_to_ask(
    by: User, at: datetime, partnership: Partnership, school: Organization, referral: Referral | None
) -> Cover:
    """The MOU in force under which the person asks for a record of the school."""
    if not reach_of(by, at).may(ASK, partnership.agency):
        raise NotYours("no right to ask for a record")
    cover = covers([partnership], at)[0]
    if not cover.in_force:
        raise AskingClosed
    reached = agency_reach(by, ASK, at)
    covered = PartnershipSchool.objects.on_day(school.today(at)).filter(partnership=partnership, school=school)
    at_school = (partnership.pk, school.pk) in reached.posted
    if not at_school and not (partnership.pk in reached.partnerships and covered.exists()):
        raise NotYours("not a school of theirs")
    if referral is not None:
        read = Referral.objects.on_agency_side_of(by, at).filter(partnership=partnership, school=school)
        if not read.filter(pk=referral.pk).exists():
            raise NotYours("not a call they read")
    return cover


def _check(asked: Asked) -> None:
    if asked.basis not in REQUEST_BASES:
        raise UnknownAnswer("basis")
    words = {"what": asked.what, "why": asked.why}
    missing = [name for name, said in words.items() if not said.strip()]
    missing += [name for name in REQUEST_NEEDS.get(asked.basis, ()) if not asked.ground.get(name, "").strip()]
    if missing:
        raise IncompleteReferral(missing)


def _check_answer(step: Move, answer: Answer, school_text: str) -> None:
    missing = []
    if step != REFUSE and not answer.given.strip() and not school_text:
        missing.append("given")
    if step != GRANT and not answer.words.strip():
        missing.append("words")
    if missing:
        raise IncompleteReferral(missing)


def _require_same(text: RecordRequestText, asked: Asked) -> None:
    if (text.what, text.why, text.ground) != (asked.what, asked.why, dict(asked.ground)):
        raise SaidOtherwise


def _school_text(request: RecordRequest) -> str:
    """The school-only text of the call that the request is about; "" without one."""
    if request.referral is None:
        return ""
    found = request.referral.texts.filter(kind=TextKind.SCHOOL_ONLY).values_list("text", flat=True)
    return found.first() or ""


def _next_number(partnership: Partnership, year: int) -> dict[str, int]:
    """The next place among what was asked by this partnership in the year; its row is held meanwhile."""
    asked = RecordRequest.objects.filter(partnership=partnership, school_year=year)
    return {"school_year": year, "sequence": (asked.aggregate(last=Max("sequence"))["last"] or 0) + 1}


def _locked(record_request: RecordRequest) -> RecordRequest:
    """The request as it is now, held until the transaction ends."""
    held = RecordRequest.objects.select_for_update(of=("self",), no_key=True)
    related = ("partnership__district", "partnership__agency", "district", "agency", "school", "referral", "text")
    return held.select_related(*related).get(pk=record_request.pk)


def _move(request: RecordRequest, step: Move, *, right: Permission, at: datetime) -> None:
    try:
        move(RecordRequest, request.pk, step, at=at, right=right)
    except StaleState as stale:
        raise RequestClosed from stale
    request.state, request.closed_at = str(step.to_state), at


def _note(
    what: EventName,
    request: RecordRequest,
    *,
    by: User,
    at: datetime,
    side: UUID,
    data: Facts | None = None,
    seals: list[str] | None = None,
) -> None:
    told: Facts = {"school": request.school_id, "basis": request.basis, **(data or {})}
    record(action=what, at=at, by=by, on=(NOUN, str(request.pk)), organization=side, data=told, seals=seals or [])
