"""Asked before: the examples of a partnership, one of them, and taking it out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Case, Value, When
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.listing import neighbours
from common import paging
from incidents.actions import precedents
from incidents.consult_rules import removing_side
from incidents.errors import PrecedentGone
from incidents.forms.consults import PrecedentFilter, TakeOutForm
from incidents.models import Precedent
from incidents.reference import BEHAVIORS
from incidents.views.lists import page_of

KEY = ("-at", "-id")
FEW = 3  # as many stand beside a question that is being written


def asked_before(request: SignedInRequest, behavior: str) -> dict[str, Any]:
    """The latest examples of that kind, or of any kind where none is of it, and where all of them stand."""
    found = Precedent.objects.visible_to(request.user).kept().select_related("clause")
    latest = found.order_by(Case(When(behavior=behavior, then=Value(0)), default=Value(1)), *KEY)[:FEW]
    alike = [one for one in latest if behavior and one.behavior == behavior]
    query = f"?behavior={behavior}" if alike else ""
    return {
        "alike": bool(alike),
        "rows": [precedent_row(one) for one in alike or latest],
        "url": reverse("precedent-list") + query,
    }


def precedent_row(one: Precedent) -> dict[str, str]:
    """An example in words."""
    return {
        "url": reverse("precedent-detail", args=[one.pk]),
        "what": BEHAVIORS.label(one.behavior),
        "situation": one.situation,
        "kind": one.get_kind_display(),
        "advice": one.advice,
        "clause": str(one.clause) if one.clause else "",
    }


@requires(Permission.PRECEDENT_READ)
@require_safe
def precedent_list(request: SignedInRequest) -> HttpResponse:
    """The examples that the person may read, newest first, of all kinds or of one."""
    visible = Precedent.objects.visible_to(request.user).kept()
    form = PrecedentFilter(request.GET, behaviors=visible.order_by().values_list("behavior", flat=True).distinct())
    found = form.apply(visible)
    page = page_of(request, found.select_related("clause"), KEY)
    total = paging.capped_count(found)
    context = {
        **neighbours(request, page),
        "form": form,
        "words": form.sentence(len(page.items), total),
        "clear_url": reverse("precedent-list") if form.given else "",
        "rows": [precedent_row(one) for one in page.items],
        "total": total,
    }
    return render(request, "incidents/precedent_list.html", context)


def reached_precedent(request: SignedInRequest, pk: UUID) -> Precedent:
    """The example. Raises Http404."""
    rows = Precedent.objects.visible_to(request.user)
    related = ("clause", "partnership__agency", "partnership__district", "removed_by", "removed_side")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@requires(Permission.PRECEDENT_READ)
@require_safe
def precedent_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One example; of one that was taken out only that it was, and to its own side why."""
    one = reached_precedent(request, pk)
    side = removing_side(request.user, one, timezone.now())
    sides = reach_of(request.user).sides
    gone = one.removed_at is not None
    context = {
        "row": None if gone else precedent_row(one),
        "partnership": one.partnership,
        "removed_by": one.removed_side.name if one.removed_side else "",
        "reason": one.removed_reason if one.removed_side_id in sides else "",
        "remove_url": reverse("precedent-remove", args=[pk]) if side and not gone else "",
    }
    return render(request, "incidents/precedent_detail.html", context)


@requires(Permission.PRECEDENT_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def precedent_remove(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Take an example out for both sides, with a reason."""
    one = reached_precedent(request, pk)
    if removing_side(request.user, one, timezone.now()) is None:
        raise AccessDenied("no right to take it out")
    if one.removed_at is not None:
        return redirect("precedent-detail", pk)
    row = precedent_row(one)
    shown = {_("What it was about"): row["situation"], _("What was answered"): row["advice"]}
    form = TakeOutForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            precedents.remove(by=request.user, at=timezone.now(), precedent=one, reason=reason)
        except PrecedentGone as refused:
            messages.info(request, str(refused.words))
        else:
            messages.success(request, _("Taken out. Neither side finds it any more."))
        return redirect("precedent-detail", pk)
    facts = [{"term": term, "value": value} for term, value in shown.items()]
    context = {"form": form, "facts": facts, "pk": pk}
    return render(request, "incidents/precedent_remove.html", context, status=422 if form.errors else 200)
