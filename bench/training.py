"""Training of fifty thousand people, written in bulk, and what its pages and sweeps cost over them.

People and memberships are written past the actions; the assignments are made by the sweep itself, for it is measured.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Organization, User
from accounts.roles import Kind, Role
from bench.measure import Page
from bench.seed import World
from ledger.actions.notices import hint
from training.actions.assignments import assign, recompute_days
from training.actions.reminders import remind
from training.models import (
    Completion,
    Course,
    CourseAssignment,
    Evidence,
    EvidenceKind,
    Requirement,
    RequirementRole,
)
from training.topics import Topic

STAFF = 50_000
PLACES = 100
CHUNK = 5_000
COMPLETE_ONE_IN = 3  # of the people, a course


@dataclass
class Sweep:
    """One sweep over everybody: how many rows it wrote, with how many statements, in which time."""

    name: str
    rows: int
    statements: int
    seconds: float


def fill(world: World, at: datetime, staff: int = STAFF) -> None:
    """That many people at a hundred schools of the district, and a course for each topic asked of all of them."""
    schools = [
        Organization(
            kind=Kind.SCHOOL,
            parent=world.district,
            name=f"Staff School {n:03}",
            slug=f"staff-school-{n}",
            created_at=at,
        )
        for n in range(PLACES)
    ]
    Organization.objects.bulk_create(schools)
    joined, begun = at - timedelta(days=300), at.date() - timedelta(days=300)
    for first in range(0, staff, CHUNK):
        people = [
            User(email=f"staff{n}@bench.example", name=f"Staff {n}", created_at=joined, joined_at=joined)
            for n in range(first, min(first + CHUNK, staff))
        ]
        User.objects.bulk_create(people)
        Membership.objects.bulk_create(
            Membership(
                user=person, organization=schools[n % PLACES], role=Role.STAFF, starts_on=begun, created_at=joined
            )
            for n, person in enumerate(people)
        )
    for topic in Topic.values:
        _ask(world, topic, at)


def _ask(world: World, topic: str, at: datetime) -> None:
    """One course of that topic, asked of staff and principals."""
    boss = world.people[Role.DISTRICT_ADMINISTRATOR]
    course = Course.objects.create(
        organization=world.district,
        topic=topic,
        title=f"Course {topic}",
        hours=1,
        created_by=boss,
        created_at=at,
        form_key=uuid4(),
    )
    required = Requirement.objects.create(
        organization=world.district,
        course=course,
        days_to_complete=40,
        valid_months=12,
        starts_on=at.date() - timedelta(days=200),
        created_by=boss,
        created_at=at,
        form_key=uuid4(),
    )
    for role in (Role.STAFF, Role.PRINCIPAL):
        RequirementRole.objects.create(requirement=required, role=role)


def complete(world: World, at: datetime) -> None:
    """A third of the people have taken each course, spread over ten months; the others are due or late."""
    boss = world.people[Role.DISTRICT_ADMINISTRATOR]
    shown = Evidence.objects.create(
        organization=world.district,
        kind=EvidenceKind.ATTESTATION,
        title="Bench",
        attested_by="Bench",
        added_by=boss,
        added_at=at,
        form_key=uuid4(),
    )
    pairs = CourseAssignment.objects.order_by("pk").values_list("user_id", "requirement__course_id")
    rows = [
        Completion(
            user_id=user,
            course_id=course,
            completed_on=at.date() - timedelta(days=number % 300),
            hours=Decimal(1),
            evidence=shown,
            recorded_by=boss,
            recorded_at=at,
        )
        for number, (user, course) in enumerate(pairs)
        if number % COMPLETE_ONE_IN == 0
    ]
    Completion.objects.bulk_create(rows, batch_size=CHUNK)
    # As if they had been assigned earlier, so that every rung is met.
    for days in range(8):
        some = CourseAssignment.objects.filter(user__name__endswith=str(days))
        some.update(assigned_on=F("assigned_on") - timedelta(days=days * 9))
    recompute_days(CourseAssignment.objects.all())


def sweeps(world: World, at: datetime) -> list[Sweep]:
    """Assign and remind, each with its repeat, and fill in between."""
    hint()  # the first one imports what carries it
    measured = [_sweep("assignment sweep", assign, at), _sweep("assignment sweep, again", assign, at)]
    complete(world, at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [*measured, _sweep("reminder sweep", remind, at), _sweep("reminder sweep, again", remind, at)]


def _sweep(name: str, run: Callable[..., int], at: datetime) -> Sweep:
    with CaptureQueriesContext(connection) as captured:
        begun = time.perf_counter()
        rows = run(at=at)
        seconds = time.perf_counter() - begun
    return Sweep(name, rows, len(captured), seconds)


def pages() -> list[Page]:
    """The pages of training, beside the empty one."""
    return [
        Page("empty signed-in page", Role.PRINCIPAL, lambda _world: reverse("bench-empty"), goal=None),
        Page("own training page", Role.PRINCIPAL, lambda _world: reverse("training-mine"), goal=None),
        Page("training board", Role.DISTRICT_ADMINISTRATOR, lambda _world: reverse("training-board"), goal=None),
        Page(
            "people behind the board", Role.DISTRICT_ADMINISTRATOR, lambda _world: reverse("training-people"), goal=None
        ),
        Page("people, overdue alone", Role.DISTRICT_ADMINISTRATOR, _overdue, goal=None),
    ]


def _overdue(_world: World) -> str:
    return f"{reverse('training-people')}?standing=overdue"


def table(measured: list[Sweep], staff: int) -> str:
    """The sweeps as text, one line each."""
    lines = [f"{staff:,} staff, four courses", f"{'sweep':<28}{'rows':>10}{'statements':>12}{'seconds':>9}"]
    lines += [f"{one.name:<28}{one.rows:>10,}{one.statements:>12}{one.seconds:>9.2f}" for one in measured]
    return "\n".join(lines)
