"""Portal administrators: invited and ended, from the page of all organizations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.actions import invitations, portal
from accounts.forms.people import PortalInvitationForm
from accounts.models import Membership
from accounts.permissions import Permission
from accounts.roles import Role
from accounts.shown import role_shown
from accounts.views.fresh import fresh, posts
from common.forms import ConfirmForm
from common.refusals import Refused


@requires(Permission.PORTAL_ADMINISTRATOR_MANAGE)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def portal_administrator_invite(request: SignedInRequest) -> HttpResponse:
    """Invite another portal administrator."""
    user = request.user
    form = PortalInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(
                by=user, at=timezone.now(), organization=None, role=Role.PORTAL_ADMINISTRATOR, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("The invitation is on its way. Its link works once, for 14 days."))
            return redirect("organization-list")
    return render(
        request, "accounts/portal_administrator_invite.html", {"form": form}, status=422 if form.errors else 200
    )


@requires(Permission.PORTAL_ADMINISTRATOR_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def portal_administrator_end(request: SignedInRequest, pk: str) -> HttpResponse:
    """End another portal administrator's role, once confirmed."""
    user = request.user
    at = timezone.now()
    running = Membership.objects.with_role(Role.PORTAL_ADMINISTRATOR).not_over_on(at.date())
    held = get_object_or_404(running.select_related("user"), pk=pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=role_shown(held))
    if request.method == "POST" and form.is_valid():
        try:
            portal.end(by=user, at=at, membership=held)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, _("Ended. From their next click they can open nothing with this role."))
        return redirect("organization-list")
    context = {"form": form, "person": held.user}
    return render(request, "accounts/portal_administrator_end.html", context, status=422 if form.errors else 200)
