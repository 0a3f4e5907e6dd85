"""Who leads an open call: the school, the officer or both, changed by either side in one tap."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.resending import sent_before
from incidents import notices
from incidents.actions.disclosures import Matter, tell_agency, tell_school
from incidents.actions.recording import Entry, record_act, who
from incidents.choices import About, Lead
from incidents.errors import LeadChanged, LeadUnreachable, UnknownAnswer
from incidents.events import EventName
from incidents.models import LeadChange, Referral
from incidents.rules import Act, open_cover, require_at_agency, require_at_school, require_state
from ledger.seals import seal
from partnerships.scoping import Cover


def set_lead(
    *,
    by: User,
    at: datetime,
    referral: Referral,
    lead: str,
    shown: UUID | None,
    form_key: UUID,
    became_safety: bool = False,
) -> LeadChange:
    """Say who leads; both sides read it, and the officer's authority under law is as before.

    `shown` is the last change that the person saw; None where they saw none. `became_safety` notes beside it that a
    rule matter became a matter of safety now; once. The same form twice gives the same row. Raises NotYours,
    AlreadyDecided once the call is closed, LeadChanged, LeadUnreachable, UnknownAnswer, SaidOtherwise.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        cover, right, at_school = _held(by, at, referral)
        before = sent_before(
            LeadChange.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "referral_id": referral.pk},
            said={"lead": lead, "became_safety": became_safety},
        )
        if before is not None:
            return before
        require_state(Act.LEAD, referral)
        if cover is None:
            raise LeadUnreachable
        if lead not in Lead.values or (became_safety and not referral.is_rule_matter):
            raise UnknownAnswer("lead")
        earlier = list(LeadChange.objects.filter(referral=referral))
        last = earlier[-1] if earlier else None
        if (last.pk if last else None) != shown or (became_safety and any(one.became_safety for one in earlier)):
            raise LeadChanged
        if last is not None and last.lead == lead and not became_safety:
            return last
        place = referral.school if at_school else cover.partnership.agency
        side = referral.district if at_school else cover.partnership.agency
        change = LeadChange.objects.create(
            referral=referral, side=side, lead=lead, became_safety=became_safety, form_key=form_key, by=by, at=at
        )
        said = {"lead": lead, "became_safety": became_safety, "by": who(by, right, place, at), "at": at.isoformat()}
        tell = tell_agency if at_school else tell_school
        told = tell(Matter(About.LEAD, change.pk, said), referral=referral, cover=cover, by=by, at=at)
        notices.lead_set(referral, change.pk, to_agency=at_school, at=at)
        seals = [seal(change, "said"), seal(told, "sent")]
        entry = Entry(EventName.LEAD_SET, {"lead": lead, "became_safety": became_safety}, seals=seals)
        record_act(entry, by=by, at=at, referral=referral, side=side.pk)
    return change


def _held(by: User, at: datetime, referral: Referral) -> tuple[Cover | None, Permission, bool]:
    """The cover under which it crosses, the right it is done by, and whether that is the school's."""
    if reach_of(by, at).may(Permission.REFERRAL_WRITE, referral.school):
        right = require_at_school(Act.LEAD, by=by, at=at, school=referral.school)
        return open_cover(referral, at), right, True
    held = require_at_agency(Act.LEAD, by=by, at=at, referral=referral)
    return held.cover, held.right, False
