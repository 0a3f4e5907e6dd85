"""Later facts about a frozen record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from incidents import notices
from incidents.actions.disclosures import tell_agency, tell_school
from incidents.actions.recording import record_act
from incidents.actions.standing import current, open_cover, require_agency, require_frozen, who
from incidents.choices import About
from incidents.errors import CoverClosed, IncompleteReferral, NotYours, SaidOtherwise
from incidents.models import Addendum, Referral
from partnerships.scoping import Cover


def add(*, by: User, at: datetime, referral: Referral, text: str, crosses: bool, form_key: UUID) -> Addendum:
    """Add a later fact on the person's own side; the other side reads it only if it crosses.

    The same form twice gives the same row. Raises NotYours, NotFrozen, IncompleteReferral, SaidOtherwise, and
    CoverClosed when it is to cross to an agency that opens nothing now.
    """
    with transaction.atomic():
        referral = current(referral.pk)
        at_school = reach_of(by, at).may(Permission.ADDENDUM_WRITE, referral.school)
        cover: Cover | None
        if at_school:
            cover = open_cover(referral, at)
        else:
            cover = require_agency(by=by, at=at, referral=referral, permission=Permission.ADDENDUM_WRITE)
        before = Addendum.objects.filter(form_key=form_key).first()
        if before is not None:
            if (before.by_id, before.referral_id) != (by.pk, referral.pk):
                raise NotYours("the form belongs to someone else")
            if (before.text, before.crosses) != (text, crosses):
                raise SaidOtherwise(referral.number)
            return before
        require_frozen(referral)
        if not text.strip():
            raise IncompleteReferral(["text"])
        if crosses and cover is None:
            raise CoverClosed(referral.number)
        place = referral.school if cover is None or at_school else cover.partnership.agency
        side = place.side_id
        addendum = Addendum.objects.create(
            referral=referral, side_id=side, text=text, crosses=crosses, form_key=form_key, by=by, at=at
        )
        if crosses and cover is not None:
            tell = tell_agency if at_school else tell_school
            tell(
                referral=referral,
                cover=cover,
                about=About.ADDENDUM,
                subject_id=addendum.pk,
                projection={"text": text, "by": who(by, Permission.ADDENDUM_WRITE, place, at), "at": at.isoformat()},
                by=by,
                at=at,
            )
            notices.addendum_added(referral, addendum.pk, to_agency=at_school, at=at)
        record_act(
            "addendum.added",
            by=by,
            at=at,
            referral=referral,
            side=side,
            on=("addendum", addendum.pk),
            data={"crosses": crosses},
        )
    return addendum
