"""The desks of those who work at a school."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from config.desks import agreement, calls, figures, questions, setup
from config.desks.parts import Desk
from incidents.models import KeptInSchool, Referral
from incidents.presence.readings import told_today
from partnerships.on_campus import on_campus
from partnerships.scoping import SchoolCover, covers, phone_instead_words, school_covers, why_unreached


def school_desk(desk: Desk, user: User, school: Organization, at: datetime) -> None:
    """A principal's, or a designee's."""
    covered = school_covers(school, at)
    found = Referral.objects.on_school_side_of(user).filter(school=school.pk)
    desk.action = {"label": _("Start a referral"), "url": reverse("referral-start"), "icon": "plus"}
    waiting, latest = calls.asked(user, school, at), calls.recent(found)
    asked, rows = calls.lines(user, waiting.first, latest.first)
    replies = f"{reverse('referral-list')}?show=school{figures.at_school(school)}"
    desk.ask(calls.to_reply(asked), waiting.total, (_("All %(count)d questions"), replies))
    questions.to_settle(desk, user, school, at)
    desk.ask(calls.drafts_of(user, school))
    desk.ask(calls.guardians_late(user, school, covered, at))
    setup.show(desk, setup.school_steps(covered, school))
    desk.recent = calls.recent_part(rows, latest, everything=_("All referrals"), school=school)
    desk.chart = calls.year_chart(found, at, school.zone)
    desk.clause = agreement.clause_of(covered[0].cover if covered else None, why=_("The clause to read before a call."))
    _campus(desk, user, covered, school, at)
    since = school.today(at) - figures.RECENT
    kept = KeptInSchool.objects.visible_to(user).filter(school=school.pk, occurred_on__gte=since).count()
    desk.figures_title = _("The last 30 days")
    desk.figures = [
        {
            "label": _("Kept in school, no officer called"),
            "value": str(kept),
            "url": figures.kept_url(since, school=school),
        },
        *figures.by_crime(figures.recent(found, since, school.zone), since, school=school),
    ]


def _campus(desk: Desk, user: User, covered: list[SchoolCover], school: Organization, at: datetime) -> None:
    """Who is on campus, of whichever agency, or why nobody is."""
    if said := why_unreached(covered):
        desk.officers_note = " ".join(
            [*said, _("A call is saved here, but nobody at an agency receives it."), phone_instead_words(covered)]
        )
    postings = [posting for one in covered for posting in one.postings]
    if not said and not any(posting.phone for posting in postings):
        desk.officers_note = phone_instead_words(covered)
    desk.campus_url = reverse("presence-list") if reach_of(user).may(Permission.PRESENCE_READ) else ""
    told = told_today(postings, {school.pk: school}, at) if desk.school_day else {}
    desk.officers = [on_campus(one, at, school, school_day=desk.school_day, told=told.get(one.pk)) for one in postings]
    desk.mous = desk.mous or agreement.mou_status_rows(one.cover for one in covered if not one.cover.in_force)


def staff_desk(desk: Desk, user: User, place: Organization, at: datetime) -> None:
    """A staff member's: who the officer is, and the clause that matters most."""
    covered = school_covers(place, at) if place.parent_id else []
    desk.title = _("The school handles school rules. The officer handles crimes.")
    desk.clause = agreement.clause_of(
        covered[0].cover if covered else None, why=_("The clause that matters most to staff.")
    )
    desk.mous = agreement.mou_status_rows(covers(agreement.Partners.of(user).accepted, at))
    if place.parent_id:
        _campus(desk, user, covered, place, at)
