"""Asks every page of every role of a small district, an ordinary one and the largest, beside the bare ones."""

import statistics
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import md5

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions.sessions import mark_second_factor
from accounts.models import User
from accounts.roles import Role
from bench.nation import bare
from bench.nation.load import Numbers
from incidents.models import Referral

ROUNDS = 15
SIZES = ("small", "ordinary", "largest")
LISTS = ("referral-list", "person-list", "training-board", "training-people", "activity", "inbox", "posting-list")
SCHOOL = ("home", "referral-list", "kept-in-school", "training-mine", *LISTS[1:], "disclosure-list")
PAGES: dict[str, tuple[str, ...]] = {
    Role.PRINCIPAL: ("help", *SCHOOL),
    Role.DISTRICT_ADMINISTRATOR: (*SCHOOL, "school-list", "closed-day-list", "partnership-list", "course-list"),
    Role.SRO: ("home", "referral-list", "training-mine", "inbox"),
    Role.SRO_SUPERVISOR: ("home", "referral-list", "referral-queue", "review-list", *LISTS[2:]),
}
DETAILED = (Role.PRINCIPAL, Role.SRO_SUPERVISOR)


@dataclass
class Page:
    """One page as one person asks it."""

    place: str
    role: str
    name: str
    url: str
    seconds: list[float] = field(default_factory=list)
    statements: int = 0
    size: int = 0
    status: int = 200

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.seconds) * 1000


def key(kind: str, number: int) -> uuid.UUID:
    """As nation.sql makes it."""
    return uuid.UUID(md5(f"{kind}:{number}".encode(), usedforsecurity=False).hexdigest())


class Asker:
    """Keeps a signed-in client a person, and one that passes through bare middleware."""

    def __init__(self) -> None:
        self.clients: dict[tuple[uuid.UUID, bool], Client] = {}

    def client(self, person: uuid.UUID, *, plain: bool = False) -> Client:
        if (person, plain) not in self.clients:
            client = Client(headers={"host": "localhost"})
            client.force_login(User.objects.get(pk=person))
            session = client.session
            mark_second_factor(session, how="bench", at=timezone.now())
            session.save()
            self.clients[person, plain] = client
        return self.clients[person, plain]

    def warm(self, page: Page, client: Client) -> None:
        """Ask once to warm it, then count its statements and bytes."""
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(page.url)
        page.status, page.statements, page.size = response.status_code, len(captured), len(response.content)

    def time(self, pages: list[tuple[Page, Client]], rounds: int) -> None:
        """In turn, so that a machine that drifts drifts for all of them."""
        for _round in range(rounds):
            for page, client in pages:
                begun = time.perf_counter()
                client.get(page.url)
                page.seconds.append(time.perf_counter() - begun)


def places(numbers: Numbers) -> dict[str, tuple[int, int, int]]:
    """District, school and officer of each of the three sizes."""
    ordinary = numbers.largest_schools + 2
    return {
        "small": (numbers.districts, numbers.largest_schools + 1, numbers.districts),
        "ordinary": (2, ordinary, 2),
        "largest": (1, 1, numbers.districts + 1 + 1 % numbers.largest_officers),
    }


def people(district: int, school: int, officer: int) -> dict[str, uuid.UUID]:
    """Who asks, by role."""
    return {
        Role.PRINCIPAL: key("principal", school),
        Role.DISTRICT_ADMINISTRATOR: key("district_administrator", district),
        Role.SRO: key("sro", officer),
        Role.SRO_SUPERVISOR: key("sro_supervisor", district),
    }


def asked(place: str, district: int, school: int) -> Iterator[Page]:
    """The pages of one place."""
    for role, names in PAGES.items():
        for name in dict.fromkeys(names):
            yield Page(place, role, name, reverse(name))
    yield Page(place, Role.PRINCIPAL, "empty", reverse("bench-empty"))
    yield Page(place, Role.DISTRICT_ADMINISTRATOR, "list, crime=no", f"{reverse('referral-list')}?crime=no")
    closed = Referral.objects.filter(school=key("school", school), closed_at__isnull=False)
    newest = closed.order_by("-submitted_at").values_list("pk", flat=True).first()
    for role in DETAILED:
        yield Page(place, role, "detail", reverse("referral-detail", args=[newest]))
    for role in (Role.DISTRICT_ADMINISTRATOR, Role.SRO_SUPERVISOR):
        yield Page(place, role, "mou-detail", reverse("mou-detail", args=[key("partnership", district)]))


@override_settings(ROOT_URLCONF="bench.nation.bare")
def measure(scale: float, rounds: int = ROUNDS, only: str = "") -> list[Page]:
    """Every page, the bare ones of each place first."""
    asker, found = Asker(), []
    numbers = Numbers.at(scale)
    for place, (district, school, officer) in places(numbers).items():
        if only in ("", place) or only not in SIZES:
            found += _place(asker, place, (district, school, officer), rounds, only)
    return found


def _place(asker: Asker, place: str, where: tuple[int, int, int], rounds: int, only: str) -> list[Page]:
    district, school, officer = where
    cast = people(district, school, officer)
    pages = list(asked(place, district, school))
    if only and only != place:
        pages = [page for page in pages if only in f"{page.role} {page.name}"]
    detail = Referral.objects.filter(school=key("school", school)).order_by("-submitted_at").first()
    assert detail is not None  # noqa: S101
    plain = [
        Page(place, "bare", "bare list", reverse("bare-list", args=[key("district", district)])),
        Page(place, "bare", "bare detail", reverse("bare-detail", args=[detail.pk])),
        Page(place, "bare", "bare empty", reverse("bare-empty")),
    ]
    rows = [(page, asker.client(cast[page.role])) for page in pages]
    boss = cast[Role.DISTRICT_ADMINISTRATOR]
    with override_settings(MIDDLEWARE=bare.MIDDLEWARE):
        client = asker.client(boss, plain=True)
        for page in plain:
            asker.warm(page, client)
    for page, client in rows:
        asker.warm(page, client)
    asker.time([(page, asker.client(boss, plain=True)) for page in plain] + rows, rounds)
    return [*plain, *pages]


def table(found: list[Page]) -> str:
    """The figures as text, a line each; the ratio is to the bare list of the same place."""
    lines = [f"{'place':<9} {'role':<21} {'page':<17} {'ms':>7} {'statements':>10} {'bytes':>8} {'x bare list':>11}"]
    floor = 1.0
    for page in found:
        if page.name == "bare list":
            floor = page.median
        fault = "" if page.status == 200 else f"  answered {page.status}"
        lines.append(
            f"{page.place:<9} {page.role:<21} {page.name:<17} {page.median:>7.1f} {page.statements:>10} "
            f"{page.size:>8,} {page.median / floor:>11.2f}{fault}"
        )
    return "\n".join(lines)


def growth(before: list[Page], after: list[Page]) -> str:
    """How each page has grown from the one run to the other, against the bare list of its own run."""
    earlier = {(page.place, page.role, page.name): page for page in before}
    floors = [{page.place: page.median for page in run if page.name == "bare list"} for run in (before, after)]
    lines = [f"{'place':<9} {'role':<21} {'page':<17} {'growth':>7} {'statements':>10}"]
    for page in after:
        old = earlier.get((page.place, page.role, page.name))
        if old is None:
            continue
        grown = (page.median / floors[1][page.place]) / (old.median / floors[0][page.place])
        counts = str(page.statements) if page.statements == old.statements else f"{old.statements}→{page.statements}"
        lines.append(f"{page.place:<9} {page.role:<21} {page.name:<17} {grown:>7.2f} {counts:>10}")
    return "\n".join(lines)
