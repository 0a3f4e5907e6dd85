"""Everything a person can open, opened: pages, lists under their filters, files; with what each request left behind."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from common.logs import JsonFormatter, RequestIdFilter
from ledger.models import Event, Notice
from tests.contracts.addresses import address, patterns, relations_of
from tests.contracts.tokens import found_in
from tests.contracts.visit import client_of, told, undone
from tests.paper import text_of

ROLES_KEPT = 4
# Each stage of a call, beyond those of the matrix.
STAGES = ("decided", "crossed", "declined", "withdrawn", "asked")
STEPS = ("detail", "accept", "decline", "ask", "outcome", "review", "reply", "withdraw", "addendum", "disclose")
ON_PAPER = ("decided", "crossed", "withdrawn", "far", "lapsed", "away")
# Filters of lists, and what is typed into every search box.
FILTERS = {
    "referral-list": [{"crime": "yes"}, {"show": "closed"}, {"show": "late"}, {"state": "withdrawn"}],
    "referral-export": [{}, {"crime": "yes"}],
    "referral-queue": [{"show": "mine"}, {"show": "officer"}, {"show": "school"}],
    "person-list": [{"standing": "invited"}, {"standing": "ended"}],
    "activity": [{}],
    "organization-list": [{"kind": "agency"}],
    "school-list": [{}],
    "activity-log": [{"month": "2026-10"}],
    "activity-report": [{"period": "2026-10"}, {"period": "2026"}],
    "inbox": [{"show": "unread"}],
    "record-request-list": [{"show": "waiting"}, {"show": "look"}],
    "record-request-new": [{"ground": "court_order"}, {"ground": "emergency"}],
    "training-board": [{"topic": "mou"}, {"standing": "open"}],
    "training-people": [{"standing": "complete"}, {"standing": "overdue"}],
}
SEARCHED = {
    "referral-list": ("school", "state", "crime"),
    "person-list": ("place",),
    "activity": ("action",),
    "organization-list": ("name",),
    "school-list": ("name",),
    "training-board": ("place", "course", "side"),
    "training-people": ("place", "course"),
    "completion-new": ("course", "place", "person"),
}
# Lists whose filter is posted, for a name is typed there.
BY_NAME = ("person-list", "activity", "training-people")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass
class Seen:
    """One answer, in texts: what a person reads, and the places where nothing about a student may stand."""

    path: str
    status: int
    body: str
    headers: str
    title: str = ""
    messages: str = ""
    left: str = ""
    log: str = ""
    told: str = ""
    tokens: set[str] = field(default_factory=set)
    response: Any = None


def left_behind() -> str:
    """What a request wrote besides the record itself: the last events and notices, and the cache."""
    events = Event.objects.order_by("-seq").values_list("action", "object_type", "outcome", "data")[:4]
    notices = Notice.objects.order_by("-at", "-id").values_list("kind", "key", "facts")[:6]
    return "\n".join([*map(str, events), *map(str, notices), cached()])


def cached() -> str:
    """Every row of the cache, where the cache is a table."""
    if "cache" not in connection.introspection.table_names():
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        return "\n".join(f"{key} {value}" for key, value in cursor.fetchall())


class Lines(logging.Handler):
    """Keeps what the portal logs, as the log itself is written."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.addFilter(RequestIdFilter())
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def logged() -> Iterator[Lines]:
    """What is logged inside, from INFO on."""
    kept, root = Lines(), logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.INFO)
    try:
        yield kept
    finally:
        root.removeHandler(kept)
        root.setLevel(level)


def walked(world: SimpleNamespace, role: str, path: str) -> Seen:
    """The page as the role gets it, asked once for all contracts: the world stands still, so the answer does too.

    Each worker keeps the last roles it walked; the tests of one role stand together (conftest.py).
    """
    roles = world.__dict__.setdefault("walks", {})
    pages = roles.pop(role, {})
    roles[role] = pages
    while len(roles) > ROLES_KEPT:
        del roles[next(iter(roles))]
    if path not in pages:
        pages[path] = open_one(world, role, path)
    return pages[path]


def open_one(
    world: SimpleNamespace, role: str, path: str, method: str = "get", data: Any = None, *, follow: bool = False
) -> Seen:
    """One request (and with `follow` where it leads), its texts and what it left, rolled back."""
    client = client_of(world, role)
    with undone(), logged() as kept:
        response: Any = getattr(client, method)(path, data or {}, follow=follow)
        raw = b"".join(response.streaming_content) if response.streaming else response.content
        left = left_behind()
    paper = response.headers.get("Content-Type", "").startswith("application/pdf") and b"%%EOF" in raw
    body = text_of(raw).replace("\n", "") if paper else raw.decode("utf-8", "replace")
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    headers += "\n" + response.cookies.output()
    if follow and response.redirect_chain:
        path = response.redirect_chain[-1][0]
    seen = Seen(path, response.status_code, body, headers, left=left, log="\n".join(kept.lines), told=told(response))
    seen.response = response
    seen.title = " ".join(TITLE.findall(body))
    seen.messages = (
        " ".join(str(one) for one in (response.context or {}).get("messages", [])) if response.context else ""
    )
    seen.tokens = found_in(body)
    return seen


def paths(world: SimpleNamespace, role: str) -> list[str]:
    """Every address a role may try: all names on all their objects, every stage of a call, lists under filters."""
    found = [
        address(str(one.name), relation, world, role)
        for one in patterns()
        for relation in relations_of(one)
        if one.name not in ("account_logout", "referral-pdf", "mou-pdf", "openid_connect_login")
    ]
    found += [reverse(f"referral-{step}", args=[getattr(world, stage).pk]) for stage in STAGES for step in STEPS]
    found.append(reverse("mou-version", args=[world.rejected.pk]))
    for name, choices in FILTERS.items():
        found += [f"{reverse(name)}?{urlencode(choice)}" for choice in choices if choice]
    return list(dict.fromkeys(found))


def papers(world: SimpleNamespace) -> list[str]:
    """The addresses of what is printed: calls, and MOUs."""
    mous = [reverse("mou-pdf", args=[version.pk]) for version in (world.cast.version, world.rejected)]
    return [*mous, *(reverse("referral-pdf", args=[getattr(world, stage).pk]) for stage in ON_PAPER)]


def searches(world: SimpleNamespace, words: list[str]) -> list[str]:
    """Every search box with each of these words."""
    return [
        f"{reverse(name)}?{urlencode({box: word})}"
        for name, boxes in SEARCHED.items()
        for box in boxes
        for word in words
    ]
