"""That a plan exists for a student, told to the agency by hand; never what it says."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from incidents import notices
from incidents.actions.disclosures import IdentityBasis, Matter, tell_agency_of_record
from incidents.actions.recording import Entry, record_act, who
from incidents.choices import About, PlanKnown, TextKind
from incidents.errors import CoverClosed, IncompleteReferral
from incidents.events import EventName
from incidents.models import Disclosure, Referral
from incidents.rules import Act, open_cover, require_at_school, require_state
from ledger.payload import Facts
from ledger.seals import seal


def tell_plan(*, by: User, at: datetime, referral: Referral, ground: IdentityBasis) -> Disclosure:
    """Tell the agency that a plan exists and whom to speak to, on a ground for a student's record. Twice is once.

    Raises NotYours, NotFrozen, AlreadyDecided, CoverClosed, IncompleteReferral where the school knows of no plan or the
    ground lacks what the law wants written, PlanNeedsGround, IdentityNotAllowed.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        right = require_at_school(Act.PLAN, by=by, at=at, school=referral.school)
        before = Disclosure.objects.filter(referral=referral, about=About.PLAN).first()
        if before is not None:
            return before
        require_state(Act.PLAN, referral)
        if referral.plan != PlanKnown.YES:
            raise IncompleteReferral(["plan"])
        cover = open_cover(referral, at)
        if cover is None:
            raise CoverClosed
        speak_to = referral.texts.filter(kind=TextKind.SPEAK_TO).values_list("text", flat=True).first() or ""
        sender = who(by, right, referral.school, at)
        said = {"plan": referral.plan, "speak_to": speak_to, "by": sender, "at": at.isoformat()}
        matter = Matter(About.PLAN, referral.pk, said)
        told = tell_agency_of_record(matter, referral=referral, cover=cover, by=by, at=at, ground=ground)
        notices.addendum_added(referral, told.pk, to_agency=True, at=at)
        data: Facts = {"disclosure": told.pk, "basis": told.basis}
        entry = Entry(EventName.PLAN_DISCLOSED, data, seals=[seal(told, "sent")])
        record_act(entry, by=by, at=at, referral=referral, side=referral.district_id)
    return told
