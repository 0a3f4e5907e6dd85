"""Handed on: what is owed first, who was told and when; the school's own list of it, which no agency sees."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.listing import neighbours
from common import paging
from incidents.actions import referrals
from incidents.choices import TextKind
from incidents.duties import duty_at
from incidents.errors import NotADraft
from incidents.fields import BY_NAME
from incidents.forms.filters import HandedFilter
from incidents.forms.gate import CallAnywayForm, HandOnForm
from incidents.models import HandedOn
from incidents.reference import BEHAVIORS, TOLD, duty_of
from incidents.rules import Act
from incidents.states import ReferralState
from incidents.templatetags.referrals import moment
from incidents.views.gate import go_on
from incidents.views.lists import export_of, page_of, schools_filtered
from incidents.views.lookups import does, draft_page, own_zone, reached, schools_written_for, texts_of

HANDED_KEY = ("-told_at", "-id")


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_hand_on(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """What is owed now, then the record of who was told; and the way to call the officer all the same."""
    if HandedOn.objects.visible_to(request.user).filter(pk=pk).exists():
        # Sent twice, or come back to: the draft is gone, what it became keeps its id.
        return redirect("handed-on-detail", pk)
    referral = reached(request, pk)
    duty = duty_at(referral.district_id, referral.behavior)
    if referral.state != ReferralState.DRAFT or duty is None:
        return redirect("referral-resume", referral.pk)
    calling = request.POST.get("act") == "call"
    handing = request.method == "POST" and not calling
    said = texts_of(referral).get(TextKind.WHY_CALL, "")
    zone, now = referral.school.zone, timezone.now()
    shown = {_("what it is"): BEHAVIORS.label(referral.behavior), _("what is owed for it"): duty.heading}
    form = HandOnForm(request.POST if handing else None, duty=duty, zone=zone, now=now, shown=shown)
    call = CallAnywayForm(request.POST if calling else None, initial={"why_call": said})
    if handing and form.is_valid():
        told, told_at = form.cleaned_data["told"], form.cleaned_data["told_at"]
        try:
            handed = referrals.hand_on(by=request.user, at=now, referral=referral, told=told, told_at=told_at)
        except NotADraft:
            return redirect("referral-resume", referral.pk)
        return redirect("handed-on-detail", handed.pk)
    if calling and call.is_valid():
        return go_on(request, referral, answers={}, texts={TextKind.WHY_CALL: call.cleaned_data["why_call"]})
    context = {"form": form, "call": call, "calling": calling, "duty": duty, "asks": referral.asks_why}
    wrong = bool(form.errors or call.errors)
    return draft_page(request, "incidents/referral_hand_on.html", context, referral, wrong=wrong)


def handed_row(handed: HandedOn) -> dict[str, str]:
    """A matter handed on, in words."""
    return {
        "url": reverse("handed-on-detail", args=[handed.pk]),
        "behavior": BEHAVIORS.label(handed.behavior),
        "told": ", ".join(TOLD.label(key) for key in handed.told),
        "told_at": moment(handed.told_at, handed.school.zone),
        "school": handed.school.name,
        "by": handed.by.name,
    }


@requires(Permission.HANDED_ON_READ)
@require_safe
def handed_on_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The page after handing a matter on."""
    handed = get_object_or_404(HandedOn.objects.visible_to(request.user).select_related("school", "by"), pk=pk)
    row = handed_row(handed)
    words = {
        "behavior": BY_NAME["behavior"].label,
        "told": _("Who was told"),
        "told_at": _("When"),
        "school": _("School"),
        "by": _("By"),
    }
    context = {
        "facts": [{"term": term, "value": row[name]} for name, term in words.items()],
        "writes": does(request, Act.WRITE),
        "duty": duty_of(handed.behavior),
    }
    return render(request, "incidents/handed_on_detail.html", context)


def handed_filter(request: SignedInRequest) -> HandedFilter:
    """The filter of the list, over the schools that the person reads it for."""
    places = reach_of(request.user).of(Permission.HANDED_ON_READ)
    return HandedFilter(request.GET, schools=schools_filtered(request.user, places), zone=own_zone(request))


@requires(Permission.HANDED_ON_READ)
@require_safe
def handed_on_list(request: SignedInRequest) -> HttpResponse:
    """What others were told of. The agency never sees it, nor its number."""
    form = handed_filter(request)
    found = form.apply(HandedOn.objects.visible_to(request.user).select_related("school", "by"))
    page = page_of(request, found, HANDED_KEY)
    total = paging.capped_count(found)
    context: dict[str, Any] = {
        **neighbours(request, page),
        "form": form,
        "words": form.sentence(len(page.items), total),
        "clear_url": reverse("handed-on") if form.given else "",
        "export_url": export_of(request, "handed-on-export") if page.items else "",
        "rows": [handed_row(one) for one in page.items],
        "total": total,
        "many": len(schools_written_for(request)) != 1,
    }
    return render(request, "incidents/handed_on_list.html", context)
