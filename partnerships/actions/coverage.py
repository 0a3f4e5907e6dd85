"""Which schools a partnership covers: the district says."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from ledger.actions.events import record
from partnerships import notices
from partnerships.actions.endings import end_posting
from partnerships.actions.partnerships import NOUN, check_schools, lock_partnership
from partnerships.errors import NotAccepted, NotCovered
from partnerships.events import EventName
from partnerships.models import Partnership, PartnershipSchool, Posting


def change(*, by: User, at: datetime, partnership: Partnership, schools: Sequence[Organization]) -> Partnership:
    """Cover exactly these schools from today: the new ones begin, the others end, and with them their postings.

    The officers and the principals of postings that end are told.

    Nothing is written when nothing changes. Raises AccessDenied, NotAccepted, NoSchools, NotThisDistricts.
    """
    district = partnership.district
    require(by=by, permission=Permission.PARTNERSHIP_MANAGE, on=district, at=at)
    if partnership.accepted_at is None:
        raise NotAccepted
    check_schools(district, schools)
    today, wanted = district.today(at), {school.pk for school in schools}
    with transaction.atomic():
        lock_partnership(partnership)
        open_now = partnership.covered.filter(ends_on__isnull=True)
        covered = set(open_now.values_list("school_id", flat=True))
        ending, beginning = covered - wanted, wanted - covered
        if not ending and not beginning:
            return partnership
        open_now.filter(school__in=ending).update(ends_on=today)
        left = _end_postings(partnership, ending, today, by=by, at=at)
        PartnershipSchool.objects.bulk_create(
            PartnershipSchool(partnership=partnership, school_id=school, starts_on=today) for school in beginning
        )
        notices.schools_changed(partnership, at)
        record(
            action=EventName.PARTNERSHIP_SCHOOLS_CHANGED,
            at=at,
            by=by,
            on=(NOUN, str(partnership.pk)),
            organization=district.pk,
            data={"begun": sorted(map(str, beginning)), "ended": sorted(map(str, ending)), "postings_ended": left},
        )
    return partnership


def check_covered(partnership: Partnership, school: Organization, day: date) -> None:
    """Raise NotCovered unless the partnership covers the school on that day."""
    if not PartnershipSchool.objects.on_day(day).filter(partnership=partnership.pk, school=school.pk).exists():
        raise NotCovered


def leave_school(*, by: User, at: datetime, school: Organization) -> None:
    """Cover a school no longer, in any partnership, for it closes; its postings end today with it.

    The officers, the principals and the agencies are told. In the caller's transaction. Raises AccessDenied.
    """
    require(by=by, permission=Permission.ROSTER_IMPORT, on=school.parent, at=at)
    today = school.today(at)
    for partnership in Partnership.objects.filter(covered__school=school).distinct().order_by("pk"):
        lock_partnership(partnership)
        covered = PartnershipSchool.objects.filter(partnership=partnership, school=school).not_over(today)
        ended = covered.filter(starts_on__gt=today).update(ends_on=F("starts_on"))
        ended += covered.update(ends_on=today)
        left = _end_postings(partnership, {school.pk}, today, by=by, at=at)
        if not ended and not left:
            continue
        notices.schools_changed(partnership, at)
        record(
            action=EventName.PARTNERSHIP_SCHOOLS_CHANGED,
            at=at,
            by=by,
            on=(NOUN, str(partnership.pk)),
            organization=partnership.district_id,
            data={"begun": [], "ended": [str(school.pk)], "postings_ended": left},
        )


def _end_postings(partnership: Partnership, schools: set[uuid.UUID], day: date, *, by: User, at: datetime) -> list[str]:
    """No officer stays posted where the partnership has ended; one to come never begins. The ids of those ended."""
    open_after = Posting.objects.filter(partnership=partnership.pk, school__in=schools).not_over(day)
    rows = list(open_after.select_related("school", "partnership").order_by("pk"))
    return [str(posting.pk) for posting in rows if end_posting(posting, day, by=by, at=at)]
