"""Whose turn it is, since when, and what the clock says: derived from the row and from what crossed."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from common.dates import ONE_DAY, Calendar, CalendarNeverOpens, Clock, Strip, clock, local_day, strip
from incidents.models import Referral
from incidents.sheets.types import SideName, Turn
from incidents.states import CLOSED, ReferralState


@dataclass(frozen=True)
class Course:
    """How far a referral has come: the facts of the process, which both sides know."""

    state: str
    agency_name: str
    writer_name: str
    officer_names: str
    disclosed_at: datetime | None
    answered_at: datetime | None
    asked_at: datetime | None
    closed_at: datetime | None
    clock_started_on: date | None
    answer_due_on: date | None
    review_due_on: date | None

    @classmethod
    def of(
        cls,
        referral: Referral,
        *,
        disclosed_at: datetime | None,
        answered_at: datetime | None,
        asked_at: datetime | None,
        writer_name: str,
        officer_names: str,
    ) -> "Course":
        """The course from the row's state and days and from when things crossed."""
        return cls(
            state=referral.state,
            agency_name=referral.partnership.agency.name if referral.partnership else "",
            writer_name=writer_name,
            officer_names=officer_names,
            disclosed_at=disclosed_at,
            answered_at=answered_at,
            asked_at=asked_at if referral.state not in CLOSED else None,
            closed_at=referral.closed_at,
            clock_started_on=referral.clock_started_on,
            answer_due_on=referral.answer_due_on,
            review_due_on=referral.review_due_on,
        )

    @property
    def closed(self) -> bool:
        return self.state in CLOSED


def state_words(course: Course) -> str:
    """The standing as a phrase; one that no agency was told of says so."""
    if course.state == ReferralState.WITHDRAWN:
        return _("Withdrawn by the school")
    if course.state == ReferralState.DRAFT:
        return _("Draft")
    if course.state == ReferralState.DECIDED:
        return _("Reviewed")
    if course.disclosed_at is None:
        return _("Recorded; nobody at an agency sees it")
    if course.asked_at is not None:
        return _("A question waits for the school")
    if course.state == ReferralState.SUBMITTED:
        return _("Sent; waits for the officer")
    if course.state == ReferralState.ACCEPTED:
        return _("Accepted; waits for review")
    return _("Declined; waits for review")


def turn_of(course: Course, *, writes: bool, answers: bool, reviews: bool) -> Turn:
    """Whose act is awaited next; `yours` where the reader is the one, or one of those, who can do it."""
    if course.closed:
        return Turn("closed", False, "", course.closed_at, _("Closed"))
    if course.state == ReferralState.DRAFT or course.disclosed_at is None:
        return Turn("none", False, "", None, _("Nobody at an agency sees this"))
    if course.asked_at is not None:
        return Turn("school", writes, course.writer_name, course.asked_at, _("The school answers a question"))
    if course.state == ReferralState.SUBMITTED:
        name = course.officer_names or course.agency_name
        return Turn("agency", answers, name, course.disclosed_at, _("The officer answers"))
    return Turn("agency", reviews, _("Supervisor"), course.answered_at, _("The supervisor reviews"))


def due_of(course: Course, *, reviews: bool) -> date | None:
    """The day that counts for this reader: the supervisor's is the review's, else the next act's.

    None while a question waits for the school, for then no one at the agency is late.
    """
    if course.closed or course.asked_at is not None or course.disclosed_at is None:
        return None
    if course.state == ReferralState.SUBMITTED and not reviews:
        return course.answer_due_on
    return course.review_due_on


def clock_of(course: Course, *, reviews: bool, at: datetime, zone: ZoneInfo, calendar: Calendar) -> Clock | None:
    """The clock toward that day in the school's own days; the day it was sent does not count."""
    due = due_of(course, reviews=reviews)
    if due is None or course.clock_started_on is None:
        return None
    return clock(course.clock_started_on + ONE_DAY, due, local_day(at, zone), calendar)


def strip_of(course: Course, *, reviews: bool, at: datetime, zone: ZoneInfo, calendar: Calendar) -> Strip | None:
    """The school-day strip from the day it was sent to the due day, or to today when that is later."""
    due = due_of(course, reviews=reviews)
    if due is None or course.clock_started_on is None:
        return None
    words = {course.clock_started_on: _("sent"), due: _("due")}
    try:
        return strip(course.clock_started_on, due, local_day(at, zone), calendar, words)
    except CalendarNeverOpens:
        return None


def allowed(
    course: Course,
    *,
    side: SideName,
    writes: bool,
    answers: bool,
    reviews: bool,
    adds: bool,
    exports: bool,
    own: bool,
    reachable: bool,
    receiving: bool = False,
) -> frozenset[str]:
    """The verbs the reader can do now.

    `reachable`: the other side can read what is sent to it today. `receiving`: an agency would receive the call now.
    """
    verbs = {"pdf"} | ({"export"} if exports else set())
    if course.state == ReferralState.DRAFT:
        return frozenset()
    if adds:
        verbs.add("addendum")
        if reachable:
            verbs.add("addendum_crossing")
    told = course.disclosed_at is not None
    if side == "school":
        if writes and not course.closed:
            verbs.add("withdraw")
            if not told and receiving:
                verbs.add("disclose")
            if course.asked_at is not None and reachable:
                verbs.add("reply")
        return frozenset(verbs)
    if not course.closed:
        if answers and course.state == ReferralState.SUBMITTED:
            verbs.add("answer")
        if (answers or reviews) and course.asked_at is None:
            verbs.add("ask")
        if reviews and not own:
            verbs.add("review")
    if answers and course.state in (ReferralState.ACCEPTED, ReferralState.DECIDED):
        verbs.add("outcome")
    return frozenset(verbs)
