"""Calls that wait for an officer whose posting ends: listed before, and told to the supervisors after."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incidents import notices
from incidents.models import Referral
from incidents.querysets import ReferralQuerySet
from partnerships.dependents import OpenMatter
from partnerships.models import Posting


def waiting(posting: Posting) -> list[OpenMatter]:
    """The calls of the school that wait for an answer, and those this officer accepted and has not closed.

    The agency's numbers and days only: who runs postings reads no record.
    """
    answers = [
        OpenMatter(
            one.agency_number, _("has waited for an answer since %(day)s") % {"day": _day(one.submitted_at, posting)}
        )
        for one in unanswered(posting).order_by("submitted_at", "id")
    ]
    mine = Referral.objects.filter(partnership=posting.partnership_id, school=posting.school_id)
    mine = mine.accepted_without_outcome().filter(response__by=posting.officer_id)
    outcomes = [
        OpenMatter(one.agency_number, _("accepted %(day)s, no outcome yet") % {"day": _day(one.submitted_at, posting)})
        for one in mine.order_by("submitted_at", "id")
    ]
    return answers + outcomes


def ended(posting: Posting, at: datetime) -> None:
    """Tell the supervisors of the calls that no officer is left to answer."""
    today = posting.school.today(at)
    if posting.ends_on is not None and posting.ends_on > today:
        return  # until then the officer answers; on that day the turn passes to the supervisor
    others = Posting.objects.served_on(today).filter(partnership=posting.partnership_id, school=posting.school_id)
    if others.exclude(pk=posting.pk).exists():
        return
    if unanswered(posting).exists():
        notices.officer_left(posting, at=at)


def unanswered(posting: Posting) -> ReferralQuerySet[Referral]:
    """Calls of the school that reached the agency and wait for an officer's answer."""
    here = Referral.objects.filter(partnership=posting.partnership_id, school=posting.school_id)
    return here.awaiting_answer().without_open_question()


def _day(moment: datetime | None, posting: Posting) -> str:
    return date_format(moment.astimezone(posting.school.zone), "F j") if moment else ""
