"""One's own account: name, phone, how one signs in."""

from urllib.parse import urlencode, urlsplit

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.actions import profile, sessions, sign_on
from accounts.middleware import WAS_AT, may_enrol_passkey, missing_second_factor
from accounts.models import FactorReset, SignOnProvider
from accounts.reach import reach_of
from accounts.sign_in_forms import AccountForm
from accounts.views.fresh import providers_again
from accounts.views.kept_forms import waiting_for
from common.refusals import Refused


@requires()
@require_http_methods(["GET", "HEAD", "POST"])
def my_account(request: SignedInRequest) -> HttpResponse:
    """Name and phone to change; password, second factors, sign-ons and sessions to look at."""
    user = request.user
    form = AccountForm(request.POST or None, initial={"name": user.name, "phone": user.phone})
    if request.method == "POST" and form.is_valid():
        profile.describe(by=user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Your name and phone are saved."))
        return redirect("my-account")
    now = timezone.now()
    bound = SocialAccount.objects.filter(user=user)
    names = dict(SignOnProvider.objects.values_list("provider_id", "name"))
    providers = sign_on.providers_for(user, now)
    taken = {account.provider for account in bound}
    context = {
        "form": form,
        "memberships": user.active_memberships(),
        "passkeys": Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count(),
        "app": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
        "needs_second_factor": reach_of(user).needs_second_factor,
        "bound": [{"account": account, "name": names.get(account.provider, account.provider)} for account in bound],
        "to_bind": [provider for provider in providers if provider.provider_id not in taken],
        "address_change": user.address_changes.open(now).select_related("asked_by").first(),
        "kept_form": waiting_for(user, now),
        "reset": FactorReset.objects.pending().filter(user=user).first(),
    }
    return render(request, "accounts/my_account.html", context, status=422 if form.errors else 200)


@requires()
@require_safe
def second_factor_setup(request: SignedInRequest) -> HttpResponse:
    """Why a second factor, and which; the page everyone lands on who needs one and has not given it."""
    user = request.user
    given = sessions.second_factor_given(request.session, user)
    strong = reach_of(user).needs_strong_factor
    if given and not missing_second_factor(request, user):
        return redirect("mfa_index" if sessions.has_factor(user) else "home")
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    passkey, app = Authenticator.Type.WEBAUTHN in types, Authenticator.Type.TOTP in types
    was_at = request.session.get(WAS_AT) or reverse("home")
    context = {"passkey": passkey, "app": app, "again": urlencode({"next": was_at})}
    if not strong or (not given and (passkey or app)):
        return render(request, "accounts/second_factor_setup.html", context)
    context |= {
        "may_enrol": not given or may_enrol_passkey(request, user),
        "recovered": sessions.recovered(request.session, user),
        "works_here": passkeys_work_at(request.build_absolute_uri("/")),
        "site_url": settings.SITE_URL if passkeys_work_at(settings.SITE_URL) else "",
        "providers": providers_again(user),
        "roles": [held for held in user.active_memberships() if held.rule.strong_factor],
        "sign_on": urlencode({"process": "login", "next": was_at, "auth_params": "prompt=login"}),
    }
    return render(request, "accounts/passkey_needed.html", context)


def passkeys_work_at(address: str) -> bool:
    """Whether browsers let a page at this address use passkeys: by a name, over https, or at localhost."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    is_number = ":" in host or host.replace(".", "").isdigit()
    return parts.scheme == "https" and not is_number


@requires()
@require_safe
def sign_on_again(request: SignedInRequest) -> HttpResponse:
    """Who signs in through their organization alone shows by it that it is still them."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = reverse("home")
    query = urlencode({"process": "login", "next": back, "auth_params": "prompt=login"})
    context = {"providers": providers_again(request.user), "query": query}
    return render(request, "accounts/sign_on_again.html", context)


@requires()
@require_POST
def sign_on_disconnect(request: SignedInRequest, pk: int) -> HttpResponse:
    """Unbind a provider from one's own account."""
    user = request.user
    account = get_object_or_404(SocialAccount, pk=pk, user=user)
    try:
        sign_on.disconnect(by=user, at=timezone.now(), account=account)
    except Refused:
        messages.error(request, _("This is the only way you can sign in. Set a password or add a passkey first."))
    else:
        messages.success(request, _("The single sign-on is no longer connected to your account."))
    return redirect("my-account")
