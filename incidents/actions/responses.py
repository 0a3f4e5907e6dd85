"""The officer's answer: accepted, or declined with a clause."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.transitions import Move, StaleState, move
from incidents import notices
from incidents.actions.disclosures import Matter, require_clause_of, tell_school
from incidents.actions.recording import record_act, who
from incidents.choices import About, Answer, Crime
from incidents.errors import AlreadyAnswered, IncompleteReferral, UnknownAnswer
from incidents.events import EventName
from incidents.models import Referral, Response
from incidents.projection import clause_projection
from incidents.reference import OFFENSES
from incidents.rules import Act, require_at_agency, require_state
from incidents.states import ACCEPT, DECLINE
from partnerships.models import Clause


def accept(
    *, by: User, at: datetime, referral: Referral, elements_present: str, nibrs_code: str = "", note: str = ""
) -> Response:
    """Take the matter on; the note is read by both sides.

    Raises NotYours, AlreadyAnswered, AlreadyDecided, UnknownAnswer.
    """
    given = {"answer": Answer.ACCEPT, "elements_present": elements_present, "nibrs_code": nibrs_code, "reason": note}
    return _answer(ACCEPT, by=by, at=at, referral=referral, clause=None, given=given)


def decline(
    *,
    by: User,
    at: datetime,
    referral: Referral,
    clause: Clause | None,
    reason: str,
    elements_present: str = Crime.NO,
    nibrs_code: str = "",
) -> Response:
    """Say that it is not a police matter, by a clause of the MOU or in words; both sides read it.

    Raises NotYours, AlreadyAnswered, AlreadyDecided, ForeignClause, UnknownAnswer, IncompleteReferral without either.
    """
    given = {"answer": Answer.DECLINE, "elements_present": elements_present, "nibrs_code": nibrs_code, "reason": reason}
    return _answer(DECLINE, by=by, at=at, referral=referral, clause=clause, given=given)


def _answer(
    step: Move, *, by: User, at: datetime, referral: Referral, clause: Clause | None, given: Mapping[str, str]
) -> Response:
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        held = require_at_agency(Act.ANSWER, by=by, at=at, referral=referral)
        require_state(Act.ANSWER, referral)
        _check(given, clause, referral)
        try:
            move(Referral, referral.pk, step, at=at, right=held.right, changed_at=at)
        except StaleState as stale:
            raise AlreadyAnswered from stale
        agency = held.cover.partnership.agency
        response = Response.objects.create(referral=referral, agency=agency, clause=clause, by=by, at=at, **given)
        said = {
            **given,
            "clause": clause_projection(clause),
            "by": who(by, held.right, agency, at),
            "at": at.isoformat(),
        }
        tell_school(Matter(About.RESPONSE, response.pk, said), referral=referral, cover=held.cover, by=by, at=at)
        notices.referral_answered(referral, at=at)
        record_act(
            EventName.RESPONSE_ACCEPTED if step is ACCEPT else EventName.RESPONSE_DECLINED,
            by=by,
            at=at,
            referral=referral,
            side=agency.pk,
            data={
                "response": response.pk,
                "elements_present": response.elements_present,
                "nibrs_code": response.nibrs_code,
                "clause": clause.pk if clause else None,
            },
        )
    return response


def _check(given: Mapping[str, str], clause: Clause | None, referral: Referral) -> None:
    if given["elements_present"] not in Crime.values:
        raise UnknownAnswer("elements_present")
    if given["nibrs_code"] and given["nibrs_code"] not in OFFENSES:
        raise UnknownAnswer("nibrs_code")
    require_clause_of(clause, referral)
    if given["answer"] == Answer.DECLINE and clause is None and not given["reason"].strip():
        raise IncompleteReferral(["clause", "reason"])
