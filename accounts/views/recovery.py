"""The reset of a lost second factor: ask, agree, stop."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.actions import recovery
from accounts.errors import HeldElsewhere
from accounts.models import FactorReset, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.shown import facts_of, person_shown, reset_shown
from accounts.sign_in_forms import FactorResetFindForm, FactorResetForm
from accounts.views.fresh import fresh, posts
from common.forms import ConfirmForm
from common.refusals import Refused


@requires(Permission.PEOPLE_MANAGE, Permission.PORTAL_ADMINISTRATOR_MANAGE)
@require_safe
def factor_reset_list(request: SignedInRequest) -> HttpResponse:
    """The resets of one's own side: those under way first, then what became of the last fifty."""
    user = request.user
    found = FactorReset.objects.in_hand_of(user).select_related("user", "requested_by", "agreed_by", "stopped_by")
    pending = found.pending().order_by("requested_at")
    past = found.exclude(pk__in=pending.values("pk")).order_by("-requested_at")[:50]
    reach = reach_of(user)
    context: dict[str, Any] = {"pending": pending, "past": past, "person_list": reach.may(Permission.PEOPLE_VIEW)}
    if reach.may(Permission.PORTAL_ADMINISTRATOR_MANAGE):
        context["find"] = FactorResetFindForm()
    return render(request, "accounts/factor_reset_list.html", context)


@requires(Permission.PORTAL_ADMINISTRATOR_MANAGE)
@require_POST
def factor_reset_find(request: SignedInRequest) -> HttpResponse:
    """To the page that asks for one, by the person's address: of those whose reset a portal administrator asks for."""
    form = FactorResetFindForm(request.POST)
    address = form.cleaned_data["email"] if form.is_valid() else ""
    person = User.objects.joined().filter(email__iexact=address).first()
    if person is not None and recovery.may_ask(by=request.user, person=person, at=timezone.now()):
        return redirect("factor-reset-ask", person=person.pk)
    # One answer for an address nobody has and one whose own side asks: who is here is no business of the portal's.
    messages.error(request, _("Nobody with this address has roles on more than one side. Ask their own administrator."))
    return redirect("factor-reset-list")


@requires(Permission.PEOPLE_MANAGE, Permission.PORTAL_ADMINISTRATOR_MANAGE)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def factor_reset_ask(request: SignedInRequest, person: str) -> HttpResponse:
    """Ask for one: how do you know that it is them?"""
    user = request.user
    found = get_object_or_404(User, pk=person)
    try:
        recovery.side_for(by=user, person=found, at=timezone.now())
    except AccessDenied:
        raise Http404 from None
    except HeldElsewhere:
        messages.error(
            request, _("They also have a role on another side: only a portal administrator can ask for this.")
        )
        return redirect("person-detail", pk=person)
    shown = person_shown(found, timezone.now())
    form = FactorResetForm(request.POST or None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            recovery.ask(by=user, person=found, at=timezone.now(), identity_note=form.cleaned_data["identity_note"])
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Asked. Another administrator must agree, and the person has been told."))
            return redirect("factor-reset-list")
    context = {"form": form, "person": found, "facts": facts_of(shown)}
    return render(request, "accounts/factor_reset_ask.html", context, status=422 if form.errors else 200)


@requires(Permission.PEOPLE_MANAGE, Permission.PORTAL_ADMINISTRATOR_MANAGE)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def factor_reset_agree(request: SignedInRequest, pk: str) -> HttpResponse:
    """Agree as the second administrator."""
    user = request.user
    found = get_object_or_404(FactorReset.objects.in_hand_of(user).select_related("user", "requested_by"), pk=pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=reset_shown(found))
    if request.method == "POST" and form.is_valid():
        try:
            recovery.agree(by=user, reset=found, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Agreed. It takes effect in 24 hours unless somebody stops it."))
            return redirect("factor-reset-list")
    context = {"form": form, "reset": found, "yours": found.requested_by_id == user.pk}
    return render(request, "accounts/factor_reset_agree.html", context, status=422 if form.errors else 200)


@requires()
@require_http_methods(["GET", "HEAD", "POST"])
def factor_reset_stop(request: SignedInRequest, pk: str) -> HttpResponse:
    """Stop one: one's own, or one of the side's."""
    user = request.user
    found = get_object_or_404(FactorReset.objects.visible_to(user).select_related("user", "requested_by"), pk=pk)
    own = found.user_id == user.pk
    after = "my-account" if own else "factor-reset-list"
    if request.method != "POST" and (found.stopped_at or found.done_at):
        raise Http404
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=reset_shown(found))
    if request.method == "POST" and form.is_valid():
        try:
            recovery.stop(by=user, reset=found, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, _("Stopped. The second factor stays as it is."))
        return redirect(after)
    context = {"form": form, "reset": found, "own": own, "after": after}
    return render(request, "accounts/factor_reset_stop.html", context, status=422 if form.errors else 200)
