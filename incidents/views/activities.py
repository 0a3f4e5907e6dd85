"""The officer's log: an entry in thirty seconds, the list, its file, and taking a wrong entry back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Role
from accounts.views.fresh import fresh
from accounts.views.listing import kept, neighbours
from common import paging
from common.forms import ConfirmForm
from common.refusals import Refused
from incidents.actions import activities, registers
from incidents.activity_counts import worked
from incidents.activity_report import Period, periods, sum_words, time_words
from incidents.forms.activities import ActivityForm, LogFilter, WorkPlace
from incidents.limits import ACTIVITY_DAYS, TAKE_BACK
from incidents.models import Activity
from incidents.models.activities import ActivityQuerySet
from incidents.reference import ACTIVITIES
from incidents.reference.activities import USUAL_LEG
from incidents.views.exports import given, register_file
from incidents.views.lists import page_of
from incidents.views.lookups import own_zone
from partnerships.models import Posting

ACTIVITY_KEY = ("-day", "-at", "-id")


def agencies_of(user: User, right: Permission) -> list[Organization]:
    """The agencies where the person holds the right, each once."""
    found = {
        held.organization.pk: held.organization
        for held in user.active_memberships()
        if held.organization and held.organization.is_agency and right in held.rule.rights
    }
    return list(found.values())


def work_places(user: User, at: datetime) -> list[WorkPlace]:
    """Where an entry of the last days may lie: schools of postings, those of today first, then no school."""
    agencies = {one.pk: one for one in agencies_of(user, Permission.ACTIVITY_LOG)}
    postings = (
        Posting.objects.of_officer(user.pk)
        .filter(partnership__agency__in=agencies)
        .not_over((at - ACTIVITY_DAYS).date())
        .select_related("partnership", "school")
        .order_by("school__name_folded", "starts_on")
    )
    here, before = {}, {}
    for one in postings:
        agency, today = agencies[one.partnership.agency_id], one.school.today(at)
        if one.starts_on <= today and (one.ends_on is None or today < one.ends_on):
            place = WorkPlace(agency, one.school, one.school.name)
            here[place.key] = place
        elif one.last_day and one.starts_on <= today:
            until = {"school": one.school.name, "day": date_format(one.last_day, "M j")}
            place = WorkPlace(agency, one.school, _("%(school)s, until %(day)s") % until)
            before[place.key] = place
    several = len(agencies) > 1
    none = [
        WorkPlace(one, None, _("No school, for %(agency)s") % {"agency": one.name} if several else _("No school"))
        for one in agencies.values()
    ]
    return [*here.values(), *(place for key, place in before.items() if key not in here), *none]


def first_answers(request: SignedInRequest, places: list[WorkPlace], at: datetime) -> dict[str, Any]:
    """Today and the school; of an entry that is logged again, its other answers too."""
    keys = [one.key for one in places]
    latest = own_entries(request.user)
    wanted = as_id(request.GET.get("like", ""))
    like = latest.filter(pk=wanted).first() if wanted else None
    last = like or latest.exclude(school=None).order_by(*ACTIVITY_KEY).first()
    key = f"{last.agency_id}:{last.school_id or ''}" if last else ""
    place = next(one for one in places if one.key == (key if key in keys else keys[0]))
    answers: dict[str, Any] = {"place": place.key, "day": (place.school or place.agency).today(at)}
    if like:
        answers |= {"kind": like.kind, "minutes": "other", "other_minutes": like.minutes}
        answers["audience"] = [one.value for one in like.audience]
        answers["leg"] = "" if like.leg == USUAL_LEG.get(like.kind) else like.leg
    return answers


def own_entries(user: User) -> ActivityQuerySet:
    """The person's own entries that stand."""
    return Activity.objects.visible_to(user).filter(officer=user.pk).standing()


