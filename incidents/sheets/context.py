"""What stands around a referral on either side: who is to answer, which days count."""

from datetime import datetime

from accounts.models import ClosedDay
from common.dates import Calendar
from incidents.models import Referral
from incidents.sheets.turn import Course, due_of
from incidents.states import ReferralState
from partnerships.models import Posting


def officer_names(referral: Referral, at: datetime) -> str:
    """The officers posted to the school today who are to answer; nothing once the officer's turn is over."""
    if referral.state != ReferralState.SUBMITTED or referral.partnership_id is None:
        return ""
    posted = Posting.objects.served_on(referral.school.today(at)).at_school(referral.school_id)
    names = posted.filter(partnership=referral.partnership_id).order_by("starts_on", "pk")
    return ", ".join(names.values_list("officer__name", flat=True))


def calendar_for(referral: Referral, course: Course) -> Calendar:
    """The school's closed days; none are asked for once nothing is due."""
    if due_of(course, reviews=True) is None:
        return Calendar()
    return ClosedDay.objects.calendar_for(referral.school)
