"""What surrounds every request: its id, its headers, how long a session lasts, the second factor, the person.

The order is in `config.settings.base.MIDDLEWARE`. allauth offers a second factor and does not insist on it;
`SecondFactor` does.
"""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import redirect, resolve_url
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.actions import kept_forms, sessions
from accounts.models import KeptForm, Origin
from accounts.reach import reach_of
from accounts.take_outs import TakeOutLimit
from accounts.views.fresh import take_up
from accounts.views.kept_forms import HELD, lay_aside, typed, waiting_for
from accounts.views.take_outs import ask_why

Answer = Callable[[HttpRequest], HttpResponseBase]
SAFE = frozenset({"GET", "HEAD"})

SECURITY_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": ", ".join(
        # All off, but for passkeys and the copy button on our own pages.
        [
            *(
                f"{feature}=()"
                for feature in (
                    "accelerometer",
                    "autoplay",
                    "browsing-topics",
                    "camera",
                    "clipboard-read",
                    "display-capture",
                    "encrypted-media",
                    "fullscreen",
                    "geolocation",
                    "gyroscope",
                    "hid",
                    "idle-detection",
                    "magnetometer",
                    "microphone",
                    "midi",
                    "payment",
                    "picture-in-picture",
                    "screen-wake-lock",
                    "serial",
                    "sync-xhr",
                    "usb",
                    "xr-spatial-tracking",
                )
            ),
            "clipboard-write=(self)",
            "publickey-credentials-create=(self)",
            "publickey-credentials-get=(self)",
        ]
    ),
}

ENDED = {
    "idle": _("You were signed out because nothing had happened here for a while. Sign in again."),
    "absolute": _("You were signed out because twelve hours had passed. Sign in again."),
}

