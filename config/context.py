"""What every page's frame needs: who is signed in, where they may go, what is unread. One query at most."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.middleware import missing_second_factor, session_clock
from accounts.models import User
from accounts.permissions import Permission as P
from accounts.reach import Reach, reach_of
from ledger.models import Notice


@dataclass(frozen=True)
class Place:
    """One link of the frame: shown to who holds one of the rights, or to everyone when it names none.

    `sided` ones are for people of a district or an agency: the portal's own administrators have no part in them.
    """

    label: str | Promise
    name: str
    icon: str = ""
    rights: tuple[P, ...] = ()
    sided: bool = False


# The first five a person has stand in the top bar, in this order; the rest join the menu.
IN_TOP_BAR = 5
PLACES = (
    Place(_("Home"), "home", "home"),
    Place(_("Referrals"), "referral-list", "referrals", (P.REFERRAL_READ, P.DISCLOSED_READ)),
    Place(_("Queue"), "referral-queue", "inbox", (P.REFERRAL_REVIEW,)),
    Place(_("MOU"), "mou-list", "agreement", (P.MOU_VIEW,)),
    Place(_("Training"), "training-mine", "training", sided=True),
    Place(_("People"), "person-list", "people", (P.PEOPLE_VIEW,)),
    Place(_("Postings"), "posting-list", "key", (P.POSTING_VIEW,)),
    Place(_("Organizations"), "organization-list", "agreement", (P.ORGANIZATION_CREATE,)),
)

# Rarer pages, under the person's name.
FURTHER = (
    Place(_("Reviews"), "review-list", rights=(P.REFERRAL_REVIEW,)),
    Place(
        _("Requests for a record"),
        "record-request-list",
        rights=(P.RECORD_REQUEST_ASK, P.RECORD_REQUEST_DECIDE, P.RECORD_REQUEST_REVIEW),
    ),
    Place(_("Activity log"), "activity-log", rights=(P.ACTIVITY_LOG, P.ACTIVITY_READ)),
    # Also a signatory's of an agency, from their desk.
    Place(_("Activity report"), "activity-report", rights=(P.ACTIVITY_LOG, P.ACTIVITY_READ)),
    Place(_("Kept in school"), "kept-in-school", rights=(P.KEPT_IN_SCHOOL_READ,)),
    Place(_("Handed on"), "handed-on", rights=(P.HANDED_ON_READ,)),
    Place(_("Must be reported"), "must-report-list", rights=(P.MUST_REPORT_MARK,)),
    Place(_("Presence"), "presence-list", rights=(P.PRESENCE_READ,)),
    Place(_("Partnerships"), "partnership-list", rights=(P.PARTNERSHIP_VIEW,)),
    Place(_("Rosters"), "roster-list", rights=(P.ROSTER_IMPORT,)),
    Place(_("Schools"), "school-list", rights=(P.CALENDAR_EDIT,)),
    Place(_("Closed days"), "closed-day-list", rights=(P.CALENDAR_EDIT,)),
    Place(_("Your organization"), "organization-own", rights=(P.ORGANIZATION_EDIT,)),
    Place(_("Single sign-on"), "sign-on-list", rights=(P.SIGN_ON_MANAGE,)),
    Place(_("Lost second factors"), "factor-reset-list", rights=(P.PEOPLE_MANAGE, P.PORTAL_ADMINISTRATOR_MANAGE)),
    Place(_("Activity"), "activity", rights=(P.AUDIT_READ,)),
    Place(_("Scheduled jobs"), "schedule", rights=(P.SCHEDULE_VIEW,)),
    Place(_("This installation"), "settings", rights=(P.SETTINGS_VIEW,)),
    Place(_("Your account"), "my-account"),
    Place(_("Your sessions"), "session-list"),
)

PRIMARY = Place(_("Start a referral"), "referral-start", rights=(P.REFERRAL_WRITE,))


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame of the page, as templates/base.html reads it; without a person, the way to help alone."""
    user = getattr(request, "user", None)
    # Who has yet to give a second factor may go nowhere, so the frame offers nothing to them either.
    if user is None or not user.is_authenticated or missing_second_factor(request, user):
        return {"shell": {"signed_in": False, "help_url": reverse("help")}}
    reach = reach_of(user)
    places, further = links(PLACES, reach), links(FURTHER, reach)
    mark_current([*places, *further], request.path)
    return {
        "shell": {
            "signed_in": True,
            "person": {"name": str(user), "initials": user.initials, "organization": organization_words(user)},
            "nav": places[:IN_TOP_BAR],
            "primary": next(iter(links((PRIMARY,), reach)), None),
            "inbox_url": reverse("inbox"),
            "unread": Notice.objects.inbox(user.pk, timezone.now()).unread().order_by().count(),
            "account_links": [*places[IN_TOP_BAR:], *further],
            "help_url": reverse("help"),
            "sign_out_url": reverse("account_logout"),
            "session": session_clock(request),
        }
    }


def links(places: tuple[Place, ...], reach: Reach) -> list[dict[str, Any]]:
    """The places this person may go."""
    return [
        {"label": place.label, "url": reverse(place.name), "icon": place.icon, "current": False}
        for place in places
        if (not place.rights or any(reach.may(right) for right in place.rights)) and (reach.sides or not place.sided)
    ]


def mark_current(found: list[dict[str, Any]], path: str) -> None:
    """Mark the place whose pages this one is among: the one whose address it begins with, the longest wins."""
    home = reverse("home")
    over = [link for link in found if path == link["url"] or (link["url"] != home and path.startswith(link["url"]))]
    if over:
        max(over, key=lambda link: len(link["url"]))["current"] = True


def organization_words(user: User) -> str:
    """Where the person works, in a few words; nothing when they hold no role now."""
    for held in user.active_memberships():
        return str(held.organization or _("Portal"))
    return ""
