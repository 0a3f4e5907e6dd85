"""Beyond the measure of an hour: the page that asks why, and what those concerned read of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import take_outs
from accounts.access import SignedInRequest, requires
from accounts.actions.take_outs import say_why
from accounts.forms.take_outs import ReasonForm
from accounts.models import TakeOut
from accounts.views.kept_forms import hold, typed
from common.refusals import Refused

WAITING = "take_out"


def ask_why(request: HttpRequest, limit: take_outs.TakeOutLimit) -> HttpResponseBase:
    """Lead to the page that asks, and remember where the person was going and whose records they are.

    What they had typed is kept meanwhile; they come back to it, and send it on.
    """
    user: Any = request.user
    row = hold(request, by=user) if request.method == "POST" and typed(request.POST) else None
    request.session[WAITING] = {
        "next": reverse("kept-form", args=[row.pk]) if row else request.get_full_path(),
        "concerned": sorted(map(str, limit.concerned)),
        "at": timezone.now().isoformat(),
    }
    return redirect("take-out-why")


@requires()
@require_http_methods(["GET", "HEAD", "POST"])
def take_out_why(request: SignedInRequest) -> HttpResponse:
    """Ask why the person goes on; then they come to what they wanted."""
    at = timezone.now()
    waiting = request.session.get(WAITING)
    if not waiting or at - datetime.fromisoformat(waiting["at"]) > take_outs.HOUR:
        return redirect("home")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            say_why(
                by=request.user, at=at, reason=form.cleaned_data["reason"], concerned=map(UUID, waiting["concerned"])
            )
        except Refused as refusal:
            form.add_error("reason", str(refusal.words))
        else:
            del request.session[WAITING]
            messages.success(
                request,
                _(
                    "Your reason is saved. The records custodian and the agency administrator are told. You can go on "
                    "for an hour."
                ),
            )
            there = url_has_allowed_host_and_scheme(waiting["next"], {request.get_host()})
            return redirect(waiting["next"] if there else reverse("home"))
    taken = take_outs.taken_by(request.user, at)
    context = {"form": form, "taken": taken, "openings": take_outs.OPENINGS_AN_HOUR, "lines": take_outs.LINES_AN_HOUR}
    return render(request, "accounts/take_out_why.html", context, status=422 if form.errors else 200)


@requires()
@require_safe
def take_out_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who went on, how much they had taken, and why; for those who were told, and for the person."""
    row = get_object_or_404(TakeOut.objects.visible_to(request.user).select_related("user"), pk=pk)
    return render(request, "accounts/take_out_detail.html", {"row": row})
