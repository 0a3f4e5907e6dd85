"""That a guardian was told of a call, or why not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.resending import sent_before
from incidents.actions.recording import Entry, record_act
from incidents.choices import GuardianHow, GuardianWhyNot
from incidents.errors import FutureTime, IncompleteReferral, UnknownAnswer
from incidents.events import EventName
from incidents.limits import CLOCK_TOLERANCE
from incidents.models import GuardianNotice, Referral
from incidents.rules import Act, require_at_school, require_state
from ledger.seals import seal


@dataclass(frozen=True)
class Telling:
    """Who told a guardian, when and how; or why nobody did."""

    why_not: str = ""
    told_by: str = ""
    told_at: datetime | None = None
    how: str = ""
    interpreter: bool = False


def record_guardian(*, by: User, at: datetime, referral: Referral, telling: Telling, form_key: UUID) -> GuardianNotice:
    """Keep it on the school's side. The same form twice gives the same row.

    Raises NotYours, NotFrozen for a draft, SaidOtherwise, UnknownAnswer, FutureTime, and IncompleteReferral where it
    says neither who told them, when and how, nor why not.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        require_at_school(Act.GUARDIAN, by=by, at=at, school=referral.school)
        before = sent_before(
            GuardianNotice.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "referral_id": referral.pk},
            said=vars(telling),
        )
        if before is not None:
            return before
        require_state(Act.GUARDIAN, referral)
        _check(telling, at)
        row = GuardianNotice.objects.create(referral=referral, form_key=form_key, by=by, at=at, **vars(telling))
        entry = Entry(EventName.GUARDIAN_RECORDED, {"told": not telling.why_not}, on=row, seals=[seal(row, "written")])
        record_act(entry, by=by, at=at, referral=referral, side=referral.district_id)
    return row


def _check(telling: Telling, at: datetime) -> None:
    if telling.why_not:
        if telling != Telling(why_not=telling.why_not) or telling.why_not not in GuardianWhyNot.values:
            raise UnknownAnswer("why_not")
        return
    if telling.told_at is None or not telling.told_by.strip() or not telling.how:
        raise IncompleteReferral(["told_by", "told_at", "how"])
    if telling.how not in GuardianHow.values:
        raise UnknownAnswer("how")
    if telling.told_at > at + CLOCK_TOLERANCE:
        raise FutureTime
