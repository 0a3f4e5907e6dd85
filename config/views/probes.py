"""/livez and /readyz, for machines: `ok`, or a word for each thing that is wrong; no version, no name, no detail."""

import time
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import public
from config.readiness import failing
from config.watch import watch_beside


@dataclass
class Memory:
    """What was found last in this process: anyone may ask, as often as they like, and the checks cost queries."""

    at: float = float("-inf")
    found: list[str] = field(default_factory=list)


_last = Memory()


@public
@require_safe
def livez(_request: HttpRequest) -> HttpResponse:
    """This process answers. Asks neither the database nor anything else."""
    return HttpResponse("ok", content_type="text/plain")


@public
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """What people need is there; else 503 with a word for each thing that is not."""
    found = found_lately()
    return HttpResponse("\n".join(found) or "ok", content_type="text/plain", status=503 if found else 200)


def found_lately() -> list[str]:
    """A word for each thing that is not right, found READYZ_SECONDS ago at most."""
    if time.monotonic() - _last.at > settings.READYZ_SECONDS:
        _last.found = failing(timezone.now())
        _last.at = time.monotonic()
        if {"clock", "jobs", "mail"} & set(_last.found):
            watch_beside()
    return _last.found
