"""Later facts about a frozen record."""

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
from incidents.choices import About
from incidents.errors import AddendumUnreachable, IncompleteReferral
from incidents.events import EventName
from incidents.models import Addendum, Referral
from incidents.rules import Act, open_cover, require_at_agency, require_state
from ledger.seals import seal
from partnerships.scoping import Cover


def add(*, by: User, at: datetime, referral: Referral, text: str, crosses: bool, form_key: UUID) -> Addendum:
    """Add a later fact on the person's own side; the other side reads it only if it crosses.

    The same form twice gives the same row. Raises NotYours, NotFrozen, IncompleteReferral, SaidOtherwise, and
    AddendumUnreachable when it is to cross to an agency that opens nothing now.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        at_school = reach_of(by, at).may(Permission.ADDENDUM_WRITE, referral.school)
        cover: Cover | None
        if at_school:
            cover = open_cover(referral, at)
        else:
            cover = require_at_agency(Act.ADDENDUM, by=by, at=at, referral=referral).cover
        before = sent_before(
            Addendum.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "referral_id": referral.pk},
            said={"text": text, "crosses": crosses},
        )
        if before is not None:
            return before
        require_state(Act.ADDENDUM, referral)
        if not text.strip():
            raise IncompleteReferral(["text"])
        if crosses and cover is None:
            raise AddendumUnreachable
        place = referral.school if cover is None or at_school else cover.partnership.agency
        side = place.side_id
        addendum = Addendum.objects.create(
            referral=referral, side_id=side, text=text, crosses=crosses, form_key=form_key, by=by, at=at
        )
        seals = [seal(addendum, "written")]
        if crosses and cover is not None:
            tell = tell_agency if at_school else tell_school
            said = {"text": text, "by": who(by, Permission.ADDENDUM_WRITE, place, at), "at": at.isoformat()}
            matter = Matter(About.ADDENDUM, addendum.pk, said)
            seals.append(seal(tell(matter, referral=referral, cover=cover, by=by, at=at), "sent"))
            notices.addendum_added(referral, addendum.pk, to_agency=at_school, at=at)
        entry = Entry(EventName.ADDENDUM_ADDED, {"crosses": crosses}, on=addendum, seals=seals)
        record_act(entry, by=by, at=at, referral=referral, side=side)
    return addendum
