"""Which schools a partnership covers: the district says."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from ledger.actions.events import record
from partnerships import notices
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
        left = _end_postings(partnership, ending, today, at)
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


def _end_postings(partnership: Partnership, schools: set[uuid.UUID], day: date, at: datetime) -> list[str]:
    """No officer stays posted where the partnership has ended; one to come never begins. The ids of those ended."""
    open_after = Posting.objects.filter(partnership=partnership.pk, school__in=schools).not_over(day)
    ended = []
    for posting in open_after.select_related("school").order_by("pk"):
        posting.ends_on = max(day, posting.starts_on)
        posting.save(update_fields=["ends_on"])
        notices.posting_ended(posting, at)
        ended.append(str(posting.pk))
    return ended