def as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@requires(Permission.ACTIVITY_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: SignedInRequest) -> HttpResponse:
    """Log what was no call."""
    at = timezone.now()
    places = work_places(request.user, at)
    bound = request.POST if request.method == "POST" else None
    form = ActivityForm(bound, places=places, initial={} if bound else first_answers(request, places, at))
    if form.is_bound and form.is_valid():
        where = form.place_given
        try:
            entry = activities.log(
                by=request.user,
                at=at,
                agency=where.agency,
                school=where.school,
                work=form.work,
                form_key=form.cleaned_data["form_key"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Logged: %(what)s.") % {"what": entry_words(entry)})
            return redirect("activity-log")
    context = {"form": form, "definitions": ACTIVITIES.items}
    return render(request, "incidents/activity_new.html", context, status=422 if form.errors else 200)


def entry_words(entry: Activity) -> str:
    """ "Classroom lesson, 45 min, October 14"."""
    what, when = ACTIVITIES.label(entry.kind), date_format(entry.day, "F j")
    return _("%(what)s, %(time)s, %(day)s") % {"what": what, "time": time_words(entry.minutes), "day": when}


def log_filter(request: SignedInRequest, today: date) -> LogFilter:
    """The filter of the log: a month, and an officer where the person reads more than their own."""
    months, _years = periods(today)
    reads = reach_of(request.user).of(Permission.ACTIVITY_READ).agencies
    officers = Membership.objects.filter(organization__in=reads, role=Role.SRO).order_by("user__name_folded", "user")
    named = {str(pk): name for pk, name in officers.values_list("user", "user__name")} if reads else {}
    return LogFilter(request.GET, months=[(one.key, one.label) for one in months], officers=list(named.items()))


def log_rows(request: SignedInRequest, form: LogFilter) -> ActivityQuerySet:
    """The entries the person may read, as filtered."""
    rows, on = Activity.objects.visible_to(request.user).standing(), form.given
    if "month" in on:
        days = Period.month(date.fromisoformat(f"{on['month']}-01")).days
        rows = rows.between(days.first, days.end)
    if "officer" in on:
        rows = rows.filter(officer=on["officer"])
    return rows.select_related("officer", "school", "agency")


@requires(Permission.ACTIVITY_LOG, Permission.ACTIVITY_READ)
@require_safe
def activity_log(request: SignedInRequest) -> HttpResponse:
    """Entries, newest first: an officer's own, or the agency's."""
    at = timezone.now()
    today = at.astimezone(own_zone(request)).date()
    form = log_filter(request, today)
    found = log_rows(request, form)
    page = page_of(request, found, ACTIVITY_KEY)
    reach = reach_of(request.user)
    month = Period.month(today)
    context = {
        "form": form,
        "words": form.sentence(len(page.items), paging.capped_count(found)),
        "rows": [entry_row(request, one, at) for one in page.items],
        "heading": sum_words(*worked(Activity.objects.visible_to(request.user).standing(), month.days), month.label),
        "logs": reach.may(Permission.ACTIVITY_LOG),
        "names": reach.may(Permission.ACTIVITY_READ),
        "export_url": address_of("activity-export", request) if page.items else "",
        **neighbours(request, page),
    }
    return render(request, "incidents/activity_log.html", context)


def address_of(name: str, request: SignedInRequest) -> str:
    """The address of the same rows in another form, as filtered."""
    query = kept(request)
    return reverse(name) + (f"?{query}" if query else "")


def entry_row(request: SignedInRequest, one: Activity, at: datetime) -> dict[str, Any]:
    """One entry in words, and what its writer may do with it."""
    own = one.officer_id == request.user.pk
    return {
        "pk": one.pk,
        "what": ACTIVITIES.label(one.kind),
        "leg": one.get_leg_display(),
        "day": date_format(one.day, "D, M j, Y"),
        "officer": one.officer.name,
        "school": one.school.name if one.school else _("No school"),
        "time": time_words(one.minutes),
        "audience": ", ".join(str(who.label) for who in one.audience),
        "own": own,
        "young": own and at - one.at <= TAKE_BACK,
    }


@requires(Permission.ACTIVITY_EXPORT)
@fresh()
@require_safe
def activity_export(request: SignedInRequest) -> HttpResponseBase:
    """The log as CSV, as filtered."""
    form = log_filter(request, timezone.now().astimezone(own_zone(request)).date())
    rows = log_rows(request, form).order_by(*ACTIVITY_KEY)
    header = [_("Day"), _("Officer"), _("School"), _("Leg"), _("Activity"), _("Minutes"), _("For whom"), _("Logged")]
    return register_file(request, registers.ACTIVITIES, rows, header, entry_cells, given(form), form.words())


def entry_cells(one: Activity) -> list[object]:
    """An entry as a row of the file."""
    return [
        one.day.isoformat(),
        one.officer.name,
        one.school.name if one.school else "",
        one.get_leg_display(),
        ACTIVITIES.label(one.kind),
        one.minutes,
        ", ".join(str(who.label) for who in one.audience),
        one.at.astimezone(one.agency.zone).isoformat(timespec="minutes"),
    ]


@requires(Permission.ACTIVITY_LOG, Permission.ACTIVITY_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take an entry back, once confirmed. Its writer alone may."""
    found = Activity.objects.visible_to(request.user).standing().select_related("officer", "school", "agency")
    entry = get_object_or_404(found, pk=pk)
    if entry.officer_id != request.user.pk:
        raise AccessDenied("an entry of somebody else's log")
    row = entry_row(request, entry, timezone.now())
    labels = {"what": _("What"), "day": _("Day"), "time": _("Time"), "school": _("School"), "audience": _("For whom")}
    shown = {label: row[name] for name, label in labels.items()}
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if form.is_bound and form.is_valid():
        try:
            activities.take_back(by=request.user, at=timezone.now(), activity=entry)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, _("Taken back: it counts no more. Log it anew if it was wrong."))
        return redirect("activity-log")
    context = {"form": form, "facts": [{"term": term, "value": value} for term, value in shown.items()]}
    return render(request, "incidents/activity_take_back.html", context, status=422 if form.errors else 200)
