"""Browsers somebody has signed in with before: a stranger's wrong guesses elsewhere do not shut these out.

A browser keeps one signed cookie: its own random name, and a mark for each address that came in by it. It opens
nothing; it only says whose failures are counted apart (OWASP, "slow down online guessing attacks with device cookies").
"""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from common.addresses import address_of

SALT = "accounts.devices"
LIFE = 180 * 24 * 60 * 60  # seconds
MOST = 30  # people at one shared computer


def known(request: HttpRequest, email: str) -> str:
    """The name of this browser where somebody signed in with that address by it; empty where nobody has."""
    name, marks = _read(request)
    wanted = _mark(email)
    return name if any(constant_time_compare(mark, wanted) for mark in marks) else ""


def remember(request: HttpRequest, email: str) -> None:
    """Note on the request that this browser is one of theirs; the middleware writes it into the answer."""
    request.signed_in_as = email  # type: ignore[attr-defined]


class KnownDevice:
    """Gives the browser of who has just signed in its cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        email = getattr(request, "signed_in_as", "")
        if email:
            response.set_cookie(
                settings.DEVICE_COOKIE_NAME,
                _written(request, email),
                max_age=LIFE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def _written(request: HttpRequest, email: str) -> str:
    name, marks = _read(request)
    mark = _mark(email)
    kept = [mark, *(one for one in marks if one != mark)][:MOST]
    return signing.dumps({"name": name or secrets.token_urlsafe(16), "marks": kept}, salt=SALT)


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    """What the cookie says; nothing where there is none, or one we did not write."""
    try:
        said = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return "", []
    return said["name"], said["marks"]


def _mark(email: str) -> str:
    return salted_hmac(SALT, address_of(email)).hexdigest()[:32]
