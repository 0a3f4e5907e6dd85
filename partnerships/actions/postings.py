"""Post officers to schools, name stand-ins, end postings: the agency's administrator acts."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.access import require
from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.resending import sent_before
from accounts.roles import Role
from common.dates import local_day
from ledger.actions.events import record
from partnerships import notices
from partnerships.actions.coverage import check_covered
from partnerships.actions.endings import NOUN, end_posting
from partnerships.actions.partnerships import lock_partnership
from partnerships.errors import (
    AlreadyEnded,
    AlreadyPosted,
    BeforeCover,
    DayHasPassed,
    NotAccepted,
    NotAnOfficer,
    NotCovered,
    WrongDays,
)
from partnerships.events import EventName
from partnerships.models import Partnership, Posting


@dataclass(frozen=True)
class PostingDetails:
    """Who is posted, and when; `ends_on` is the first day on which they are no longer there."""

    officer: User
    starts_on: date
    ends_on: date | None = None
    phone: str = ""
    here_from: time | None = None
    here_until: time | None = None


def post(
    *, by: User, at: datetime, partnership: Partnership, school: Organization, details: PostingDetails, form_key: UUID
) -> Posting:
    """Post an officer of the agency to a covered school. The same form twice gives the same posting.

    Raises AccessDenied, SaidOtherwise, NotAccepted, WrongDays, NotCovered, BeforeCover, NotAnOfficer, AlreadyPosted.
    """
    require(by=by, permission=Permission.POSTING_MANAGE, on=partnership.agency, at=at)
    posting = _new_posting(partnership, school, details, form_key)
    with transaction.atomic():
        lock_partnership(partnership)
        before = _posted_before(posting)
        return before or _begin(posting, by=by, at=at, action=EventName.POSTING_POSTED)


def stand_in(*, by: User, at: datetime, posting: Posting, details: PostingDetails, form_key: UUID) -> Posting:
    """Post another officer in the place of one who is away, for days the first one is posted.

    The same form twice gives the same posting. Raises AccessDenied, SaidOtherwise, NotAccepted, WrongDays, NotCovered,
    NotAnOfficer, AlreadyPosted, AlreadyEnded.
    """
    require(by=by, permission=Permission.POSTING_MANAGE, on=posting.partnership.agency, at=at)
    if details.ends_on is None or details.starts_on < posting.starts_on:
        raise WrongDays
    if details.officer.pk == posting.officer_id:
        raise AlreadyPosted
    row = _new_posting(posting.partnership, posting.school, details, form_key)
    row.stands_in_for = posting.stands_in_for or posting
    with transaction.atomic():
        lock_partnership(posting.partnership)
        before = _posted_before(row)
        if before is not None:
            return before
        lasting = Posting.objects.filter(pk=posting.pk).not_over(max(details.starts_on, posting.school.today(at)))
        if not lasting.exists():
            raise AlreadyEnded
        return _begin(row, by=by, at=at, action=EventName.POSTING_STOOD_IN)


def end(*, by: User, at: datetime, posting: Posting, on: date | None = None) -> Posting:
    """End a posting; `on` is the first day without it, today when not given, and today takes effect at once.

    One that has not begun never begins. Raises AccessDenied, AlreadyEnded, DayHasPassed.
    """
    agency = posting.partnership.agency
    require(by=by, permission=Permission.POSTING_MANAGE, on=agency, at=at)
    today = posting.school.today(at)
    day = on or today
    if day < today:
        raise DayHasPassed
    with transaction.atomic():
        lock_partnership(posting.partnership)
        if not end_posting(posting, day, by=by, at=at):
            raise AlreadyEnded
    return posting


def end_unserved(*, at: datetime) -> int:
    """End today the postings of officers who are no longer officers of the agency; how many ended.

    A role ended, changed or closed with its account ends the posting too, so that a role given again later does
    not open the old school's records. Safe to run as often as one likes.
    """
    ended = 0
    zones = Organization.objects.schools().order_by("time_zone").values_list("time_zone", flat=True).distinct()
    for zone in zones:
        today = local_day(at, ZoneInfo(zone))
        found = Posting.objects.filter(school__time_zone=zone).unserved(today)
        for posting in found.select_related("school", "partnership").order_by("pk"):
            with transaction.atomic():
                lock_partnership(posting.partnership)
                # Asked again under the lock: the role may have been given again since.
                if Posting.objects.filter(pk=posting.pk).unserved(today).exists():
                    ended += end_posting(posting, today, by=None, at=at)
    return ended


def _new_posting(partnership: Partnership, school: Organization, details: PostingDetails, form_key: UUID) -> Posting:
    """The row, not written yet."""
    return Posting(
        partnership=partnership,
        school=school,
        officer=details.officer,
        starts_on=details.starts_on,
        ends_on=details.ends_on,
        phone=details.phone.strip(),
        here_from=details.here_from,
        here_until=details.here_until,
        form_key=form_key,
    )


def _posted_before(posting: Posting) -> Posting | None:
    """What the same form posted when it was sent before. Raises AccessDenied, SaidOtherwise."""
    names = ("school_id", "officer_id", "stands_in_for_id", "starts_on", "ends_on", "phone", "here_from", "here_until")
    return sent_before(
        Posting.objects.filter(form_key=posting.form_key),
        whose={"partnership_id": posting.partnership_id},
        said={name: getattr(posting, name) for name in names},
    )


def _begin(posting: Posting, *, by: User, at: datetime, action: EventName) -> Posting:
    """Check what every posting must meet, then write it; under the partnership's lock nothing changes in between."""
    # Another agency may post the same officer to the school at this moment.
    Organization.objects.select_for_update(no_key=True).get(pk=posting.school_id)
    _check(posting, at)
    posting.created_at = at
    posting.save(force_insert=True)
    notices.posting_started(posting, at)
    record(
        action=action,
        at=at,
        by=by,
        on=(NOUN, str(posting.pk)),
        organization=posting.partnership.agency_id,
        data={"school": posting.school_id, "officer": posting.officer_id, "starts_on": posting.starts_on},
    )
    return posting


def _check(posting: Posting, at: datetime) -> None:
    partnership, school = posting.partnership, posting.school
    if partnership.accepted_at is None:
        raise NotAccepted
    if posting.ends_on is not None and posting.ends_on <= posting.starts_on:
        raise WrongDays
    if school.parent_id != partnership.district_id:
        raise NotCovered
    # A posting may have begun before it was entered here; what counts is the first day it can matter.
    day = max(posting.starts_on, school.today(at))
    check_covered(partnership, school, day)
    if not partnership.covered.filter(school=school.pk, starts_on__lte=posting.starts_on).exists():
        raise BeforeCover
    held = Membership.objects.on_day(day).with_role(Role.SRO).at_place(partnership.agency_id)
    if not held.filter(user=posting.officer_id, user__is_active=True).exists():
        raise NotAnOfficer
    same = Posting.objects.filter(school=school.pk, officer=posting.officer_id)
    if same.overlapping(posting.starts_on, posting.ends_on).exists():
        raise AlreadyPosted
