"""Where the officers are on a day, and the taps that say so."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.listing import neighbours
from common.dates import is_school_day
from common.forms import ConfirmForm
from common.paging import page
from common.refusals import Refused
from incidents.actions import presence as actions
from incidents.forms.presence import DayFilter, reason_of
from incidents.models import AwayTime, Presence
from incidents.presence.choices import Said
from incidents.presence.readings import said_on, standing_words
from incidents.presence.rules import Away, DaySaid, posted_hours, right_on
from incidents.presence.scope import postings_read
from incidents.presence.words import line_words, unsaid_words
from incidents.views.lookups import own_zone
from partnerships.models import Posting
from partnerships.on_campus import calendars_of

KEY = ("place", "starts_on", "id")
RELATED = ("officer", "school", "partnership__district", "partnership__agency", "stands_in_for")
SAYS = (Permission.PRESENCE_CONFIRM, Permission.PRESENCE_ENTER)


@dataclass(frozen=True)
class Place:
    """A posting on a day, as its reader reaches it."""

    posting: Posting
    day: date
    right: Permission | None
    own_side: bool  # whether the reader is of the agency

    @property
    def url(self) -> str:
        return reverse("presence-day", args=[self.posting.pk, self.day.isoformat()])


def place_of(request: SignedInRequest, pk: uuid.UUID, day: str) -> Place:
    """The posting and the day that an address names. Raises Http404 for who may not read it."""
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    rows = Posting.objects.select_related(*RELATED)
    posting = rows.filter(pk__in=postings_read(request.user).filter(pk=pk).values("pk")).first()
    if posting is None and Presence.objects.visible_to(request.user).filter(posting=pk, day=on).exists():
        posting = rows.get(pk=pk)  # who stands in reads the day they do
    if posting is None:
        raise Http404
    own_side = posting.partnership.agency_id in reach_of(request.user).sides
    return Place(posting, on, right_on(request.user, posting, timezone.now()), own_side)


def place_to_say(request: SignedInRequest, pk: uuid.UUID, day: str) -> Place:
    """The same for who may say it. Raises AccessDenied for who may only read."""
    place = place_of(request, pk, day)
    if place.right is None:
        raise AccessDenied("no right to say it")
    return place


@requires(Permission.PRESENCE_READ)
@require_safe
def presence_list(request: SignedInRequest) -> HttpResponse:
    """Every posting of the day the person reads: there, absent with cover, not confirmed."""
    now = timezone.now()
    form = DayFilter(request.GET)
    day = form.given.get("day") or now.astimezone(own_zone(request)).date()
    rows = postings_read(request.user).served_on(day).annotate(place=F("school__name_folded"))
    shown = page(
        rows.select_related(*RELATED), key=KEY, after=request.GET.get("after"), before=request.GET.get("before")
    )
    said, calendars = said_on(shown.items, [day]), calendars_of([one.school for one in shown.items])
    lines = [
        _row(request, one, day, said, school_day=is_school_day(day, calendars[one.school_id])) for one in shown.items
    ]
    context = {
        **neighbours(request, shown),
        "form": form,
        "day": day,
        "rows": lines,
        "heading": standing_words(request.user, day)
        if any(one["asked"] for one in lines)
        else _("No school on this day."),
        "words": date_format(day, "l, F j, Y"),
        "covers": covers_of(request, day),
        "certificate": reach_of(request.user).may(Permission.PRESENCE_CERTIFICATE),
        "month": day.strftime("%Y-%m"),
        "earlier": (day - timedelta(days=1)).isoformat(),
        "later": (day + timedelta(days=1)).isoformat(),
    }
    return render(request, "incidents/presence_list.html", context)


def _row(request: SignedInRequest, one: Posting, day: date, said: Any, *, school_day: bool) -> dict[str, Any]:
    row = said.get((one.pk, day))
    away = list(row.away_times.all()) if row else []
    own_side = one.partnership.agency_id in reach_of(request.user).sides
    said_line = line_words(row, away, one, why=own_side) if row else unsaid_words(one)
    words = said_line if school_day else _("No school.")
    return {
        "posting": one,
        "asked": school_day,
        "words": words,
        "mark": mark_of(row, away) if school_day else "",
        "url": reverse("presence-day", args=[one.pk, day.isoformat()]),
    }


def mark_of(row: Presence | None, away: list[AwayTime]) -> str:
    """The shape beside a day: said, away with cover, uncovered, not said."""
    if row is None:
        return "unsaid"
    if any(one.covered_by_id is None for one in away):
        return "uncovered"
    return "covered" if away else "here"


def covers_of(request: SignedInRequest, day: date) -> list[dict[str, str]]:
    """Where the person stands in for a colleague on that day."""
    times = AwayTime.objects.visible_to(request.user).filter(covered_by=request.user.pk, presence__day=day)
    times = times.filter(presence__corrected_by__isnull=True).select_related("presence__school")
    return [
        {
            "words": _("You cover %(school)s, %(hours)s.") % {"school": one.presence.school.name, "hours": one.cover},
            "url": reverse("presence-day", args=[one.presence.posting_id, day.isoformat()]),
        }
        for one in times.order_by("cover_from", "pk")
    ]


def tap_shown(posting: Posting, day: date) -> dict[Any, object]:
    """What the one tap says, for its version."""
    return {
        _("the school"): posting.school.name,
        _("the officer"): posting.officer.name,
        _("the day"): day,
        _("the hours"): str(posted_hours(posting) or ""),
    }


@requires(*SAYS)
@require_POST
def presence_confirm(request: SignedInRequest, pk: uuid.UUID, day: str) -> HttpResponse:
    """The one tap: at the school for the posted hours, as the button said."""
    place = place_to_say(request, pk, day)
    form = ConfirmForm(request.POST, shown=tap_shown(place.posting, place.day))
    key = _key(request)
    if not form.is_valid() or key is None:
        messages.error(
            request, _("Nothing was saved: what the button said has changed. Read the day as it stands now.")
        )
        return redirect(place.url)
    try:
        row = actions.confirm(by=request.user, at=timezone.now(), posting=place.posting, day=place.day, form_key=key)
    except Refused as refusal:
        return _refused(request, place, refusal)
    messages.success(request, said_words(row))
    return redirect("home")


@requires(*SAYS)
@require_POST
def presence_absent(request: SignedInRequest, pk: uuid.UUID, day: str) -> HttpResponse:
    """The second of two taps: absent for the day, with its reason."""
    place = place_to_say(request, pk, day)
    hours, why, key = posted_hours(place.posting), reason_of(request.POST.get("why", "")), _key(request)
    if hours is None or not why or key is None:
        messages.error(request, _("Nothing was saved. Say it in the form below."))
        return redirect(place.url)
    given = DaySaid(Said.ABSENT, hours, away=(Away(hours, why),))
    try:
        row = actions.say(
            by=request.user, at=timezone.now(), posting=place.posting, day=place.day, given=given, form_key=key
        )
    except Refused as refusal:
        return _refused(request, place, refusal)
    messages.success(request, said_words(row))
    return redirect(place.url)


def _key(request: SignedInRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _refused(request: SignedInRequest, place: Place, refusal: Refused) -> HttpResponse:
    """Nothing was saved; the page of the day says why, and takes another answer."""
    lines = [line for _doubt, line in getattr(refusal, "lines", ())]
    messages.error(request, " ".join([_("Nothing was saved."), *(lines or [str(refusal.words)])]))
    return redirect(place.url)


def said_words(row: Presence) -> str:
    """What was saved, and who reads it."""
    if row.said == Said.ABSENT:
        return (
            _("Saved. The school reads here that you are absent, and your supervisor is told.")
            if (row.by_id == row.posting.officer_id)
            else _("Saved. The school reads it here, and is told.")
        )
    words = {"school": row.posting.school.name, "hours": row.here}
    return _("Confirmed: at %(school)s, %(hours)s.") % words
