"""One request of one person, in a savepoint: whatever it wrote is gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from tests.contracts.world import ANONYMOUS

SIGN_IN = "sign-in"


def client_of(world: SimpleNamespace, role: str, **more: Any) -> Client:
    """A browser in the person's session; a new one each time, for an answer may end the session."""
    client = Client(raise_request_exception=False, **more)
    if role != ANONYMOUS:
        client.cookies["session"] = world.keys[role]
    return client


@contextmanager
def undone() -> Iterator[None]:
    """Everything written inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def visit(
    world: SimpleNamespace, role: str, path: str, method: str = "GET", data: Any = None, **more: Any
) -> HttpResponseBase:
    """The answer, read to its end."""
    client = client_of(world, role, **more.pop("client", {}))
    with undone():
        response: Any = client.generic(method, path, **more) if data is None else client.post(path, data, **more)
        if response.streaming:
            response.body = b"".join(response.streaming_content)
        else:
            response.body = response.content
    return response


def told(response: HttpResponseBase) -> str:
    """The answer in a word: the status, or `sign-in` for a way to the door."""
    if response.status_code == 401:  # a form was sent: the page names the door, and does not lead there by itself
        return SIGN_IN
    if response.status_code == 302 and resolve(response["Location"].partition("?")[0]).url_name == "account_login":
        return SIGN_IN
    return str(response.status_code)
