"""Every file and every long list over fifty thousand rows of its kind: whether it comes whole, and what it costs.

Rows are written past the actions, as in `bench.seed`. Each file is read to its end and its lines are counted; each list
is asked for its first page and twice further, from cursor to cursor.
"""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from django.db import connection
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organization, User
from accounts.roles import Role
from bench import training
from bench.measure import Measurer
from bench.seed import World
from bench.seed import fill as fill_referrals
from incidents.models import Disclosure, HandedOn, KeptInSchool, Referral, Review
from ledger.models import Delivery, Event, Notice
from rosters.models import RosterImport, RosterProblem
from rosters.states import RosterState
from training.models import CourseAssignment

ROWS = 50_000
CHUNK = 5_000
OLDER = re.compile(rb'href="([^"]*[?&;]after=[^"]*)"')


@dataclass
class Taken:
    """One file or list as it was asked."""

    name: str
    role: str
    rows: int  # lines of the file, or pages of the list that were walked
    expected: int
    seconds: float
    statements: int
    size: int  # bytes
    peak: int  # bytes of memory above what the process held before; 0 where the system does not tell
    values: int  # in the statement that had most
    status: int

    @property
    def well(self) -> bool:
        """Whether it came, and whole, by statements that every SQLite takes."""
        return self.status == 200 and self.rows == self.expected and self.values <= MOST_VALUES


