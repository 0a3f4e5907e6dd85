"""One officer's day at one school: what stands, what was said before, and the forms that say it."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.models import ClosedDay
from accounts.permissions import Permission
from common.dates import is_school_day
from common.periods import lasts_on
from common.refusals import Refused
from common.versions import version_of
from incidents.actions import presence as actions
from incidents.forms.presence import CoverForm, DayForm, PresenceForm, RecallForm
from incidents.models import AwayTime, Presence
from incidents.presence.choices import ABSENCES, Said
from incidents.presence.hours import Hours
from incidents.presence.rules import AHEAD, Away, posted_hours
from incidents.presence.words import line_words, tap_words, unsaid_words
from incidents.templatetags.referrals import moment
from incidents.views.presence import SAYS, Place, mark_of, place_of, place_to_say, tap_shown

Rows = Sequence[Presence]


def rows_of(request: SignedInRequest, place: Place) -> list[Presence]:
    """Everything that was said of the day, the first line first; the last one holds. Two statements."""
    rows = Presence.objects.visible_to(request.user).filter(posting=place.posting.pk, day=place.day)
    found = rows.select_related("by", "school").prefetch_related("away_times__covered_by").order_by("at", "pk")
    return list(found)


def holds(rows: Rows) -> Presence | None:
    """The line that no other corrects."""
    corrected = {one.corrects_id for one in rows}
    return next((one for one in rows if one.pk not in corrected), None)


def shown_of(row: Presence | None, place: Place) -> dict[Any, object]:
    """What the page shows of the day, for the version of its forms."""
    times = times_of(row)
    return {
        _("what was said"): line_words(row, times, place.posting, why=True),
        _("the hours owed"): str(row.owed) if row else str(posted_hours(place.posting) or ""),
    }


def times_of(row: Presence | None) -> list[AwayTime]:
    """The times away of a line, in order."""
    return sorted(row.away_times.all(), key=lambda one: (one.begins, one.pk)) if row else []


@requires(Permission.PRESENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def presence_day(request: SignedInRequest, pk: uuid.UUID, day: str) -> HttpResponse:
    """What stands of the day and what was said before; for who may, the form that says or corrects it."""
    place, now = place_of(request, pk, day), timezone.now()
    if request.method == "POST" and place.right is None:
        raise AccessDenied("no right to say it")
    rows = rows_of(request, place)
    row = holds(rows)
    form = _day_form(request, place, row) if _is_asked(place, row) else None
    if request.method == "POST" and form is None:
        raise Http404
    if request.method == "POST" and form and form.is_valid():
        answered = _save(request, place, form, lambda key, accepts: _said(request, place, row, form, key, accepts))
        if answered:
            return answered
    context = {
        "place": place,
        "row": row,
        "words": line_words(row, times_of(row), place.posting, why=place.own_side)
        if row
        else unsaid_words(place.posting),
        "mark": mark_of(row, times_of(row)),
        "history": [_history(one, place) for one in reversed(rows)],
        "away": [{"time": one, "may": _may_cover(place, one)} for one in times_of(row)],
        "form": form,
        "tap": _tap(place, row) if form and place.day <= place.posting.school.today(now) else None,
        "reasons": [(one.value, one.label) for one in ABSENCES] if form and row is None else [],
        "form_key": uuid.uuid4(),
        "recall": bool(form and row and row.said == Said.HERE),
        "heading": heading_of(place),
    }
    return render(request, "incidents/presence_day.html", context, status=422 if form and form.errors else 200)


def heading_of(place: Place) -> str:
    """Whose day it is."""
    words = {"officer": place.posting.officer.name, "school": place.posting.school.name}
    return _("%(officer)s at %(school)s, %(day)s.") % {**words, "day": date_format(place.day, "l, F j")}


def _is_asked(place: Place, row: Presence | None) -> bool:
    """Whether the day takes an answer of this person."""
    if place.right is None:
        return False
    if row is not None:
        return True
    posting = place.posting
    posted = lasts_on(posting.starts_on, posting.ends_on, place.day)
    near = place.day <= posting.school.today(timezone.now()) + AHEAD
    return posted and near and is_school_day(place.day, ClosedDay.objects.calendar_for(posting.school))


def _day_form(request: SignedInRequest, place: Place, row: Presence | None) -> DayForm:
    hours = posted_hours(place.posting)
    owed = row.owed if row else hours
    here = (row.here if row else None) or owed
    times = times_of(row)
    absence = times[0] if row and row.said == Said.ABSENT and times else None
    initial: dict[str, Any] = {
        "said": row.said if row else Said.HERE,
        "here_from": here.begins if here else None,
        "here_until": here.ends if here else None,
        "owed_from": owed.begins if owed else None,
        "owed_until": owed.ends if owed else None,
        "why": absence.why if absence else "",
        "stand_in": absence.covered_by_id if absence else None,
        "cover_from": absence.cover_from if absence else None,
        "cover_until": absence.cover_until if absence else None,
    }
    return DayForm(
        request.POST if request.method == "POST" else None,
        shown=shown_of(row, place),
        posting=place.posting,
        day=place.day,
        before=row,
        times=times,
        names_cover=place.right == Permission.PRESENCE_ENTER,
        initial=initial,
    )


def _said(
    request: SignedInRequest, place: Place, row: Presence | None, form: DayForm, key: uuid.UUID, accepts: list[str]
) -> Presence:
    common: dict[str, Any] = {"by": request.user, "at": timezone.now(), "given": form.given(), "accepts": accepts}
    if row is None:
        return actions.say(posting=place.posting, day=place.day, form_key=key, **common)
    row.posting = place.posting
    return actions.correct(presence=row, reason=form.cleaned_data["reason"], form_key=key, **common)


def _save(
    request: SignedInRequest, place: Place, form: PresenceForm, act: Callable[[uuid.UUID, list[str]], Presence]
) -> HttpResponse | None:
    """Do it and go to the day; None where it is refused, and the form says why."""
    try:
        act(form.cleaned_data["form_key"], list(form.cleaned_data["go_on"]))
    except Refused as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Saved. Both sides read it here."))
    return redirect(place.url)


def _tap(place: Place, row: Presence | None) -> dict[str, Any] | None:
    """The one tap, where nothing was said and the posting states its hours."""
    hours = posted_hours(place.posting)
    if row is not None or hours is None:
        return None
    own = place.right == Permission.PRESENCE_CONFIRM
    words = _("At the school, %(hours)s") % {"hours": hours}
    label = (
        tap_words(place.posting, hours) if own and place.day == place.posting.school.today(timezone.now()) else words
    )
    return {"label": label, "version": version_of(tap_shown(place.posting, place.day))}


def _may_cover(place: Place, one: AwayTime) -> bool:
    return place.right == Permission.PRESENCE_ENTER and one.covered_by_id is None


def _history(one: Presence, place: Place) -> dict[str, Any]:
    """A line of the day as it was said, by whom, when."""
    return {
        "when": moment(one.at, place.posting.school.zone),
        "who": one.by.name,
        "change": one.get_change_display(),
        "words": line_words(one, times_of(one), place.posting, why=place.own_side),
        "reason": one.reason,
        "owed": one.owed if one.owed != posted_hours(place.posting) else "",
    }


@requires(*SAYS)
@require_http_methods(["GET", "HEAD", "POST"])
def presence_recall(request: SignedInRequest, pk: uuid.UUID, day: str) -> HttpResponse:
    """Add a time in which the officer was called off campus."""
    place = place_to_say(request, pk, day)
    row = holds(rows_of(request, place))
    if row is None or row.said != Said.HERE or row.here is None:
        raise Http404
    row.posting = place.posting
    now = timezone.now().astimezone(place.posting.school.zone).time().replace(second=0, microsecond=0)
    begins = now if row.here.begins < now < row.here.ends else row.here.begins
    form = RecallForm(
        request.POST if request.method == "POST" else None,
        shown=shown_of(row, place),
        posting=place.posting,
        day=place.day,
        names_cover=place.right == Permission.PRESENCE_ENTER,
        initial={"begins": begins, "ends": row.here.ends},
    )
    if request.method == "POST" and form.is_valid():

        def act(key: uuid.UUID, accepts: list[str]) -> Presence:
            away: Away = form.given()
            at = timezone.now()
            return actions.recall(by=request.user, at=at, presence=row, away=away, form_key=key, accepts=accepts)

        if answered := _save(request, place, form, act):
            return answered
    context = {"place": place, "form": form, "words": line_words(row, times_of(row), place.posting, why=place.own_side)}
    return render(request, "incidents/presence_recall.html", context, status=422 if form.errors else 200)


@requires(Permission.PRESENCE_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def presence_cover(request: SignedInRequest, pk: uuid.UUID, day: str, away: uuid.UUID) -> HttpResponse:
    """Name who stands in for a time away."""
    place = place_to_say(request, pk, day)
    row = holds(rows_of(request, place))
    time = next((one for one in times_of(row) if one.pk == away), None)
    if row is None or time is None or place.right != Permission.PRESENCE_ENTER:
        raise Http404
    row.posting = place.posting
    form = CoverForm(
        request.POST if request.method == "POST" else None,
        shown=shown_of(row, place),
        posting=place.posting,
        day=place.day,
        initial={"cover_from": time.begins, "cover_until": time.ends},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act(key: uuid.UUID, accepts: list[str]) -> Presence:
            return actions.name_cover(
                by=request.user,
                at=timezone.now(),
                presence=row,
                away_time=time.pk,
                stand_in=data["stand_in"],
                hours=Hours(data["cover_from"], data["cover_until"]),
                form_key=key,
                accepts=accepts,
            )

        if answered := _save(request, place, form, act):
            return answered
    context = {"place": place, "form": form, "words": line_words(row, times_of(row), place.posting, why=place.own_side)}
    return render(request, "incidents/presence_cover.html", context, status=422 if form.errors else 200)
