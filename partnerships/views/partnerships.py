"""Pages of partnerships: list, one, propose, answer, contacts, schools."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.models import Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.forms import ConfirmForm
from common.refusals import Refused
from partnerships.actions import coverage
from partnerships.actions import partnerships as actions
from partnerships.forms.partnerships import AcceptForm, ContactForm, ProposeForm, SchoolsForm, SureForm
from partnerships.models import Partnership, Posting
from partnerships.mou_status import mou_status, mous_words
from partnerships.scoping import covers, sides_held

MANAGE = Permission.PARTNERSHIP_MANAGE
RELATED = ("district", "agency", "proposed_for", "proposed_by", "accepted_by")


def _partnership(request: SignedInRequest, pk: uuid.UUID) -> Partnership:
    rows = Partnership.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(rows, pk=pk)


def _side(request: SignedInRequest, partnership: Partnership) -> Organization:
    """The side the person manages. Raises AccessDenied when it is none."""
    held = sides_held(request.user, MANAGE, partnership, timezone.now())
    if not held:
        raise AccessDenied("manages neither side")
    return held[0]


@requires(Permission.PARTNERSHIP_VIEW)
@require_safe
def partnership_list(request: SignedInRequest) -> HttpResponse:
    """All partnerships of the person's side, those that wait for an answer first."""
    rows = list(
        Partnership.objects.visible_to(request.user)
        .select_related(*RELATED)
        .order_by("district__name_folded", "agency__name_folded")
    )
    now, may_manage = timezone.now(), reach_of(request.user).may(MANAGE)
    accepted = covers([row for row in rows if row.accepted_at], now)
    statuses = [mou_status(cover) for cover in accepted]
    context = {
        "waiting": [row for row in rows if row.is_proposed],
        "covers": [{"cover": cover, "status": status} for cover, status in zip(accepted, statuses, strict=True)],
        "heading": mous_words(statuses),
        "declined": [row for row in rows if row.declined_at],
        "may_manage": may_manage,
        "managed": reach_of(request.user).of(MANAGE),
    }
    return render(request, "partnerships/partnership_list.html", context)


