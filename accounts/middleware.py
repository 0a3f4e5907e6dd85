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

from accounts.actions import sessions
from accounts.models import Origin
from accounts.reach import reach_of

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
    "idle": _("You were signed out because nothing had happened here for a while. Please sign in again."),
    "absolute": _("You were signed out because twelve hours had passed. Please sign in again."),
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
# Pages for both: leaving, and the own sessions.
TO_LEAVE = frozenset({"account_logout", "session-ping", "session-list", "session-end", "session-end-all"})


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
        page = HttpResponse(render_to_string("errors/signed_out.html"), status=401)
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
    """Serves nothing but enrolment, sign-out and the own sessions until a role's second factor was given."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        user = request.user
        if not user.is_authenticated or not missing_second_factor(request, user):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in TO_LEAVE or name in (TO_GIVE if sessions.has_factor(user) else TO_ENROL):
            return None
        if getattr(view, "access", None) and view.access.public:  # type: ignore[attr-defined]
            # A public page shows them what it shows a stranger, whatever it would show a person.
            request.user = AnonymousUser()
            return None
        wants_json = "application/json" in (request.headers.get("Accept", ""), request.content_type)
        if wants_json or request.htmx:
            return HttpResponseForbidden(_("Set up your second factor first."), content_type="text/plain")
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


def missing_second_factor(request: HttpRequest, user: Any) -> bool:
    """Whether the person's roles ask for a second factor that this session did not include."""
    return reach_of(user).needs_second_factor and not sessions.second_factor_given(request.session, user)


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
