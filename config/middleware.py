"""What stands before every view: probes from anywhere, bodies that are too large, methods a page does not take."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from common.logs import page_of
from common.uploads import LARGEST_BODY, InMemory, NoFiles
from config import metrics
from config.views.errors import away, no_database

access = logging.getLogger("config.access")

PROBES = frozenset({"/livez", "/readyz", "/metrics"})
Answer = Callable[[HttpRequest], HttpResponseBase]


class Probe:
    """Lets a container's or a balancer's probe in by whatever name it calls this machine, for these pages alone.

    They are asked by address, which ALLOWED_HOSTS rightly does not name. So the name is replaced and never read;
    a session sent along is dropped, so that `/livez` asks no database. Every other page refuses a forged host.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in PROBES:
            request.META["HTTP_HOST"] = next(iter(settings.ALLOWED_HOSTS), "localhost")
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)


class DatabaseAway:
    """Answers at once where a request of this process has just waited for the database in vain.

    Requests queue for a thread: were each to wait by itself, the twelfth would wait three times as long.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if away.now and request.path_info not in PROBES:
            return no_database(request)
        return self.get_response(request)


class AccessLog:
    """One line for each page: its name, how it was answered, how long it took; the same is counted for /metrics.

    Not its address, which may hold an id, nor what was searched for. Files of the layout and probes are left out.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.monotonic()
        response = self.get_response(request)
        if request.path_info not in PROBES and not request.path_info.startswith(settings.STATIC_URL):
            page, took = page_of(request), time.monotonic() - began
            said = {"request": request, "status_code": response.status_code, "milliseconds": round(took * 1000)}
            access.info("%s %s", request.method, page, extra=said)
            if settings.METRICS_TOKEN:
                metrics.note(page, response.status_code, took)
        return response


class BodyLimits:
    """Refuses a body that is too large, or of unknown length, before anything reads it; also for signed-out people."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.headers.get("Transfer-Encoding"):
            return HttpResponse(render_to_string("errors/length.html"), status=411)
        largest = getattr(view, "largest_body", None)
        if content_length(request) > (largest or LARGEST_BODY):
            return HttpResponse(render_to_string("errors/too_large.html"), status=413)
        if largest is None:
            request.upload_handlers = [NoFiles(request)]
        elif view.in_memory:  # type: ignore[attr-defined]
            request.upload_handlers = [InMemory(request, limit=largest)]
        return None


class MethodInWords:
    """A method that a page does not take is answered with a page in words, not with an empty one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("errors/method.html")
        return response


class ErrorTitle:
    """Begins the title of a page with "Error" where its form was refused: a screen reader says the title first.

    The error summary in the page says that it was refused, whichever form of the page it is of.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
            page = response.content
            if b"data-error-summary" in page:
                title = b"<title>" + _("Error:").encode() + b" "
                response.content = page.replace(b"<title>", title, 1)
        return response


def content_length(request: HttpRequest) -> int:
    """How many bytes the request says it brings."""
    said = str(request.META.get("CONTENT_LENGTH") or "")
    return int(said) if said.isdecimal() else 0
