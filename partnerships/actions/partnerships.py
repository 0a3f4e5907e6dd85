"""Propose, accept and decline a partnership; say whom to phone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.resending import sent_before
from accounts.roles import Kind
from common.refusals import SaidOtherwise
from ledger.actions.events import record
from partnerships import notices
from partnerships.errors import (
    AlreadyAnswered,
    AlreadyPartners,
    NoSchools,
    NotASide,
    NotThisDistricts,
    OwnProposal,
)
from partnerships.events import EventName
from partnerships.models import Partnership, PartnershipSchool

NOUN = "partnerships.partnership"


def lock_partnership(partnership: Partnership) -> Partnership:
    """The partnership as it is now, kept until the transaction ends: what hangs on it changes one after another."""
    row: Partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
    return row


def propose(
    *,
    by: User,
    at: datetime,
    side: Organization,
    other: Organization,
    schools: Sequence[Organization] = (),
    form_key: UUID,
) -> Partnership:
    """Offer a partnership for one's own side; a district names the schools it would cover.

    The same form twice gives the same proposal, answered or not. Raises NotASide, AccessDenied, SaidOtherwise,
    NoSchools, NotThisDistricts, AlreadyPartners.
    """
    if {side.kind, other.kind} != {Kind.DISTRICT, Kind.AGENCY}:
        raise NotASide
    require(by=by, permission=Permission.PARTNERSHIP_MANAGE, on=side, at=at)
    district, agency = (side, other) if side.kind == Kind.DISTRICT else (other, side)
    with transaction.atomic():
        _lock_sides(side, other)
        before = _proposed_before(form_key, by=by, side=side, other=other, schools=schools)
        if before is not None:
            return before
        if side.pk == district.pk:
            check_schools(district, schools)
        elif schools:
            raise NotThisDistricts
        if Partnership.objects.filter(district=district, agency=agency, declined_at__isnull=True).exists():
            raise AlreadyPartners
        partnership = Partnership(district=district, agency=agency, proposed_for=side)
        partnership.proposed_by, partnership.proposed_at, partnership.form_key = by, at, form_key
        partnership.save(force_insert=True)
        _cover(partnership, schools, at)
        notices.partnership_proposed(partnership, at)
        record(
            action=EventName.PARTNERSHIP_PROPOSED,
            at=at,
            by=by,
            on=(NOUN, str(partnership.pk)),
            organization=side.pk,
            data={"other": other.pk, "schools": len(schools)},
        )
    return partnership


def _lock_sides(*sides: Organization) -> None:
    """What two sides propose to each other at once comes one after the other, and so does one form sent twice."""
    rows = Organization.objects.select_for_update(no_key=True).filter(pk__in=[side.pk for side in sides])
    list(rows.order_by("pk").values_list("pk"))


def _proposed_before(
    form_key: UUID, *, by: User, side: Organization, other: Organization, schools: Sequence[Organization]
) -> Partnership | None:
    """What the same form proposed when it was sent before. Raises AccessDenied, SaidOtherwise."""
    before = sent_before(
        Partnership.objects.filter(form_key=form_key),
        whose={"proposed_by_id": by.pk, "proposed_for_id": side.pk},
        said={"agency_id" if side.kind == Kind.DISTRICT else "district_id": other.pk},
    )
    if before is not None and side.kind == Kind.DISTRICT:
        named = set(before.covered.values_list("school", flat=True))
        if named != {school.pk for school in schools}:
            raise SaidOtherwise
    return before


def accept(*, by: User, at: datetime, partnership: Partnership, schools: Sequence[Organization] = ()) -> Partnership:
    """Accept for the side that did not propose; a district that accepts names the schools.

    Raises AccessDenied, OwnProposal, AlreadyAnswered, NoSchools, NotThisDistricts.
    """
    side = _answering(by, partnership, at)
    if side.pk == partnership.district_id:
        check_schools(partnership.district, schools)
    elif schools:
        raise NotThisDistricts
    with transaction.atomic():
        _answer(partnership, accepted_by=by, accepted_at=at)
        # What was named with the proposal is covered from the day both sides agreed.
        partnership.covered.update(starts_on=partnership.district.today(at))
        _cover(partnership, schools, at)
        notices.partnership_accepted(partnership, at)
        record(
            action=EventName.PARTNERSHIP_ACCEPTED,
            at=at,
            by=by,
            on=(NOUN, str(partnership.pk)),
            organization=side.pk,
        )
    return partnership


def decline(*, by: User, at: datetime, partnership: Partnership) -> Partnership:
    """Say no for the side that did not propose. Raises AccessDenied, OwnProposal, AlreadyAnswered."""
    side = _answering(by, partnership, at)
    with transaction.atomic():
        _answer(partnership, declined_by=by, declined_at=at)
        notices.partnership_declined(partnership, at)
        record(
            action=EventName.PARTNERSHIP_DECLINED,
            at=at,
            by=by,
            on=(NOUN, str(partnership.pk)),
            organization=side.pk,
        )
    return partnership


def set_contact(*, by: User, at: datetime, partnership: Partnership, side: Organization, contact: str) -> Partnership:
    """Say whom the other side phones, in the side's own words: a name and a number.

    Nothing is written when nothing changes. Raises AccessDenied.
    """
    if side.pk not in (partnership.district_id, partnership.agency_id):
        raise AccessDenied("not a side of this partnership")
    require(by=by, permission=Permission.PARTNERSHIP_MANAGE, on=side, at=at)
    field = "school_contact" if side.pk == partnership.district_id else "agency_contact"
    with transaction.atomic():
        before = getattr(lock_partnership(partnership), field)
        setattr(partnership, field, contact.strip())
        if before == contact.strip():
            return partnership
        partnership.save(update_fields=[field])
        record(
            action=EventName.PARTNERSHIP_CONTACT_CHANGED,
            at=at,
            by=by,
            on=(NOUN, str(partnership.pk)),
            organization=side.pk,
            data={"field": field},
        )
    return partnership


def check_schools(district: Organization, schools: Sequence[Organization]) -> None:
    """Raise NoSchools or NotThisDistricts unless there is one, and all are the district's."""
    if not schools:
        raise NoSchools
    if any(school.parent_id != district.pk for school in schools):
        raise NotThisDistricts


def _answering(by: User, partnership: Partnership, at: datetime) -> Organization:
    """The side that answers, when this person may answer for it."""
    side = partnership.answering_side
    require(by=by, permission=Permission.PARTNERSHIP_MANAGE, on=side, at=at)
    if by.pk == partnership.proposed_by_id:
        raise OwnProposal
    return side


def _answer(partnership: Partnership, **answer: object) -> None:
    """Write one answer; of two at once the first is kept. Raises AlreadyAnswered."""
    open_still = Q(accepted_at__isnull=True, declined_at__isnull=True)
    if Partnership.objects.filter(open_still, pk=partnership.pk).update(**answer) != 1:
        raise AlreadyAnswered
    for field, value in answer.items():
        setattr(partnership, field, value)


def _cover(partnership: Partnership, schools: Sequence[Organization], at: datetime) -> None:
    day = partnership.district.today(at)
    PartnershipSchool.objects.bulk_create(
        PartnershipSchool(partnership=partnership, school=school, starts_on=day) for school in schools
    )
