"""What people see when a page cannot be shown, in words. None of these needs the database to be drawn."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.actions import refusals
from accounts.models import User

RETRY_SECONDS = "30"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's signature
    """The form's token did not fit: an old tab, a second sign-in, or somebody else's page."""
    return HttpResponse(render_to_string("errors/csrf.html"), status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """What was sent could not be read."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """The person may see this, but not do it; the ledger keeps that they asked."""
    if isinstance(request.user, User):
        page = request.resolver_match.url_name if request.resolver_match else ""
        refusals.note(by=request.user, at=timezone.now(), page=page or "")
    return HttpResponse(render_to_string("403.html"), status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """There is nothing here, or nothing for this person; the page does not say which."""
    return HttpResponse(render_to_string("404.html"), status=404)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Something broke on our side; 503 with a time to try again when the database cannot be reached."""
    if unreachable(sys.exc_info()[1]):
        page = HttpResponse(render_to_string("503.html"), status=503)
        page["Retry-After"] = RETRY_SECONDS
        return page
    return HttpResponse(render_to_string("500.html"), status=500)


def unreachable(error: Any) -> bool:
    """Whether the error says that the database is away or too busy, rather than that we asked it wrongly."""
    return isinstance(error, OperationalError | InterfaceError)