@requires(Permission.PARTNERSHIP_VIEW)
@require_safe
def partnership_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One partnership: how it stands, the schools, the officers, whom to phone."""
    partnership, now = _partnership(request, pk), timezone.now()
    day = partnership.district.today(now)
    held = sides_held(request.user, MANAGE, partnership, now)
    sees_postings = reach_of(request.user).may(Permission.POSTING_VIEW)
    postings = Posting.objects.visible_to(request.user).filter(partnership=partnership).served_from(day)
    cover = covers([partnership], now)[0]
    context = {
        "partnership": partnership,
        "status": mou_status(cover),
        "schools": partnership.covered.not_over(day).select_related("school").order_by("school__name_folded"),
        "postings": postings.select_related("officer", "school", "stands_in_for__officer").order_by(
            "school__name_folded"
        ),
        "sees_postings": sees_postings,
        "side": held[0] if held else None,
        "is_district_side": partnership.district in held,
        "may_answer": partnership.is_proposed
        and partnership.answering_side in held
        and request.user.pk != partnership.proposed_by_id,
        "may_post": reach_of(request.user).may(Permission.POSTING_MANAGE, partnership.agency),
        "may_read_mou": reach_of(request.user).may(Permission.MOU_VIEW),
    }
    return render(request, "partnerships/partnership_detail.html", context)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_propose(request: SignedInRequest) -> HttpResponse:
    """Offer a partnership; on behalf of the first of one's own sides, or the one named in the address."""
    places = reach_of(request.user).of(MANAGE)
    own = Organization.objects.filter(pk__in=places.districts | places.agencies).order_by("-kind", "name_folded")
    side = own.filter(pk__in=_uuid_in(request.GET.get("side"))).first() or own.first()
    if side is None:
        raise AccessDenied("manages no side")
    form = ProposeForm(request.POST or None, side=side)
    if request.method == "POST" and form.is_valid():
        chosen: dict[str, Any] = form.cleaned_data
        try:
            partnership = actions.propose(
                by=request.user,
                at=timezone.now(),
                side=side,
                other=chosen["other"],
                schools=list(chosen.get("schools", [])),
                form_key=chosen["form_key"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Proposed to %(other)s. They have been told.") % {"other": chosen["other"]})
            return redirect("partnership-detail", pk=partnership.pk)
    context = {"form": form, "side": side, "nobody": form.offers_nobody, "schoolless": _without_schools(side)}
    return render(request, "partnerships/partnership_propose.html", context, status=422 if form.errors else 200)


def _without_schools(side: Organization) -> Organization | None:
    """The district, while it has no school that could be named."""
    if side.is_agency or Organization.objects.schools().filter(parent=side).exists():
        return None
    return side


def _uuid_in(text: str | None) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(text or "")]
    except ValueError:
        return []


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_accept(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Accept what the other side proposed; the district chooses the schools."""
    partnership = _partnership(request, pk)
    chooses, named = partnership.answering_side == partnership.district, _named_schools(partnership)
    bound, shown = request.POST if request.method == "POST" else None, _offer_shown(partnership, named)
    district = partnership.district
    form: Any = AcceptForm(bound, district=district, shown=shown) if chooses else ConfirmForm(bound, shown=shown)
    if not partnership.is_proposed or _side(request, partnership) != partnership.answering_side:
        return _answered(request, partnership)
    if request.method == "POST" and form.is_valid():
        try:
            schools = list(form.cleaned_data["schools"]) if chooses else []
            actions.accept(by=request.user, at=timezone.now(), partnership=partnership, schools=schools)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Accepted. Next, one side enters the signed MOU."))
            return redirect("partnership-detail", pk=pk)
    schoolless = _without_schools(district) if chooses else None
    context = {"form": form, "partnership": partnership, "chooses": chooses, "schools": named, "schoolless": schoolless}
    return render(request, "partnerships/partnership_accept.html", context, status=422 if form.errors else 200)


def _named_schools(partnership: Partnership) -> str:
    return ", ".join(
        row.school.name for row in partnership.covered.select_related("school").order_by("school__name_folded")
    )


def _offer_shown(partnership: Partnership, schools: str) -> dict[str, object]:
    """What of an offer the pages show on which it is accepted or declined."""
    return {_("who offers it"): partnership.proposed_for, _("schools it covers"): schools}


def _answered(request: SignedInRequest, partnership: Partnership) -> HttpResponse:
    """Back to the partnership, with the reason why there is nothing to answer."""
    if partnership.is_proposed:
        raise AccessDenied("the other side answers")
    messages.warning(request, _("Somebody has answered this proposal already."))
    return redirect("partnership-detail", pk=partnership.pk)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_decline(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say no to what the other side proposed."""
    partnership = _partnership(request, pk)
    if not partnership.is_proposed or _side(request, partnership) != partnership.answering_side:
        return _answered(request, partnership)
    shown = _offer_shown(partnership, _named_schools(partnership))
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(by=request.user, at=timezone.now(), partnership=partnership)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Declined. The other side has been told."))
            return redirect("partnership-list")
    context = {"form": form, "partnership": partnership}
    return render(request, "partnerships/partnership_decline.html", context, status=422 if form.errors else 200)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_contacts(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say whom the other side phones."""
    partnership = _partnership(request, pk)
    side = _side(request, partnership)
    is_district = side == partnership.district
    current = partnership.school_contact if is_district else partnership.agency_contact
    form = ContactForm(request.POST if request.method == "POST" else None, initial={"contact": current})
    if request.method == "POST" and form.is_valid():
        actions.set_contact(
            by=request.user,
            at=timezone.now(),
            partnership=partnership,
            side=side,
            contact=form.cleaned_data["contact"],
        )
        messages.success(request, _("Saved. The other side sees it now."))
        return redirect("partnership-detail", pk=pk)
    context = {"form": form, "partnership": partnership, "side": side, "other": partnership.other_side(side)}
    return render(request, "partnerships/partnership_contacts.html", context, status=422 if form.errors else 200)


def _ending(partnership: Partnership, chosen: list[Organization], now: datetime) -> list[dict[str, Any]]:
    """The schools that would end today, each with the postings that would end with it."""
    open_now = partnership.covered.filter(ends_on__isnull=True).exclude(school__in=chosen)
    postings = partnership.postings.not_over(partnership.district.today(now)).select_related("officer")
    lasting = list(postings.order_by("officer__name_folded", "pk"))
    return [
        {"school": row.school, "postings": [one for one in lasting if one.school_id == row.school_id]}
        for row in open_now.select_related("school").order_by("school__name_folded")
    ]


def _ending_shown(ending: list[dict[str, Any]]) -> dict[str, object]:
    """The same as its page shows it."""
    return {
        row["school"].name: [(one.officer, one.starts_on, one.ends_on) for one in row["postings"]] for row in ending
    }


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_schools(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The district says which schools are covered from today."""
    partnership, now = _partnership(request, pk), timezone.now()
    if partnership.district not in sides_held(request.user, MANAGE, partnership, now):
        raise AccessDenied("only the district says which schools")
    covered = partnership.covered.filter(ends_on__isnull=True).values_list("school", flat=True)
    form = SchoolsForm(
        request.POST if request.method == "POST" else None,
        district=partnership.district,
        initial={"schools": list(covered)},
    )
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["schools"])
        ending = _ending(partnership, chosen, now)
        sure = SureForm(request.POST if "sure" in request.POST else None, shown=_ending_shown(ending), schools=chosen)
        if ending and not sure.is_valid():
            context = {"partnership": partnership, "form": sure, "ending": ending}
            return render(
                request, "partnerships/partnership_schools_sure.html", context, status=422 if sure.errors else 200
            )
        try:
            coverage.change(by=request.user, at=now, partnership=partnership, schools=chosen)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Saved. From today the partnership covers exactly these schools."))
            return redirect("partnership-detail", pk=pk)
    context = {"form": form, "partnership": partnership}
    return render(request, "partnerships/partnership_schools.html", context, status=422 if form.errors else 200)
