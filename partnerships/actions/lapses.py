"""Warns both sides, every day, of an MOU that has lapsed."""

import uuid
from collections import defaultdict
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import Membership
from accounts.roles import Role
from common.dates import due_at
from ledger.actions.events import record
from ledger.models import Notice
from partnerships import notices
from partnerships.events import EventName
from partnerships.models import Partnership, Version
from partnerships.scoping import Cover, covers

WARNED_ROLES = (Role.DISTRICT_ADMINISTRATOR, Role.AGENCY_ADMINISTRATOR, Role.SIGNATORY)
# How far the day of a place may lie behind and ahead of the day by UTC.
MOST_BEHIND_UTC, MOST_AHEAD_OF_UTC = timedelta(hours=12), timedelta(hours=14)
MORNING = time(7)  # in the district's own zone; nobody is told at midnight


def warn_of_lapses(*, at: datetime) -> int:
    """Tell both sides' administrators and signatories of every MOU that has lapsed, once a day; how many were told.

    Safe to run as often as one likes: what was said today is not said again. Writes one event for all.
    """
    ended = Partnership.objects.accepted().filter(_may_have_ended(at))
    partnerships = ended.select_related("district", "agency").order_by("proposed_at", "pk")
    lapsed = [cover for cover in covers(partnerships, at) if cover.version is not None and not cover.in_force]
    if not lapsed:
        return 0
    people = _people(lapsed, at)
    told = 0
    with transaction.atomic():
        for cover in lapsed:
            partnership = cover.partnership
            day = partnership.district.today(at)
            both = people[partnership.district_id] | people[partnership.agency_id]
            fresh = both - _told_today(partnership, notices.lapse_moment(day))
            due = max(at, due_at(day, partnership.district.zone, MORNING))
            told += notices.mou_lapsed(partnership, fresh, day, due, at)
        if told:
            record(
                action=EventName.LAPSES_WARNED,
                at=at,
                by=None,
                data={"partnerships": len(lapsed), "people": told},
            )
    return told


def _may_have_ended(at: datetime) -> Exists:
    """A version whose days are over somewhere by now, and none begun everywhere after it; which day it is, and so
    whether it has ended, is each district's own."""
    first, last = (at - MOST_BEHIND_UTC).date(), (at + MOST_AHEAD_OF_UTC).date()
    begun = Version.objects.confirmed().filter(effective_on__lte=first, confirmed_at__lte=at)
    later = begun.filter(agreement=OuterRef("agreement"), effective_on__gt=OuterRef("effective_on"))
    ended = Version.objects.confirmed().filter(effective_on__lte=last, expires_on__lte=last)
    return Exists(ended.filter(~Exists(later), agreement__partnership=OuterRef("pk")))


def _people(lapsed: list[Cover], at: datetime) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who is warned, by side. One statement."""
    sides = {side for one in lapsed for side in (one.partnership.district_id, one.partnership.agency_id)}
    people: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    held = Membership.objects.at_place(*sides).with_role(*WARNED_ROLES).filter(user__is_active=True)
    for membership in held.select_related("organization"):
        if membership.holds(at) and membership.organization_id:
            people[membership.organization_id].add(membership.user_id)
    return people


def _told_today(partnership: Partnership, moment: str) -> set[uuid.UUID]:
    """Who has had today's warning of this partnership."""
    start = f"mou_lapsed:{partnership.pk}:{moment}:"
    return {uuid.UUID(to) for to in Notice.objects.filter(key__startswith=start).values_list("to", flat=True)}
