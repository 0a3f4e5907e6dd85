"""What stands before everything else: probes are nobody and come from anywhere."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PROBES = frozenset({"/livez", "/readyz"})


class Probe:
    """Lets a container's or a balancer's probe in by whatever name it calls this machine, for these two pages alone.

    They are asked by address, which ALLOWED_HOSTS rightly does not name. So the name is replaced and never read;
    a session sent along is dropped, so that `/livez` asks no database. Every other page refuses a forged host.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in PROBES:
            request.META["HTTP_HOST"] = next(iter(settings.ALLOWED_HOSTS), "localhost")
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)
