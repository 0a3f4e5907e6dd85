"""Districts, agencies and schools: created, listed, changed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts import directory
from accounts.access import SignedInRequest, requires
from accounts.actions import organizations
from accounts.forms.lists import OrganizationFilter
from accounts.forms.organizations import organization_form
from accounts.models import Invitation, Membership, Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.reference.time_zones import TIME_ZONES
from accounts.roles import ADMINISTRATORS, Kind, Role, Span
from accounts.views.listing import neighbours
from common.paging import capped_count, page
from common.refusals import Refused

BY_NAME = ("name_folded", "id")


@requires(Permission.ORGANIZATION_CREATE)
@require_safe
def organization_list(request: SignedInRequest) -> HttpResponse:
    """Every district and agency of the installation, and whether each has an administrator."""
    at = timezone.now()
    form = OrganizationFilter(request.GET)
    found = form.chosen(Organization.objects.exclude(kind=Kind.SCHOOL)).with_administrator_known(at)
    sheet = page(found, key=BY_NAME, after=request.GET.get("after"), before=request.GET.get("before"))
    context = {"form": form, "rows": sheet.items, "words": count_words(found), **neighbours(request, sheet)}
    context |= portal_context(request.user, at)
    return render(request, "accounts/organization_list.html", context)


def portal_context(user: Any, at: datetime) -> dict[str, Any]:
    """Who runs the portal itself, and who is invited to."""
    running = Membership.objects.with_role(Role.PORTAL_ADMINISTRATOR).not_over_on(at.date())
    waiting = Invitation.objects.visible_to(user).unanswered().filter(role=Role.PORTAL_ADMINISTRATOR)
    waiting = waiting.select_related("organization", "invited_by").order_by("-created_at", "-id")
    return {
        "administrators": running.select_related("user").order_by("user__name_folded", "pk"),
        "invited": directory.invited_rows(user, waiting, at),
    }


def count_words(found: Any) -> str:
    """How many organizations, in words."""
    count = capped_count(found)
    number = int(count) if count.isdigit() else 1000
    return ngettext("%(count)s organization", "%(count)s organizations", number) % {"count": count}


@requires(Permission.ORGANIZATION_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def organization_new(request: SignedInRequest, kind: str) -> HttpResponse:
    """Create a district or an agency."""
    user = request.user
    if kind not in (Kind.DISTRICT, Kind.AGENCY):
        raise Http404
    form = organization_form(kind)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = organizations.create(by=user, at=timezone.now(), kind=kind, values=form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal.words))
        else:
            messages.success(request, _("%(name)s is created. Now invite its first administrator.") % {"name": made})
            return redirect("organization-detail", pk=made.pk)
    context = {"form": form, "kind": kind}
    return render(request, "accounts/organization_new.html", context, status=422 if form.errors else 200)


@requires(Permission.ORGANIZATION_CREATE)
@require_safe
def organization_detail(request: SignedInRequest, pk: str) -> HttpResponse:
    """One district or agency: its facts, who runs it, who is invited to."""
    user = request.user
    at = timezone.now()
    place = get_object_or_404(Organization.objects.exclude(kind=Kind.SCHOOL), pk=pk)
    running = Membership.objects.at_place(place.pk).administrators().on_day(place.today(at))
    # Whom its own administrator invites is not this person's business.
    waiting = place.invitations.unanswered().filter(role__in=ADMINISTRATORS).order_by("-created_at", "-id")
    context = {
        "organization": place,
        "facts": facts_of(place),
        "administrators": running.select_related("user").order_by("user__name_folded", "pk"),
        "invited": directory.invited_rows(user, waiting.select_related("organization", "invited_by"), at),
    }
    return render(request, "accounts/organization_detail.html", context)


def facts_of(place: Organization) -> list[dict[str, Any]]:
    """What is known of an organization, as terms and values."""
    said = {
        "time_zone": dict(TIME_ZONES).get(place.time_zone, place.time_zone),
        "closes_at": time_format(place.closes_at, "g:i A"),
    }
    facts = [{"term": _("Kind"), "value": place.get_kind_display()}]
    for name in organizations.EDITABLE[place.kind][1:]:
        field: Any = Organization._meta.get_field(name)
        facts.append({"term": capfirst(field.verbose_name), "value": said.get(name, getattr(place, name))})
    return facts


@requires(Permission.ORGANIZATION_EDIT)
@require_safe
def organization_own(request: SignedInRequest) -> HttpResponse:
    """The page of one's own district or agency."""
    for held in reach_of(request.user).held:
        if held.organization_id and Permission.ORGANIZATION_EDIT in held.rule.rights:
            return redirect("organization-edit", pk=held.organization_id)
    raise Http404


@requires(Permission.ORGANIZATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def organization_edit(request: SignedInRequest, pk: str) -> HttpResponse:
    """Change one's own district, agency, or a school of the district."""
    user = request.user
    own = reach_of(user).of(Permission.ORGANIZATION_EDIT).match_itself()
    place = get_object_or_404(Organization.objects.filter(own), pk=pk)
    form = organization_form(place.kind)(request.POST or None, instance=place)
    if request.method == "POST" and form.is_valid():
        try:
            changed = organizations.edit(by=user, at=timezone.now(), organization=place, values=form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal.words))
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was different, so nothing was changed."))
            return redirect("school-list" if place.kind == Kind.SCHOOL else "organization-own")
    back = reverse("school-list") if place.kind == Kind.SCHOOL else ""
    context = {"form": form, "organization": place, "back": back}
    return render(request, "accounts/organization_edit.html", context, status=422 if form.errors else 200)


def own_districts(user: Any) -> Any:
    """The districts whose schools this person keeps. Raises Http404 for an agency's administrator."""
    found = reach_of(user).with_span(Permission.ORGANIZATION_EDIT, Span.DISTRICT)
    if not found:
        raise Http404
    return Organization.objects.filter(pk__in=found).order_by("name_folded")


@requires(Permission.ORGANIZATION_EDIT)
@require_safe
def school_list(request: SignedInRequest) -> HttpResponse:
    """The schools of the district."""
    districts = own_districts(request.user)
    form = OrganizationFilter(request.GET, schools=True)
    found = form.chosen(Organization.objects.schools().filter(parent__in=districts))
    sheet = page(found, key=BY_NAME, after=request.GET.get("after"), before=request.GET.get("before"))
    count = capped_count(found)
    words = ngettext("%(count)s school", "%(count)s schools", int(count) if count.isdigit() else 1000)
    context = {"form": form, "rows": sheet.items, "words": words % {"count": count}, **neighbours(request, sheet)}
    return render(request, "accounts/school_list.html", {**context, "districts": districts})


@requires(Permission.ORGANIZATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def school_new(request: SignedInRequest, district: str) -> HttpResponse:
    """Create a school in the district."""
    user = request.user
    parent = get_object_or_404(own_districts(user), pk=district)
    form = organization_form(Kind.SCHOOL)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            at = timezone.now()
            made = organizations.create_school(by=user, at=at, district=parent, values=form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal.words))
        else:
            messages.success(
                request, _("%(name)s is created. Your desk asks you to invite its principal.") % {"name": made}
            )
            return redirect("school-list")
    context = {"form": form, "district": parent}
    return render(request, "accounts/school_new.html", context, status=422 if form.errors else 200)
