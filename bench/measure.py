"""Asks each page many times, in turn, and says what it cost beside the empty signed-in page."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from bench.seed import World

GOAL = 3.0
ROUNDS = 30


@dataclass
class Page:
    """One page, asked as one person."""

    name: str
    role: str
    url: Callable[[World], str]
    goal: float | None = GOAL
    seconds: list[float] = field(default_factory=list)
    queries: dict[int, int] = field(default_factory=dict)
    size: int = 0

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        """Milliseconds."""
        return statistics.quantiles(self.seconds, n=20)[-1] * 1000


def pages() -> list[Page]:
    """The pages that grow with the rows, and the empty one first."""
    return [
        Page("empty signed-in page", Role.PRINCIPAL, lambda _world: reverse("bench-empty"), goal=None),
        Page("principal's desk", Role.PRINCIPAL, lambda _world: reverse("home")),
        Page("principal's list", Role.PRINCIPAL, lambda _world: reverse("referral-list")),
        Page("district's desk", Role.DISTRICT_ADMINISTRATOR, lambda _world: reverse("home")),
        Page("district's list", Role.DISTRICT_ADMINISTRATOR, lambda _world: reverse("referral-list")),
        Page("district's list, filtered", Role.DISTRICT_ADMINISTRATOR, _filtered),
        Page("officer's desk", Role.SRO, lambda _world: reverse("home")),
        Page("officer's list", Role.SRO, lambda _world: reverse("referral-list")),
        Page("supervisor's desk", Role.SRO_SUPERVISOR, lambda _world: reverse("home")),
        Page("supervisor's queue", Role.SRO_SUPERVISOR, lambda _world: reverse("referral-queue")),
        Page("supervisor's list", Role.SRO_SUPERVISOR, lambda _world: reverse("referral-list")),
        Page("detail, the school's side", Role.PRINCIPAL, _detail),
        Page("detail, the agency's side", Role.SRO_SUPERVISOR, _detail),
    ]


def _filtered(world: World) -> str:
    return f"{reverse('referral-list')}?crime=no&school={world.schools[3].pk}"


def _detail(world: World) -> str:
    decided = world.schools[0].referrals.filter(closed_at__isnull=False).order_by("sequence").first()
    assert decided is not None  # noqa: S101
    return reverse("referral-detail", args=[decided.pk])


class Measurer:
    """Keeps one signed-in client a person."""

    def __init__(self, world: World, sign_in: Callable[[Client, object], None]) -> None:
        self.world = world
        self.clients: dict[str, Client] = {}
        for role, person in world.people.items():
            self.clients[role] = Client(headers={"host": "localhost"})
            sign_in(self.clients[role], person)

    def ask(self, page: Page, url: str) -> HttpResponse:
        """One request. Raises RuntimeError when the page does not answer 200."""
        response = self.clients[page.role].get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{page.name} answered {response.status_code}")
        return response  # type: ignore[return-value]

    def count_queries(self, asked: list[Page]) -> None:
        """Note how many statements each page runs at this number of rows, warm."""
        for page in asked:
            url = page.url(self.world)
            self.ask(page, url)
            with CaptureQueriesContext(connection) as captured:
                response = self.ask(page, url)
            page.queries[self.world.rows] = len(captured)
            page.size = len(response.content)

    def time(self, asked: list[Page], rounds: int = ROUNDS) -> None:
        """Ask the pages in turn, so that a machine that drifts drifts for all of them."""
        urls = [page.url(self.world) for page in asked]
        for _round in range(rounds):
            for page, url in zip(asked, urls, strict=True):
                begun = time.perf_counter()
                self.ask(page, url)
                page.seconds.append(time.perf_counter() - begun)


def table(asked: list[Page], world: World, at: datetime, over: str = "") -> str:
    """The figures as text, one line a page. `over` says over what, where it is not referrals."""
    floor = asked[0].median
    over = over or f"{world.rows:,} referrals"
    lines = [
        f"{over} on {connection.vendor}, {at:%Y-%m-%d}, {len(asked[0].seconds)} rounds in turn",
        f"{'page':<28}{'median ms':>10}{'p95 ms':>9}{'queries':>9}{'bytes':>9}{'ratio':>7}  goal",
    ]
    for page in asked:
        ratio = page.median / floor
        few, many = min(page.queries), max(page.queries)
        counts = str(page.queries[many])
        if page.queries[few] != page.queries[many]:
            counts = f"{page.queries[few]}→{page.queries[many]}"
        verdict = "" if page.goal is None else ("met" if ratio <= page.goal else f"over {page.goal:g}")
        lines.append(
            f"{page.name:<28}{page.median:>10.1f}{page.p95:>9.1f}{counts:>9}{page.size:>9,}{ratio:>7.2f}  {verdict}"
        )
    return "\n".join(lines)
