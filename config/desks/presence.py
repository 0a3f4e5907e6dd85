"""An officer’s day on a desk: the one tap, what is uncovered, where all of it stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization, User
from common.dates import is_school_day
from common.versions import version_of
from config.desks.parts import Desk
from incidents.models import AwayTime
from incidents.presence.readings import said_on, standing_words
from incidents.presence.rules import posted_hours
from incidents.presence.words import tap_words
from incidents.views.presence import mark_of, tap_shown
from partnerships.models import Posting
from partnerships.on_campus import calendars_of

SAID = {
    "here": lambda: _("Confirmed"),
    "covered": lambda: _("Away, covered"),
    "uncovered": lambda: _("Away, uncovered"),
    "unsaid": lambda: _("Not confirmed"),
}


def own_day(desk: Desk, posted: Sequence[Posting], at: datetime) -> list[dict[str, Any]]:
    """Ask the officer where they are today, a tap for each school; the rows of their schools. Three statements."""
    days = {one.pk: one.school.today(at) for one in posted}
    said, calendars = said_on(posted, days.values()), calendars_of([one.school for one in posted])
    rows = []
    for one in posted:
        day = days[one.pk]
        row = said.get((one.pk, day))
        school_day = is_school_day(day, calendars[one.school_id])
        if school_day and row is None:
            desk.ask([_to_confirm(one, day)])
        times = list(row.away_times.all()) if row else []
        rows.append(
            {
                "title": one.school.name,
                "sub": one.school.phone,
                "value": SAID[mark_of(row, times)]() if school_day else _("No school"),
                "url": reverse("presence-day", args=[one.pk, day.isoformat()]),
            }
        )
    return rows


def _to_confirm(posting: Posting, day: Any) -> dict[str, Any]:
    url, hours = reverse("presence-day", args=[posting.pk, day.isoformat()]), posted_hours(posting)
    item = {
        "kicker": _("Your day"),
        "title": _("Are you at %(school)s today?") % {"school": posting.school.name},
        "url": url,
        "why": _("Until you say so, the school reads that it is not confirmed."),
    }
    if hours is None:
        return item | {"primary": {"label": _("Say your hours"), "url": url}}
    tap = {
        "url": reverse("presence-confirm", args=[posting.pk, day.isoformat()]),
        "label": tap_words(posting, hours),
        "version": version_of(tap_shown(posting, day)),
        "form_key": uuid4(),
    }
    return item | {"tap": tap, "secondary": {"label": _("Absent, or other hours"), "url": url}}


def uncovered(user: User, agency: Organization, at: datetime) -> list[dict[str, Any]]:
    """Schools without an officer today for which nobody is named yet. One statement."""
    day = agency.today(at)
    times = AwayTime.objects.visible_to(user).filter(presence__agency=agency.pk, presence__day=day)
    count = times.filter(presence__corrected_by__isnull=True, covered_by__isnull=True).count()
    if not count:
        return []
    title = ngettext("A school waits for a stand-in", "%(count)d times wait for a stand-in", count) % {"count": count}
    url = reverse("presence-list")
    return [
        {
            "kicker": _("Presence"),
            "title": title,
            "url": url,
            "why": _("An officer is absent or was recalled today, and nobody is named to cover."),
            "primary": {"label": _("Name who covers"), "url": url},
        }
    ]


def standing(desk: Desk, user: User, place: Organization, at: datetime) -> None:
    """How today stands at the schools of the side, with the way to all of it. Two statements."""
    desk.campus_url = reverse("presence-list")
    desk.officers_note = standing_words(user, place.today(at)) if desk.school_day else ""
