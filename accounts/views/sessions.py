"""One's own sessions: seen, kept alive, ended."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.actions import sessions
from accounts.views.sign_in import CLEAR


@requires()
@require_safe
def session_list(request: SignedInRequest) -> HttpResponse:
    """Where the person is signed in, the session they look through first."""
    user = request.user
    own = request.session.session_key
    rows = [
        {"session": session, "device": device(session.user_agent), "current": session.session_key == own}
        for session in UserSession.objects.purge_and_list(user)
    ]
    rows.sort(key=lambda row: (not row["current"], -row["session"].last_seen_at.timestamp()))
    return render(request, "accounts/session_list.html", {"rows": rows})


@requires()
@require_POST
def session_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one of them."""
    user = request.user
    if not sessions.end_one(by=user, pk=pk, at=timezone.now()):
        raise Http404
    messages.success(request, _("That session has ended."))
    return redirect("session-list")


@requires()
@require_POST
def session_end_all(request: SignedInRequest) -> HttpResponse:
    """Sign out here and everywhere: for a shared phone, or one that is lost."""
    user = request.user
    sessions.end_everywhere(by=user, at=timezone.now())
    logout(request)
    response = redirect("account_login")
    response["Clear-Site-Data"] = CLEAR
    return response


@requires()
@require_POST
def session_ping(_request: SignedInRequest) -> HttpResponse:
    """The person is still there; the middleware has noted it by now."""
    return HttpResponse(status=204)


BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> str:
    """Browser and system in words a person knows; what is not known is called a device."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A device")