# Pages for a person who must give a second factor and has none enrolled yet.
TO_ENROL = frozenset(
    {
        "second-factor-setup",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
    }
)
# Pages for one who has a factor that this session did not include: giving it, never adding another.
TO_GIVE = frozenset({"second-factor-setup", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
# Pages for one whose role asks for a passkey and who has none, or used up a recovery code to enrol another.
TO_STRENGTHEN = TO_GIVE | {"mfa_add_webauthn", "account_reauthenticate"}
# Pages for all of them: leaving, and the own sessions.
TO_LEAVE = frozenset({"account_logout", "session-ping", "session-list", "session-end", "session-end-all"})
# The page of the portal that somebody wanted when a factor was asked for.
WAS_AT = "was_at"


class RequestId:
    """Gives each request an id of its own; one sent by the client is never believed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = str(uuid.uuid4())  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response


class SecurityHeaders:
    """Headers Django and django-csp do not set; nothing but static files may be kept by a browser."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in SECURITY_HEADERS.items():
            response[name] = value
        if not (request.path.startswith(settings.STATIC_URL) and response.status_code in (200, 206, 304)):
            response["Cache-Control"] = "no-store"
        return response


class SignedIn(LoginRequiredMiddleware):
    """Leads who is not signed in to the door, and back afterwards; who sent a form stays where their text is.

    A redirect would lose what was typed, and coming back by GET to an address that only takes a POST finds nothing.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        """The way to the sign-in page for reading; a page in words for everything else."""
        if request.method in SAFE:
            return super().handle_no_permission(request, view_func)
        row = lay_aside(request, by=sessions.Stranger(origin=origin_of(request)))
        context = {"row": row, "typed": [] if row else typed(request.POST)}
        page = HttpResponse(render_to_string("errors/signed_out.html", context), status=401)
        page["WWW-Authenticate"] = 'Session realm="Fenceline"'
        return page


class SessionLimits:
    """Ends a session after half an hour without a request, a quarter for agencies, twelve hours in all."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            self._look(request)
        return self._for_htmx(request, self.get_response(request))

    @staticmethod
    def _look(request: HttpRequest) -> None:
        user: Any = request.user
        user.remembers_reach = True
        now = timezone.now()
        why = sessions.overdue(request.session, user, now)
        if why:
            user.origin = origin_of(request)
            sessions.ended(by=user, session=request.session, at=now, why=why)
            request.session.flush()
            request.user = AnonymousUser()
            messages.info(request, ENDED[why])
        elif sessions.stamp(request.session, now):
            sessions.seen(
                key=str(request.session.session_key),
                user=user,
                ip=client_ip(request),
                user_agent=request.headers.get("User-Agent", ""),
                at=now,
            )

    @staticmethod
    def _for_htmx(request: Any, response: HttpResponseBase) -> HttpResponseBase:
        """A fragment cannot show the sign-in page, so the browser is told to go there."""
        if not request.htmx or response.status_code != 302:
            return response
        sign_in = resolve_url(settings.LOGIN_URL)
        if urlsplit(response["Location"]).path != sign_in:
            return response
        shown = request.htmx.current_url or ""
        back = urlsplit(shown).path if url_has_allowed_host_and_scheme(shown, {request.get_host()}) else "/"
        return HttpResponse(status=204, headers={"HX-Redirect": f"{sign_in}?{urlencode({'next': back})}"})


class SecondFactor:
    """Serves nothing but enrolment, sign-out and the own sessions until what the roles ask for was given.

    That is a second factor, and for roles with power over people or records one that no false page can pass on.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        user = request.user
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not user.is_authenticated or not missing_second_factor(request, user):
            if WAS_AT in request.session and name != "mfa_view_recovery_codes":
                del request.session[WAS_AT]
            return None
        if name in TO_LEAVE or name in open_pages(request, user):
            return None
        if getattr(view, "access", None) and view.access.public:  # type: ignore[attr-defined]
            # A public page shows them what it shows a stranger, whatever it would show a person.
            request.user = AnonymousUser()
            return None
        return self._lead(request, user)

    @staticmethod
    def _lead(request: Any, user: Any) -> HttpResponseBase:
        """To where the factor is given, and back afterwards; in words where a redirect would lose what was sent."""
        wants_json = "application/json" in (request.headers.get("Accept", ""), request.content_type)
        weak = sessions.second_factor_given(request.session, user)
        if wants_json or request.htmx:
            words = _("This role needs a passkey. Open the portal in your browser and use it, or add one.")
            return HttpResponseForbidden(words if weak else _("Set up your second factor first."), "text/plain")
        if request.method in SAFE:
            # The desk is where everybody lands; it is not what they wanted to see.
            if request.path != "/" or WAS_AT not in request.session:
                request.session[WAS_AT] = request.get_full_path()
        else:
            user.origin = origin_of(request)
            if kept := lay_aside(request, by=user):
                request.session[sessions.KEPT_WAITS] = True
            if weak:
                return HttpResponseForbidden(render_to_string("errors/passkey.html", {"kept": kept}))
        return redirect("second-factor-setup")


class Person:
    """Gives the acting person where they came from, a reach to remember for this request, and their own zone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user: Any = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        user.origin = origin_of(request)
        user.remembers_reach = True
        for held in user.active_memberships():
            if held.organization:
                timezone.activate(held.organization.zone)
                break
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


class KeptForms:
    """Leads to what was kept after signing in, and makes of the way back to a form the request that was held."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        row: KeptForm | None = getattr(request, "taken_up", None)
        if row is not None and (response.status_code < 400 or response.status_code == 422):
            # The page has it, or shows it again with what is wrong in it. Otherwise it stays for another try.
            row.user.origin = origin_of(request)
            kept_forms.drop(by=row.user, at=timezone.now(), row=row)
        return response

    def process_view(
        self, request: Any, view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated or request.method != "GET" or request.htmx:
            return None
        held = request.session.get(HELD)
        if held and (held["path"] == request.get_full_path() or hasattr(view, "asks_again")):
            request.taken_up = take_up(request)
        elif not held and sessions.KEPT_WAITS in request.session and self._is_page(request):
            del request.session[sessions.KEPT_WAITS]
            row = waiting_for(request.user, timezone.now())
            return redirect("kept-form", row.pk) if row else None
        return None

    @staticmethod
    def _is_page(request: Any) -> bool:
        """Whether the person can be led on from here: it is a page, and none of those by which they sign in."""
        name = request.resolver_match.view_name
        beside = name in TO_LEAVE | TO_ENROL or name.startswith(("mfa_", "account_"))
        return "text/html" in request.headers.get("Accept", "text/html") and not (
            beside or missing_second_factor(request, request.user)
        )


class TakeOutMeasure:
    """Leads who opens or takes away more than an hour lets pass to the page that asks why."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        return ask_why(request, error) if isinstance(error, TakeOutLimit) else None


def missing_second_factor(request: HttpRequest, user: Any) -> bool:
    """Whether the person's roles, the strictest of them, ask for a second factor that this session did not include."""
    reach = reach_of(user)
    if reach.needs_strong_factor and not sessions.strong_factor_given(request.session, user):
        return True
    return reach.needs_second_factor and not sessions.second_factor_given(request.session, user)


def may_enrol_passkey(request: HttpRequest, user: Any) -> bool:
    """Whether a session without a passkey may add one: the first of the person, or one for a passkey that is lost.

    Who has a passkey and gave the app's code alone may not: whoever talked that code out of them would be in.
    """
    return not sessions.has_passkey(user) or sessions.recovered(request.session, user)


def open_pages(request: HttpRequest, user: Any) -> frozenset[str]:
    """The pages open to whoever has yet to give what their roles ask for, besides TO_LEAVE."""
    if sessions.second_factor_given(request.session, user):
        return TO_STRENGTHEN if may_enrol_passkey(request, user) else TO_GIVE
    if sessions.has_factor(user):
        return TO_GIVE
    # An app would not be enough where the role asks for a passkey.
    return TO_ENROL - {"mfa_activate_totp"} if reach_of(user).needs_strong_factor else TO_ENROL


def client_ip(request: HttpRequest) -> str:
    """The client's address: the socket's, or as many steps up X-Forwarded-For as there are trusted proxies."""
    return get_client_ip(request) or ""


def origin_of(request: HttpRequest) -> Origin:
    """Where the request came from, as the ledger keeps it."""
    return Origin(
        ip=client_ip(request),
        session=sessions.session_hash(request.session.session_key),
        request_id=getattr(request, "request_id", ""),
    )


def session_clock(request: HttpRequest) -> dict[str, Any]:
    """What the page's warning needs: seconds without a request until the end, seconds of warning, where to say so."""
    user: Any = request.user
    return {
        "idle_seconds": sessions.idle_limit(user) - sessions.STAMP_EVERY,
        "warn_seconds": settings.SESSION_WARN_SECONDS,
        "ping_url": reverse("session-ping"),
    }
