"""Single sign-on of one's own organization."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.actions import sign_on
from accounts.models import Organization, SignOnProvider
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Kind
from accounts.sign_in_forms import SignOnChangeForm, SignOnForm
from accounts.views.fresh import fresh, posts


def sides_of(user: Any) -> Any:
    """The districts and agencies whose single sign-on this person manages."""
    places = reach_of(user).of(Permission.SIGN_ON_MANAGE).match_itself()
    return Organization.objects.filter(places, kind__in=[Kind.DISTRICT, Kind.AGENCY]).order_by("name_folded")


@requires(Permission.SIGN_ON_MANAGE)
@require_safe
def sign_on_list(request: SignedInRequest) -> HttpResponse:
    """The providers, by organization."""
    user = request.user
    providers = SignOnProvider.objects.visible_to(user).select_related("organization").order_by("name_folded")
    context = {"sides": sides_of(user), "providers": providers}
    return render(request, "accounts/sign_on_list.html", context)


@requires(Permission.SIGN_ON_MANAGE)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_on_add(request: SignedInRequest, organization: str) -> HttpResponse:
    """Set up a provider for one organization."""
    user = request.user
    side = get_object_or_404(sides_of(user), pk=organization)
    form = SignOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = sign_on.add(by=user, at=timezone.now(), organization=side, **form.cleaned_data)
        messages.success(request, _("Saved. Enter the address below at the provider, then try it."))
        return redirect("sign-on-change", pk=row.pk)
    return render(
        request,
        "accounts/sign_on_add.html",
        {"form": form, "organization": side},
        status=422 if form.errors else 200,
    )


@requires(Permission.SIGN_ON_MANAGE)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_on_change(request: SignedInRequest, pk: str) -> HttpResponse:
    """Change a provider, switch it off, read the address to enter at the provider."""
    user = request.user
    row = get_object_or_404(SignOnProvider.objects.visible_to(user).select_related("organization"), pk=pk)
    initial = {
        "name": row.name,
        "client_id": row.client_id,
        "asserts_second_factor": row.asserts_second_factor,
        "enabled": row.enabled,
    }
    form = SignOnChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        sign_on.change(by=user, at=timezone.now(), provider=row, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("sign-on-list")
    back = settings.SITE_URL + reverse("openid_connect_callback", kwargs={"provider_id": row.provider_id})
    context = {"form": form, "provider": row, "callback": back}
    return render(request, "accounts/sign_on_change.html", context, status=422 if form.errors else 200)
