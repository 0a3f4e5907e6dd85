"""What stands before every view: probes from anywhere, bodies that are too large, methods a page does not take."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template.loader import render_to_string

from common.uploads import LARGEST_BODY, InMemory, NoFiles

PROBES = frozenset({"/livez", "/readyz"})
Answer = Callable[[HttpRequest], HttpResponseBase]


class Probe:
    """Lets a container's or a balancer's probe in by whatever name it calls this machine, for these two pages alone.

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


def content_length(request: HttpRequest) -> int:
    """How many bytes the request says it brings."""
    said = str(request.META.get("CONTENT_LENGTH") or "")
    return int(said) if said.isdecimal() else 0
