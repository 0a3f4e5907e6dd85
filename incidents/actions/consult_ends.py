"""A question to the supervisor that ends: withdrawn, closed, or with the call or the settling that came of it."""

from datetime import datetime
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from common.transitions import Move, StaleState, move
from incidents import notices
from incidents.actions.disclosures import Matter, tell_agency
from incidents.actions.recording import who
from incidents.choices import About
from incidents.errors import ConsultEnded
from incidents.events import EventName
from incidents.models import Consult, Disclosure, Referral
from incidents.states import CLOSE_CONSULT, REFER_CONSULT, WITHDRAW_CONSULT, ConsultState
from ledger.actions.events import record
from ledger.payload import Facts
from ledger.seals import seal
from partnerships.scoping import covers

CONSULT = "incidents.consult"
EVENTS = {
    WITHDRAW_CONSULT: EventName.CONSULT_WITHDRAWN,
    CLOSE_CONSULT: EventName.CONSULT_CLOSED,
    REFER_CONSULT: EventName.CONSULT_REFERRED,
}


def end(consult: Consult, step: Move, *, by: User, at: datetime, right: Permission) -> None:
    """End a question that is held; while it still waited, the agency is told that it needs no answer.

    Why it ended stays with the school. Raises ConsultEnded where it stands otherwise by now.
    """
    waited = consult.state == ConsultState.ASKED
    try:
        move(Consult, consult.pk, step, at=at, right=right)
    except StaleState as stale:
        raise ConsultEnded from stale
    consult.refresh_from_db(fields=["state", "ended_at"])
    told = _tell(consult, by=by, at=at, right=right) if waited else None
    record_consult(EVENTS[step], consult, by=by, at=at, disclosure=told)


def end_with_call(referral: Referral, *, by: User, at: datetime, right: Permission) -> None:
    """The draft was sent: its open questions became this call."""
    for consult in _open_of(referral):
        end(consult, REFER_CONSULT, by=by, at=at, right=right)


def end_in_school(referral: Referral, *, by: User, at: datetime, right: Permission) -> None:
    """The draft's matter was settled without a call: its open questions end, and the agency is not told how."""
    for consult in _open_of(referral):
        step = WITHDRAW_CONSULT if consult.state == ConsultState.ASKED else CLOSE_CONSULT
        end(consult, step, by=by, at=at, right=right)


def _open_of(referral: Referral) -> list[Consult]:
    keys = Consult.objects.open().filter(referral=referral.pk).order_by("asked_at", "id").values_list("pk", flat=True)
    return [Consult.objects.locked(pk) for pk in keys]


def _tell(consult: Consult, *, by: User, at: datetime, right: Permission) -> Disclosure | None:
    cover = covers([consult.partnership], at)[0]
    if not cover.open:
        return None
    said = {"at": at.isoformat(), "sender": who(by, right, consult.school, at)}
    told = tell_agency(Matter(About.CONSULT_END, consult.pk, said), consult=consult, cover=cover, by=by, at=at)
    notices.consult_ended(consult, at=at)
    return told


def record_consult(
    action: EventName,
    consult: Consult,
    *,
    by: User,
    at: datetime,
    side: UUID | None = None,
    disclosure: Disclosure | None = None,
    seals: tuple[str, ...] = (),
    data: Facts | None = None,
) -> None:
    """Record an act on the question, with its school; `side` is whose act it was, the district's unless given."""
    said: Facts = {"school": consult.school_id, "number": consult.number, **(data or {})}
    if disclosure is not None:
        said = {**said, "disclosure": disclosure.pk, "agency": disclosure.recipient_id}
        seals = (*seals, seal(disclosure, "sent"))
    on = CONSULT, str(consult.pk)
    record(action=action, at=at, by=by, on=on, organization=side or consult.district_id, data=said, seals=seals)
