"""The officer's answer: accepted, or declined with a clause."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from common.transitions import Move, StaleState, move
from incidents import notices
from incidents.actions.disclosures import clause_projection, require_clause_of, tell_school
from incidents.actions.recording import record_act
from incidents.actions.standing import current, require_agency, require_open, who
from incidents.choices import About, Answer, Crime
from incidents.errors import AlreadyAnswered, IncompleteReferral, UnknownAnswer
from incidents.models import Referral, Response
from incidents.reference import OFFENSES
from incidents.states import ACCEPT, AWAITING_ANSWER, DECLINE
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
    step: Move, *, by: User, at: datetime, referral: Referral, clause: Clause | None, given: Mapping[str, Any]
) -> Response:
    with transaction.atomic():
        referral = current(referral.pk)
        cover = require_agency(by=by, at=at, referral=referral, permission=Permission.REFERRAL_ANSWER)
        require_open(referral)
        if referral.state not in AWAITING_ANSWER:
            raise AlreadyAnswered(referral.number)
        _check(given, clause, referral)
        try:
            move(Referral, referral.pk, step, at=at, changed_at=at)
        except StaleState as stale:
            raise AlreadyAnswered(referral.number) from stale
        response = Response.objects.create(
            referral=referral, agency=cover.partnership.agency, clause=clause, by=by, at=at, **given
        )
        tell_school(
            referral=referral,
            cover=cover,
            about=About.RESPONSE,
            subject_id=response.pk,
            projection={
                **given,
                "clause": clause_projection(clause),
                "by": who(by, Permission.REFERRAL_ANSWER, cover.partnership.agency, at),
                "at": at.isoformat(),
            },
            by=by,
            at=at,
        )
        notices.referral_answered(referral, at=at)
        record_act(
            "response.accepted" if step is ACCEPT else "response.declined",
            by=by,
            at=at,
            referral=referral,
            side=cover.partnership.agency_id,
            data={
                "response": response.pk,
                "elements_present": response.elements_present,
                "nibrs_code": response.nibrs_code,
                "clause": clause.pk if clause else None,
            },
        )
    return response


def _check(given: Mapping[str, Any], clause: Clause | None, referral: Referral) -> None:
    if given["elements_present"] not in Crime.values:
        raise UnknownAnswer("elements_present")
    if given["nibrs_code"] and given["nibrs_code"] not in OFFENSES:
        raise UnknownAnswer("nibrs_code")
    require_clause_of(clause, referral)
    if given["answer"] == Answer.DECLINE and clause is None and not given["reason"].strip():
        raise IncompleteReferral(["clause", "reason"])