def fill(world: World, at: datetime, rows: int) -> None:
    """So many rows of every kind that a file or a long list shows."""
    _people(world, at)
    fill_referrals(world, rows, at)
    training.fill(world, at, rows)
    training.assign(at=at)
    training.complete(world, at)
    for first in range(0, rows, CHUNK):
        _registers(world, at, range(first, min(first + CHUNK, rows)))
    _roster(world, at, rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _people(world: World, at: datetime) -> None:
    """The custodian beside those of the world; each has said why they take out more than an hour lets pass."""
    custodian = User.objects.create(email="custodian@bench.example", name="Bench C", created_at=at, joined_at=at)
    Membership.objects.create(
        user=custodian,
        organization=world.district,
        role=Role.RECORDS_CUSTODIAN,
        starts_on=at.date() - timedelta(days=400),
        created_at=at,
    )
    world.people[Role.RECORDS_CUSTODIAN] = custodian
    sides = [world.district, *Organization.objects.agencies()]
    for person in world.people.values():
        for minutes in (0, 50):
            said = person.take_outs.create(at=at + timedelta(minutes=minutes), reason="Bench", openings=0, lines=0)
            said.concerned.set(sides)


def _registers(world: World, at: datetime, numbers: range) -> None:
    principal = world.people[Role.PRINCIPAL]
    school = world.schools[0]
    own = {"district": world.district, "school": school, "behavior": "phone", "by": principal}
    KeptInSchool.objects.bulk_create(
        KeptInSchool(
            form_key=uuid.uuid4(), route="family", occurred_on=at.date() - timedelta(days=n % 3000), at=at, **own
        )
        for n in numbers
    )
    HandedOn.objects.bulk_create(
        HandedOn(form_key=uuid.uuid4(), told=["police"], told_at=at - timedelta(minutes=n), at=at, **own)
        for n in numbers
    )
    Event.objects.bulk_create(
        Event(
            seq=1_000_000 + n,
            at=at - timedelta(seconds=ROWS - n),
            actor_id=str(principal.pk),
            organization_id=str(world.district.pk),
            place_id=str(school.pk),
            action="accounts.session.began",
            outcome="done",
            data="{}",
            prev_hash=uuid.uuid4().hex,
            hash=uuid.uuid4().hex,
        )
        for n in numbers
    )
    Notice.objects.bulk_create(_notice(principal, at, n) for n in numbers)
    failed = [
        Delivery(to=str(principal.pk), message_id=f"<{n}@bench>", created_at=at, try_after=at, attempts=5, failed_at=at)
        for n in numbers
    ]
    Delivery.objects.bulk_create(failed)
    Notice.objects.bulk_create(
        _notice(principal, at, n, key="failed", delivery=one) for n, one in zip(numbers, failed, strict=True)
    )


def _notice(to: User, at: datetime, number: int, key: str = "shown", delivery: Delivery | None = None) -> Notice:
    moment = at - timedelta(minutes=number)
    return Notice(
        kind="accounts.role_given",
        to=str(to.pk),
        at=moment,
        due=moment,
        about_type="accounts.user",
        about_id=str(to.pk),
        key=f"{key}:{number}",
        facts={},
        delivery=delivery,
        dropped_at=None if delivery else moment,
        dropped_reason="" if delivery else "inbox_only",
    )


def _roster(world: World, at: datetime, rows: int) -> None:
    roster = RosterImport.objects.create(
        district=world.district,
        state=RosterState.PREVIEWED,
        sent_by=world.people[Role.DISTRICT_ADMINISTRATOR],
        created_at=at,
        orgs_mode="bulk",
        users_mode="bulk",
        counts={"staff": {"rejected": rows}},
    )
    RosterProblem.objects.bulk_create(
        (
            RosterProblem(roster_import=roster, file="users.csv", line=n, roster_id=f"id-{n}", code="email_missing")
            for n in range(rows)
        ),
        batch_size=CHUNK,
    )


def files(world: World) -> list[tuple[str, str, Callable[[], int]]]:
    """Each file by the name of its address, who takes it away, and how many lines it must have."""
    district, principal = world.district, world.people[Role.PRINCIPAL]
    calls = Referral.objects.filter(district=district)
    at_school = calls.filter(school=world.schools[0])
    asked = CourseAssignment.objects.all()
    members = Membership.objects.exclude(organization=world.agency)
    return [
        ("referral-export", Role.DISTRICT_ADMINISTRATOR, calls.count),
        ("referral-export", Role.PRINCIPAL, at_school.count),
        ("referral-export", Role.SRO_SUPERVISOR, calls.count),
        ("disclosure-export", Role.RECORDS_CUSTODIAN, Disclosure.objects.count),
        ("review-export", Role.SRO_SUPERVISOR, Review.objects.count),
        ("kept-in-school-export", Role.PRINCIPAL, KeptInSchool.objects.filter(by=principal).count),
        ("handed-on-export", Role.RECORDS_CUSTODIAN, HandedOn.objects.filter(by=principal).count),
        ("person-export", Role.DISTRICT_ADMINISTRATOR, members.count),
        ("training-board-csv", Role.DISTRICT_ADMINISTRATOR, lambda: 4 * (training.PLACES + 1)),
        ("training-people-csv", Role.DISTRICT_ADMINISTRATOR, asked.count),
        ("training-people-xlsx", Role.DISTRICT_ADMINISTRATOR, asked.count),
        ("roster-problems", Role.DISTRICT_ADMINISTRATOR, RosterProblem.objects.count),
    ]


# Each long list, and who reads it.
LISTS = (
    ("referral-list", Role.PRINCIPAL),
    ("referral-list", Role.DISTRICT_ADMINISTRATOR),
    ("referral-list", Role.SRO_SUPERVISOR),
    ("referral-queue", Role.SRO_SUPERVISOR),
    ("review-list", Role.SRO_SUPERVISOR),
    ("disclosure-list", Role.RECORDS_CUSTODIAN),
    ("kept-in-school", Role.DISTRICT_ADMINISTRATOR),
    ("handed-on", Role.RECORDS_CUSTODIAN),
    ("person-list", Role.DISTRICT_ADMINISTRATOR),
    ("activity", Role.DISTRICT_ADMINISTRATOR),
    ("inbox", Role.PRINCIPAL),
    ("undelivered", Role.DISTRICT_ADMINISTRATOR),
    ("training-people", Role.DISTRICT_ADMINISTRATOR),
    ("completion-new", Role.DISTRICT_ADMINISTRATOR),
    ("school-list", Role.DISTRICT_ADMINISTRATOR),
    ("roster-detail", Role.DISTRICT_ADMINISTRATOR),
)
PAGES_DEEP = 3
MOST_VALUES = 32_766  # in one statement, as SQLite is built unless somebody chose otherwise


def measure(world: World, sign_in: Callable[[Client, object], None]) -> Iterator[Taken]:
    """Each file, then each list, as they are asked."""
    clients = Measurer(world, sign_in).clients
    for name, role, expected in files(world):
        yield _file(clients[role], name, role, expected())
    for name, role in LISTS:
        yield _list(clients[role], name, role)


def address(name: str) -> str:
    """Where the file or list is; one that belongs to a roster, at the only one there is."""
    if name.startswith("roster-"):
        return reverse(name, args=[RosterImport.objects.get().pk])
    return reverse(name)


def _file(client: Client, name: str, role: str, expected: int) -> Taken:
    forget_peak()
    before = memory("VmRSS")
    begun = time.perf_counter()
    watch = Watch()
    with connection.execute_wrapper(watch):
        response = client.get(address(name))
    lines = size = 0
    if isinstance(response, FileResponse):
        for part in response.streaming_content:
            size += len(part)
            lines += part.count(b"\n")
    response.close()
    seconds = time.perf_counter() - begun
    peak = max(0, memory("VmHWM") - before)
    if name.endswith("xlsx"):
        lines = expected if size else 0  # counted by the test that opens it
    elif name != "roster-problems":
        lines -= 3 if name.startswith("training-") else 2  # the header, and who took it away when
    else:
        lines -= 1
    return Taken(name, role, lines, expected, seconds, watch.statements, size, peak, watch.values, response.status_code)


def _list(client: Client, name: str, role: str) -> Taken:
    url, walked, size, slowest, status, most = address(name), 0, 0, 0.0, 200, Watch()
    while url and walked < PAGES_DEEP and status == 200:
        begun, watch = time.perf_counter(), Watch()
        with connection.execute_wrapper(watch):
            response = client.get(url)
        slowest = max(slowest, time.perf_counter() - begun)
        most = Watch(max(most.statements, watch.statements), max(most.values, watch.values))
        status, size = response.status_code, max(size, len(response.content))
        walked += 1
        found = OLDER.search(response.content)
        url = reached(url, unescape(found[1].decode())) if found else ""
    return Taken(name, role, walked, walked, slowest, most.statements, size, 0, most.values, status)


def reached(url: str, link: str) -> str:
    """A link as a browser follows it from there."""
    return url.partition("?")[0] + link if link.startswith("?") else link


@dataclass
class Watch:
    """Counts statements, and the values of the one that has most."""

    statements: int = 0
    values: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """As `connection.execute_wrapper` calls it."""
        self.statements += 1
        self.values = max(self.values, len(params or ()))
        return execute(sql, params, many, context)


def memory(line: str) -> int:
    """Bytes of a line of /proc/self/status; 0 where there is none."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    found = re.search(rf"{line}:\s+(\d+) kB", status.read_text())
    return int(found[1]) * 1024 if found else 0


def forget_peak() -> None:
    """Let the peak of memory be counted anew."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5")


def table(found: list[Taken], rows: int) -> str:
    """The figures as text, a line each."""
    lines = [
        f"{rows:,} rows of each kind on {connection.vendor}, {timezone.now():%Y-%m-%d}",
        f"{'file or list':<22} {'role':<22} {'lines':>7} {'seconds':>8} {'statements':>10} {'values':>6}"
        f" {'KB':>8} {'MB':>4}",
    ]
    for one in found:
        fault = "" if one.well else f"  answered {one.status}, {one.expected:,} lines expected"
        lines.append(
            f"{one.name:<22} {one.role:<22} {one.rows:>7,} {one.seconds:>8.2f} {one.statements:>10} "
            f"{one.values:>6} {one.size // 1024:>8,} {one.peak / 2**20:>4.0f}{fault}"
        )
    return "\n".join(lines)
