"""An officer logs what was no call, and takes a wrong entry back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.resending import sent_before
from accounts.take_outs import require_measure
from incidents.choices import Audience, Leg
from incidents.errors import DayNotLogged, NotPostedThere, NotYours, TakenBack, TooLateToTakeBack, UnknownAnswer
from incidents.events import EventName
from incidents.limits import ACTIVITY_DAYS, LONGEST_ACTIVITY, TAKE_BACK
from incidents.models import Activity
from incidents.reference import ACTIVITIES
from incidents.reference.activities import ASKS_AUDIENCE
from ledger.actions.events import record
from ledger.payload import Facts
from partnerships.models import Posting

NOUN = "incidents.activity"
REPORT = "incidents.activity_report"


@dataclass(frozen=True)
class Work:
    """What was done, on which day, for whom: keys and numbers, and no word about anybody."""

    day: date
    kind: str
    leg: str
    minutes: int
    audience: Collection[str] = ()


def log(
    *, by: User, at: datetime, agency: Organization, school: Organization | None, work: Work, form_key: UUID
) -> Activity:
    """Keep an entry of the officer's own. The same form twice gives the same row.

    Raises AccessDenied, SaidOtherwise, UnknownAnswer, DayNotLogged, NotPostedThere for a school where the officer of
    this agency was not posted on that day.
    """
    require(by=by, permission=Permission.ACTIVITY_LOG, on=agency, at=at)
    said = {
        "agency_id": agency.pk,
        "school_id": school.pk if school else None,
        "day": work.day,
        "kind": work.kind,
        "leg": work.leg,
        "minutes": work.minutes,
        **{one.value: one in work.audience for one in Audience},
    }
    before = sent_before(Activity.objects.filter(form_key=form_key), whose={"officer_id": by.pk}, said=said)
    if before is not None:
        return before
    _check(work)
    today = (school or agency).today(at)
    if not today - ACTIVITY_DAYS <= work.day <= today:
        raise DayNotLogged
    if school and not was_posted(by, agency, school, work.day):
        raise NotPostedThere
    try:
        with transaction.atomic():
            entry = Activity.objects.create(officer=by, form_key=form_key, at=at, **said)
            _note(EventName.ACTIVITY_LOGGED, entry, by=by, at=at)
    except IntegrityError:
        # The same form, sent at the same moment.
        again = sent_before(Activity.objects.filter(form_key=form_key), whose={"officer_id": by.pk}, said=said)
        if again is None:
            raise
        return again
    return entry


def was_posted(officer: User, agency: Organization, school: Organization, day: date) -> bool:
    """Whether the agency's officer had a posting at the school on that day, ended since or not."""
    postings = Posting.objects.of_officer(officer.pk).at_school(school.pk).on_day(day)
    return postings.filter(partnership__agency=agency.pk).exists()


def take_back(*, by: User, at: datetime, activity: Activity) -> Activity:
    """The entry counts no more. Only its writer does that, while it is young.

    Raises AccessDenied, NotYours, TakenBack, TooLateToTakeBack.
    """
    require(by=by, permission=Permission.ACTIVITY_LOG, on=activity.agency, at=at)
    if activity.officer_id != by.pk:
        raise NotYours("an entry of somebody else's log")
    if activity.voided_at:
        raise TakenBack
    if at - activity.at > TAKE_BACK:
        raise TooLateToTakeBack
    with transaction.atomic():
        if Activity.objects.standing().filter(pk=activity.pk).update(voided_at=at) != 1:
            raise TakenBack
        activity.refresh_from_db()
        _note(EventName.ACTIVITY_TAKEN_BACK, activity, by=by, at=at)
    return activity


def check_report(*, by: User, at: datetime, agency: Organization, lines: int) -> None:
    """Whether the person may take so many lines of the agency's report away. Raises AccessDenied, TakeOutLimit."""
    require(by=by, permission=Permission.ACTIVITY_REPORT, on=agency, at=at)
    require_measure(by=by, at=at, lines=lines, concerned=lambda: [agency.pk])


def record_report(*, by: User, at: datetime, agency: Organization, lines: int, period: str, paper: bool) -> None:
    """Record that a report of that period left the portal, as a file or on paper. Raises AccessDenied, TakeOutLimit."""
    check_report(by=by, at=at, agency=agency, lines=0 if paper else lines)
    action = EventName.ACTIVITY_REPORT_PRINTED if paper else EventName.ACTIVITY_REPORT_EXPORTED
    data: Facts = {"count": lines, "period": period}
    with transaction.atomic():
        record(action=action, at=at, by=by, on=(REPORT, ""), organization=agency.pk, data=data)


def _check(work: Work) -> None:
    if work.kind not in ACTIVITIES:
        raise UnknownAnswer("kind")
    if work.leg not in Leg.values:
        raise UnknownAnswer("leg")
    if not 1 <= work.minutes <= LONGEST_ACTIVITY:
        raise UnknownAnswer("minutes")
    if not set(work.audience) <= set(Audience.values) or (work.kind in ASKS_AUDIENCE and not work.audience):
        raise UnknownAnswer("audience")


def _note(what: EventName, entry: Activity, *, by: User, at: datetime) -> None:
    data: Facts = {"activity": entry.kind, "leg": entry.leg, "minutes": entry.minutes, "day": entry.day.isoformat()}
    record(action=what, at=at, by=by, on=(NOUN, str(entry.pk)), organization=entry.agency_id, data=data)
