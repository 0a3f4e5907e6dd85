"""What people see when a page cannot be shown, in words. None of these needs the database to be drawn."""

import sys
import time
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from psycopg_pool import PoolTimeout

from accounts.actions import refusals
from accounts.actions.sessions import Stranger
from accounts.middleware import origin_of
from accounts.models import User
from accounts.views.kept_forms import lay_aside

RETRY_SECONDS = "30"
# After a request waited for a connection in vain, those behind it are told so at once, for so many seconds.
AT_ONCE = 1.0


@dataclass
class Away:
    """Until when this process takes the database for gone, on the clock of `time.monotonic`."""

    until: float = float("-inf")

    @property
    def now(self) -> bool:
        return time.monotonic() < self.until


away = Away()


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's signature
    """The form's token did not fit: an old tab, a second sign-in, or somebody else's page.

    What was typed is kept for whoever's form it was by its own word, which somebody else's page has not; it is never
    done by itself.
    """
    row = lay_aside(request, by=Stranger(origin=origin_of(request)))
    yours = row is not None and row.user == request.user
    context = {"row": row, "yours": yours, "signed_in": request.user.is_authenticated}
    return HttpResponse(render_to_string("errors/csrf.html", context), status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """What was sent could not be read."""
    return page_of(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """The person may see this, but not do it; the ledger keeps that they asked."""
    if isinstance(request.user, User):
        page = request.resolver_match.url_name if request.resolver_match else ""
        refusals.note(by=request.user, at=timezone.now(), page=page or "")
    return page_of(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """There is nothing here, or nothing for this person; the page does not say which."""
    return HttpResponse(render_to_string("404.html"), status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke on our side; 503 with a time to try again when the database cannot be reached."""
    error = sys.exc_info()[1]
    if unreachable(error):
        if isinstance(error.__cause__ if error else None, PoolTimeout):
            away.until = time.monotonic() + AT_ONCE
        return no_database(request)
    return page_of(request, "500.html", 500)


def page_of(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """The page with the request's id, by which whoever looks after the portal finds it in the log.

    Not on the page of what is not there: that one is the same to the byte, whatever is not there.
    """
    return HttpResponse(render_to_string(template, {"request_id": getattr(request, "request_id", "")}), status=status)


def no_database(request: HttpRequest) -> HttpResponse:
    """The database is away or too busy; in words, with a time to try again."""
    page = page_of(request, "503.html", 503)
    page["Retry-After"] = RETRY_SECONDS
    return page


def unreachable(error: Any) -> bool:
    """Whether the error says that the database is away or too busy, rather than that we asked it wrongly."""
    return isinstance(error, OperationalError | InterfaceError)
