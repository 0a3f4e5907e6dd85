"""What is done only by who has shown a moment ago that it is them: lists that leave the portal, power that is given.

An open screen is not a person (AUTHN-09, ASVS 7.5.1). Who is asked comes back to what they were doing: a page is opened
again, and a form that was sent is kept sealed (`KeptForm`) and taken as it was.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.actions import kept_forms, sessions
from accounts.models import KeptForm, SignOnProvider
from accounts.reach import reach_of
from accounts.roles import NEEDS_SECOND_FACTOR
from accounts.views.kept_forms import HELD, hold

View = Callable[..., HttpResponseBase]

LIFE = 600  # seconds for which a form is taken as it was when its person comes back


def posts(request: HttpRequest) -> bool:
    """Whether something is sent, rather than looked at."""
    return request.method == "POST"


def gives_power(request: HttpRequest) -> bool:
    """Whether a role that asks for a second factor is about to be given."""
    return posts(request) and request.POST.get("role") in NEEDS_SECOND_FACTOR


def fresh(when: Callable[[HttpRequest], bool] = lambda _request: True) -> Callable[[View], View]:
    """A view, or those requests of it that `when` picks, for who has shown within five minutes that it is them.

    It stands below `@requires`, above the methods: `@requires(...)`, `@fresh()`, `@require_safe`.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not when(request) or is_fresh(request):
                return view(request, *args, **kwargs)
            if not posts(request):
                return ask(request)
            row = hold_here(request)
            if row is None or row.with_file:
                back = reverse("kept-form", args=[row.pk]) if row else request.get_full_path()
                context = {"url": way_of(request, back), "row": row}
                return render(request, "accounts/still_you.html", context, status=403)
            return ask(request)

        asked.asks_again = when  # type: ignore[attr-defined]  # the contract of it reads this
        return asked

    return declare


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has shown within five minutes that it is them, by their second factor where they have one.

    In the demo, where nobody has a password, it counts as shown.
    """
    user: Any = request.user
    at = timezone.now()
    if sessions.is_for_show(request.session, user) or sessions.second_factor_fresh(request.session, user, at):
        return True
    if sessions.second_factor_given(request.session, user) or sessions.has_factor(user):
        return False
    records = get_authentication_records(request, user)
    return bool(records) and 0 <= at.timestamp() - records[-1]["at"] < sessions.FRESH


def ask(request: HttpRequest) -> HttpResponseBase:
    """To where the person shows that it is them, and back afterwards."""
    to = way_of(request)
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)


def way_of(request: HttpRequest, back: str = "") -> str:
    """Where this person shows it: by code, passkey, password, or their organization's own sign-in."""
    user: Any = request.user
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    by_key = Authenticator.Type.WEBAUTHN in kinds
    if Authenticator.Type.TOTP in kinds and not (by_key and reach_of(user).needs_strong_factor):
        name = "mfa_reauthenticate"
    elif by_key:
        name = "mfa_reauthenticate_webauthn"
    elif user.has_usable_password() and not sessions.second_factor_given(request.session, user):
        name = "account_reauthenticate"
    else:
        name = "sign-on-again"
    return f"{reverse(name)}?{urlencode({'next': back or request.get_full_path()})}"


def providers_again(user: Any) -> list[dict[str, str]]:
    """The sign-ons the person is bound to, each with what its address needs to ask them anew."""
    bound = SocialAccount.objects.filter(user=user).values_list("provider", flat=True)
    rows = SignOnProvider.objects.enabled().filter(provider_id__in=list(bound)).order_by("name_folded")
    return [{"name": row.name, "url": reverse("openid_connect_login", args=[row.provider_id])} for row in rows]


# A form that was sent --------------------------------------------------------------------------------------------


def hold_here(request: HttpRequest) -> KeptForm | None:
    """Keep what was sent until its person has shown who they are; None for what is too long."""
    row = hold(request, by=request.user)  # type: ignore[arg-type]  # behind sign-in
    if row is not None and not row.with_file:
        request.session[HELD] = {"id": str(row.pk), "path": row.path, "at": row.at.timestamp()}
    return row


def take_up(request: HttpRequest) -> KeptForm | None:
    """Make of the way back the request that was held, once: its person sent it, or had it sent, a moment ago.

    Whoever goes on to another such page, or comes back without having shown who they are, has thought better of it.
    """
    held, at = request.session.pop(HELD), timezone.now()
    user: Any = request.user
    row = KeptForm.objects.visible_to(user).waiting(at).select_related("user").filter(pk=held["id"]).first()
    if row is None:
        return None
    timely = at.timestamp() - held["at"] < LIFE and held["path"] == request.get_full_path()
    if timely and (held.get("shown") or is_fresh(request)):
        request.method = "POST"
        request.POST = QueryDict(kept_forms.text_of(row), mutable=False)
        return row
    if not held.get("shown"):
        kept_forms.drop(by=user, at=at, row=row)
    return None
