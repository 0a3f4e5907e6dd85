"""Pages of postings: who is at which school, post, stand in, end."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
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
from common.folding import fold
from common.paging import PAGE_SIZE, page
from common.periods import lasts_on
from common.refusals import Refused
from partnerships.actions import postings as actions
from partnerships.dependents import waiting_for
from partnerships.forms.postings import EndForm, PostingFilter, PostingForm, StandInForm, officer_choices
from partnerships.models import PartnershipSchool, Posting
from partnerships.on_campus import officers_by_school
from partnerships.querysets import PostingQuerySet

MANAGE = Permission.POSTING_MANAGE
MOST_NAMED = 12  # schools without an officer
CURRENT_KEY = ("place", "starts_on", "id")
RELATED = ("officer", "school", "partnership__district", "partnership__agency", "stands_in_for__officer")
ENDED_KEY = ("-ends_on", "id")


@requires(Permission.POSTING_VIEW)
@require_safe
def posting_list(request: SignedInRequest) -> HttpResponse:
    """Officers at schools: now and to come, then those that ended; one's own schools as a sentence on top."""
    now = timezone.now()
    rows = Posting.objects.visible_to(request.user).filter(partnership__accepted_at__isnull=False)
    current, over = rows.now_and_ended(now)
    counted = current.aggregate(
        all=Count("pk"), schools=Count("school", distinct=True), begin=Count("pk", filter=_beginning(now))
    )
    without = _schools_without_officer(request, current, now, begin=bool(counted["begin"]))
    several = counted["all"] > PAGE_SIZE
    form = PostingFilter(request.GET, schools=_schools(request))
    if school := form.given.get("school"):
        current, over = current.filter(school=school.pk), over.filter(school=school.pk)
    shown = page(
        current.annotate(place=F("school__name_folded")).select_related(*RELATED),
        key=CURRENT_KEY,
        after=request.GET.get("now_after"),
        before=request.GET.get("now_before"),
    )
    ended = page(
        over.select_related(*RELATED), key=ENDED_KEY, after=request.GET.get("after"), before=request.GET.get("before")
    )
    context = {
        **neighbours(request, ended),
        "form": form if several else None,
        "words": form.words(counted["all"]),
        "clear_url": request.path if school else "",
        "current": [_row(posting, now) for posting in shown.items],
        "count": counted["all"],
        "schools_count": counted["schools"],
        "without": without,
        "next_url": _page_url(school, now_after=shown.older),
        "previous_url": _page_url(school, now_before=shown.newer),
        "ended": ended,
        "own_schools": _own_schools(request, now),
        "manages": reach_of(request.user).of(MANAGE).agencies,
        "may_manage": reach_of(request.user).may(MANAGE),
    }
    return render(request, "partnerships/posting_list.html", context)


def _schools(request: SignedInRequest) -> QuerySet[Organization]:
    """The schools that a partnership of the person's side covers, as the filter offers them."""
    covered = PartnershipSchool.objects.visible_to(request.user).values("school")
    return Organization.objects.filter(pk__in=covered).only("name").order_by("name_folded", "pk")


def _page_url(school: Organization | None, **cursor: str | None) -> str:
    """The address of a neighbouring page, the filter kept; nothing where there is none."""
    if not any(cursor.values()):
        return ""
    return f"?{urlencode({**cursor, **({'school': school.pk} if school else {})})}"


def _row(posting: Posting, now: datetime) -> dict[str, Any]:
    return {"posting": posting, "to_come": posting.starts_on > posting.school.today(now)}


def _beginning(now: datetime) -> Q:
    """Postings that begin today somewhere, or later."""
    return Q(starts_on__gte=now.date())


def _schools_without_officer(
    request: SignedInRequest, current: PostingQuerySet[Posting], now: datetime, *, begin: bool
) -> dict[str, Any]:
    """The covered schools where no officer is posted today, which the person may see: how many, and the first names.

    `begin` says whether any of the current postings may still have to begin.
    """
    about_now = current.filter(_beginning(now)).select_related("school") if begin else []
    to_come = [one.pk for one in about_now if one.starts_on > one.school.today(now)]
    posted = current.exclude(pk__in=to_come).filter(school=OuterRef("school"))
    covered = PartnershipSchool.objects.visible_to(request.user).filter(partnership__accepted_at__isnull=False)
    covered = covered.in_force_somewhere(now).filter(~Exists(posted)).select_related("school")
    today = {row.school for row in covered if lasts_on(row.starts_on, row.ends_on, row.school.today(now))}
    named = sorted(today, key=lambda school: fold(school.name))[:MOST_NAMED]
    return {"number": len(today), "schools": named, "more": len(today) - len(named)}


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
    agencies = Organization.objects.filter(pk__in=reach_of(request.user).of(MANAGE).agencies).order_by("name_folded")
    day = agencies[0].today(now)
    places = (
        PartnershipSchool.objects.not_over(day)
        .filter(partnership__agency__in=agencies, partnership__accepted_at__isnull=False)
        .select_related("school", "partnership__district", "partnership__agency")
        .order_by("school__name_folded", "pk")
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
                by=request.user,
                at=now,
                partnership=place.partnership,
                school=place.school,
                details=form.details(),
                form_key=form.cleaned_data["form_key"],
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
    waiting = waiting_for(posting)
    shown: dict[str, object] = {_("the officer"): posting.officer, _("when the posting ends"): posting.ends_on}
    shown |= {one.number: one.words for one in waiting}
    form = EndForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(by=request.user, at=now, posting=posting, on=form.cleaned_data["on"])
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Ended. The officer and the principal have been told."))
            return redirect("posting-list")
    context = {"form": form, "posting": posting, "waiting": waiting}
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
            key = form.cleaned_data["form_key"]
            actions.stand_in(by=request.user, at=now, posting=posting, details=form.details(), form_key=key)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Saved. The officer and the principal have been told."))
            return redirect("posting-list")
    context = {"form": form, "posting": posting}
    return render(request, "partnerships/posting_stand_in.html", context, status=422 if form.errors else 200)
