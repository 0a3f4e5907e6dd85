"""Pages of postings: who is at which school, post, stand in, end."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.listing import neighbours
from common.paging import page
from common.periods import lasts_on
from common.refusals import Refused
from partnerships.actions import postings as actions
from partnerships.forms.postings import EndForm, PostingForm, StandInForm, officer_choices
from partnerships.models import PartnershipSchool, Posting
from partnerships.on_campus import officers_by_school

MANAGE = Permission.POSTING_MANAGE
RELATED = ("officer", "school", "partnership__district", "partnership__agency", "stands_in_for__officer")
ENDED_KEY = ("-ends_on", "id")


@requires(Permission.POSTING_VIEW)
@require_safe
def posting_list(request: SignedInRequest) -> HttpResponse:
    """Officers at schools: now and to come, then those that ended; one's own schools as a sentence on top."""
    now = timezone.now()
    day = now.date()
    rows = Posting.objects.visible_to(request.user).filter(partnership__accepted_at__isnull=False)
    # Each school has a day of its own, up to a day before this one.
    lasting = (
        rows.not_over(day - timedelta(days=1)).select_related(*RELATED).order_by("school__name", "starts_on", "pk")
    )
    current = _served([posting for posting in lasting if not _over(posting, now)], now)
    ended = page(
        rows.ended_by(day + timedelta(days=1))
        .exclude(pk__in=[posting.pk for posting in current])
        .select_related(*RELATED),
        key=ENDED_KEY,
        after=request.GET.get("after"),
        before=request.GET.get("before"),
    )
    context = {
        "current": [_row(posting, now) for posting in current],
        "schools_count": len({posting.school_id for posting in current}),
        "schools_without_officer": _schools_without_officer(request, current, now),
        "ended": ended,
        "own_schools": _own_schools(request, now),
        "manages": reach_of(request.user).of(MANAGE).agencies,
        "may_manage": reach_of(request.user).may(MANAGE),
        **neighbours(request, ended),
    }
    return render(request, "partnerships/posting_list.html", context)


def _over(posting: Posting, now: datetime) -> bool:
    return posting.ends_on is not None and posting.ends_on <= posting.school.today(now)


def _served(postings: list[Posting], now: datetime) -> list[Posting]:
    """Those whose officer is still an officer of the agency; the others are ended by the next sweep.

    One statement for each day that the schools have now, which is nearly always one.
    """
    by_day: dict[date, list[uuid.UUID]] = {}
    for posting in postings:
        by_day.setdefault(posting.school.today(now), []).append(posting.pk)
    served: set[uuid.UUID] = set()
    for day, keys in by_day.items():
        served |= set(Posting.objects.served_from(day).filter(pk__in=keys).values_list("pk", flat=True))
    return [posting for posting in postings if posting.pk in served]


def _row(posting: Posting, now: datetime) -> dict[str, Any]:
    return {"posting": posting, "to_come": posting.starts_on > posting.school.today(now)}


def _schools_without_officer(request: SignedInRequest, current: list[Posting], now: datetime) -> list[Organization]:
    """The covered schools where no officer is posted today, which the person may see."""
    posted = {posting.school_id for posting in current if posting.starts_on <= posting.school.today(now)}
    covered = PartnershipSchool.objects.visible_to(request.user).filter(partnership__accepted_at__isnull=False)
    covered = covered.in_force_somewhere(now).exclude(school__in=posted).select_related("school__parent")
    today = {row.school for row in covered if lasts_on(row.starts_on, row.ends_on, row.school.today(now))}
    return sorted(today, key=lambda school: school.name)


def _own_schools(request: SignedInRequest, now: datetime) -> list[dict[str, Any]]:
    """The officers of the schools the person works at, with how to reach them."""
    schools: dict[uuid.UUID, Organization] = {}
    for held in request.user.active_memberships():
        if held.organization and held.organization.parent_id and Permission.POSTING_VIEW in held.rule.rights:
            schools[held.organization.pk] = held.organization
    return officers_by_school(list(schools.values()), now)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def posting_create(request: SignedInRequest) -> HttpResponse:
    """Post an officer to a covered school."""
    now = timezone.now()
    agencies = Organization.objects.filter(pk__in=reach_of(request.user).of(MANAGE).agencies).order_by("name")
    day = agencies[0].today(now)
    places = (
        PartnershipSchool.objects.not_over(day)
        .filter(partnership__agency__in=agencies, partnership__accepted_at__isnull=False)
        .select_related("school", "partnership__district", "partnership__agency")
        .order_by("school__name", "pk")
    )
    officers = officer_choices(agencies, day)
    form = PostingForm(
        request.POST if request.method == "POST" else None,
        places=places,
        officers=officers,
        initial={"starts_on": day},
    )
    if request.method == "POST" and form.is_valid():
        place: PartnershipSchool = form.cleaned_data["place"]
        try:
            posting = actions.post(
                by=request.user, at=now, partnership=place.partnership, school=place.school, details=form.details()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(
                request,
                _("%(officer)s is posted to %(school)s.") % {"officer": posting.officer, "school": posting.school},
            )
            return redirect("posting-list")
    context = {"form": form, "no_places": not places.exists(), "no_officers": not officers.exists()}
    return render(request, "partnerships/posting_create.html", context, status=422 if form.errors else 200)


def _posting(request: SignedInRequest, pk: uuid.UUID) -> Posting:
    return get_object_or_404(Posting.objects.visible_to(request.user).select_related(*RELATED), pk=pk)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def posting_end(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """End a posting, now or after a day."""
    posting, now = _posting(request, pk), timezone.now()
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(by=request.user, at=now, posting=posting, on=form.cleaned_data["on"])
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Ended. The officer and the principal have been told."))
            return redirect("posting-list")
    context = {"form": form, "posting": posting}
    return render(request, "partnerships/posting_end.html", context, status=422 if form.errors else 200)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def posting_stand_in(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Another officer for the days this one is away."""
    posting, now = _posting(request, pk), timezone.now()
    day = posting.school.today(now)
    form = StandInForm(
        request.POST if request.method == "POST" else None,
        officers=officer_choices([posting.partnership.agency_id], day).exclude(pk=posting.officer_id),
        initial={"starts_on": day},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.stand_in(by=request.user, at=now, posting=posting, details=form.details())
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Kept. The officer and the principal have been told."))
            return redirect("posting-list")
    context = {"form": form, "posting": posting}
    return render(request, "partnerships/posting_stand_in.html", context, status=422 if form.errors else 200)
