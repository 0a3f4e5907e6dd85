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
from partnerships.actions.partnerships import NOUN, check_schools
from partnerships.errors import NotAccepted, NotCovered
from partnerships.models import Partnership, PartnershipSchool, Posting


def change(*, by: User, at: datetime, partnership: Partnership, schools: Sequence[Organization]) -> Partnership:
    """Cover exactly these schools from today: the new ones begin, the others end, and with them their postings.

    Nothing is written when nothing changes. Raises AccessDenied, NotAccepted, NoSchools, NotThisDistricts.
    """
    district = partnership.district
    require(by=by, permission=Permission.PARTNERSHIP_MANAGE, on=district, at=at)
    if partnership.accepted_at is None:
        raise NotAccepted
    check_schools(district, schools)
    today, wanted = district.today(at), {school.pk for school in schools}
    with transaction.atomic():
        Partnership.objects.select_for_update().get(pk=partnership.pk)
        open_now = partnership.covered.filter(ends_on__isnull=True)
        covered = set(open_now.values_list("school_id", flat=True))
        ending, beginning = covered - wanted, wanted - covered
        if not ending and not beginning:
            return partnership
        open_now.filter(school__in=ending).update(ends_on=today)
        _end_postings(partnership, ending, today)
        PartnershipSchool.objects.bulk_create(
            PartnershipSchool(partnership=partnership, school_id=school, starts_on=today) for school in beginning
        )
        notices.schools_changed(partnership, at)
        record(
            action="partnerships.partnership.schools_changed",
            at=at,
            by=by,
            on=(NOUN, str(partnership.pk)),
            organization=district.pk,
            data={"begun": sorted(map(str, beginning)), "ended": sorted(map(str, ending))},
        )
    return partnership


def check_covered(partnership: Partnership, school: Organization, day: date) -> None:
    """Raise NotCovered unless the partnership covers the school on that day."""
    if not PartnershipSchool.objects.on_day(day).filter(partnership=partnership.pk, school=school.pk).exists():
        raise NotCovered


def _end_postings(partnership: Partnership, schools: set[uuid.UUID], day: date) -> None:
    """No officer stays posted where the partnership has ended; one to come never begins."""
    open_after = Posting.objects.filter(partnership=partnership.pk, school__in=schools).not_over(day)
    for posting in open_after:
        Posting.objects.filter(pk=posting.pk).update(ends_on=max(day, posting.starts_on))
