"""Later facts about a frozen record."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.access import require
from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.resending import sent_before
from incidents import notices
from incidents.actions.disclosures import Matter, tell_agency, tell_school
from incidents.actions.recording import Entry, record_act, who
from incidents.choices import About, AddendumKind, Basis
from incidents.errors import AddendumUnreachable, IncompleteReferral
from incidents.events import EventName
from incidents.limits import GROUND_NEEDS
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


def correct(
    *, by: User, at: datetime, referral: Referral, text: str, consent: Mapping[str, str] | None, form_key: UUID
) -> Addendum:
    """Put beside the record what a family asked to have corrected or said of it (34 CFR 99.20 to 99.22).

    The records custodian's; the record itself stays as it was sent. It crosses only with the family's consent, which
    says who, when and for what. The same form twice gives the same row. Raises AccessDenied, NotFrozen,
    IncompleteReferral, SaidOtherwise, and AddendumUnreachable when it is to cross to an agency that opens nothing now.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        right = require(by=by, permission=Permission.RECORD_CORRECT, on=referral.district, at=at)
        before = sent_before(
            Addendum.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "referral_id": referral.pk},
            said={"text": text, "crosses": consent is not None, "kind": AddendumKind.CORRECTION},
        )
        if before is not None:
            return before
        require_state(Act.ADDENDUM, referral)
        needed = () if consent is None else GROUND_NEEDS[Basis.CONSENT]
        missing = [name for name in needed if not (consent or {}).get(name, "").strip()]
        if missing or not text.strip():
            raise IncompleteReferral(missing or ["text"])
        cover = open_cover(referral, at) if consent is not None else None
        if consent is not None and cover is None:
            raise AddendumUnreachable
        addendum = Addendum.objects.create(
            referral=referral,
            side=referral.district,
            text=text,
            crosses=cover is not None,
            kind=AddendumKind.CORRECTION,
            form_key=form_key,
            by=by,
            at=at,
        )
        seals = [seal(addendum, "written")]
        if cover is not None:
            said = {
                "text": text,
                "correction": str(AddendumKind.CORRECTION),
                "by": who(by, right, referral.district, at),
                "at": at.isoformat(),
            }
            matter = Matter(About.ADDENDUM, addendum.pk, said)
            told = tell_agency(matter, referral=referral, cover=cover, by=by, at=at, consent=consent)
            seals.append(seal(told, "sent"))
            notices.addendum_added(referral, addendum.pk, to_agency=True, at=at)
        entry = Entry(EventName.CORRECTION_ADDED, {"crosses": cover is not None}, on=addendum, seals=seals)
        record_act(entry, by=by, at=at, referral=referral, side=referral.district_id)
    return addendum
