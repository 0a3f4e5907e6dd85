"""The officer's answer: accepted, or declined with a clause."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.resending import sent_before
from common.transitions import Move, StaleState, move
from incidents import notices
from incidents.actions.disclosures import Matter, require_clause_of, tell_school
from incidents.actions.recording import Entry, record_act, who
from incidents.actions.what_for import what_for_now
from incidents.choices import About, Answer, Crime, WhatFor
from incidents.errors import AlreadyAnswered, IncompleteReferral, UnknownAnswer, WhatForChanged
from incidents.events import EventName
from incidents.models import Referral, Response
from incidents.projection import clause_projection
from incidents.reference import OFFENSES
from incidents.rules import Act, require_at_agency, require_state
from incidents.states import ACCEPT, DECLINE, SEE
from ledger.payload import Facts
from ledger.seals import seal
from partnerships.models import Clause

EVENTS = {
    Answer.ACCEPT: EventName.RESPONSE_ACCEPTED,
    Answer.DECLINE: EventName.RESPONSE_DECLINED,
    Answer.SEEN: EventName.RESPONSE_SEEN,
}


@dataclass(frozen=True)
class Elements:
    """Whether the elements of an offense are present, and of which, by its NIBRS code."""

    present: str
    nibrs_code: str = ""


def accept(
    *, by: User, at: datetime, referral: Referral, elements: Elements, note: str = "", form_key: UUID
) -> Response:
    """Take the matter on; the note is read by both sides. The same form twice gives the same row.

    Raises NotYours, AlreadyAnswered, AlreadyDecided, UnknownAnswer, SaidOtherwise.
    """
    response = Response(
        answer=Answer.ACCEPT,
        elements_present=elements.present,
        nibrs_code=elements.nibrs_code,
        reason=note,
        form_key=form_key,
    )
    return _answer(ACCEPT, response, by=by, at=at, referral=referral)


def decline(
    *, by: User, at: datetime, referral: Referral, clause: Clause | None, reason: str, form_key: UUID
) -> Response:
    """Say that it is not a police matter, by a clause of the MOU or in words; both sides read it.

    The same form twice gives the same row. Raises NotYours, AlreadyAnswered, AlreadyDecided, ForeignClause,
    SaidOtherwise, IncompleteReferral without either.
    """
    response = Response(
        answer=Answer.DECLINE, elements_present=Crime.NO, clause=clause, reason=reason, form_key=form_key
    )
    return _answer(DECLINE, response, by=by, at=at, referral=referral)


def see(*, by: User, at: datetime, referral: Referral, form_key: UUID) -> Response:
    """Say that it was read: the whole answer to a call that asks the officer to be aware.

    The same form twice gives the same row. Raises NotYours, AlreadyAnswered, AlreadyDecided, and WhatForChanged where
    the call asks for more.
    """
    return _answer(SEE, Response(answer=Answer.SEEN, form_key=form_key), by=by, at=at, referral=referral)


def _answer(step: Move, response: Response, *, by: User, at: datetime, referral: Referral) -> Response:
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        held = require_at_agency(Act.ANSWER, by=by, at=at, referral=referral)
        crosses = {name: getattr(response, name) for name in ("answer", "elements_present", "nibrs_code", "reason")}
        before = sent_before(
            Response.objects.filter(form_key=response.form_key),
            whose={"by_id": by.pk, "referral_id": referral.pk},
            said={**crosses, "clause": response.clause},
        )
        if before is not None:
            return before
        require_state(Act.ANSWER, referral)
        _check(response, referral)
        try:
            move(Referral, referral.pk, step, at=at, right=held.right, changed_at=at)
        except StaleState as stale:
            raise AlreadyAnswered from stale
        agency = held.cover.partnership.agency
        response.referral, response.agency, response.by, response.at = referral, agency, by, at
        response.save(force_insert=True)
        said = {
            **crosses,
            "clause": clause_projection(response.clause),
            "by": who(by, held.right, agency, at),
            "at": at.isoformat(),
        }
        told = tell_school(Matter(About.RESPONSE, response.pk, said), referral=referral, cover=held.cover, by=by, at=at)
        notices.referral_answered(referral, at=at)
        data: Facts = {
            "response": response.pk,
            "elements_present": response.elements_present,
            "nibrs_code": response.nibrs_code,
            "clause": response.clause_id,
        }
        seals = [seal(response, "written"), seal(told, "sent")]
        entry = Entry(EVENTS[Answer(response.answer)], data, seals=seals)
        record_act(entry, by=by, at=at, referral=referral, side=agency.pk)
    return response


def _check(response: Response, referral: Referral) -> None:
    if response.answer == Answer.SEEN:
        if what_for_now(referral) != WhatFor.AWARE:
            raise WhatForChanged
        return
    if response.elements_present not in Crime.values:
        raise UnknownAnswer("elements_present")
    if response.nibrs_code and response.nibrs_code not in OFFENSES:
        raise UnknownAnswer("nibrs_code")
    require_clause_of(response.clause, referral)
    if response.answer == Answer.DECLINE and response.clause is None and not response.reason.strip():
        raise IncompleteReferral(["clause", "reason"])
