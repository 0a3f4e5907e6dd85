"""How many people are overdue, due, complete, by place and course, of those places whose training the reader reads."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, UUIDField, Value, When

from accounts.models import Membership
from training.models import Course, CourseAssignment
from training.querysets import CourseAssignmentQuerySet

# How many people have each PersonStatus.
StatusCounts = dict[str, int]
Assignments = CourseAssignmentQuerySet[CourseAssignment]
PLACE, ROLE = "user__memberships__organization", "user__memberships__role"


class Held(Protocol):
    """Which memberships count; `prefix` leads to them."""

    def __call__(self, *, prefix: str = "") -> Q: ...


@dataclass(frozen=True)
class RequiredCourse:
    """The course a requirement is about, and the roles that must take it."""

    course: Course
    roles: Set[str]


@dataclass(frozen=True)
class Tally:
    """How many people have each status with each course at each place.

    A person counts once at every place at which a role of theirs must take the course. Who holds several roles is in
    `with_several_roles` too: by course and assignment, the status and the places at which they count.
    """

    by_place: dict[tuple[UUID, UUID], StatusCounts]
    with_several_roles: dict[tuple[UUID, UUID], tuple[str, set[UUID]]]

    def summed_over(self, places: Set[UUID]) -> dict[UUID, StatusCounts]:
        """For each course, how many people of those places have each status, each person once."""
        summed: dict[UUID, StatusCounts] = defaultdict(lambda: defaultdict(int))
        for (place, course), figures in self.by_place.items():
            if place in places:
                for status, people in figures.items():
                    summed[course][status] += people
        for (course, _assignment), (status, where) in self.with_several_roles.items():
            if (counted := len(where.intersection(places))) > 1:
                summed[course][status] -= counted - 1
        return dict(summed)


def tally(
    assignments: Assignments,
    day: date,
    *,
    held: Held,
    required: Mapping[UUID, RequiredCourse],
) -> Tally:
    """Everybody who holds one of those memberships on that day, by the course they must take. One statement.

    It counts every membership beside every assignment of its person; what another role must take falls out afterwards,
    for joining it in costs more than it saves. Most people hold one role and are counted together. The few who hold
    several come one by one, so that nobody counts twice at one place.
    """
    rows = _beside_memberships(assignments.filter(requirement__in=required), day, held)
    few = When(user__in=_people_with_several_roles(day, held), then=F("pk"))
    alone = Case(few, default=Value(None), output_field=UUIDField())
    by_place: dict[tuple[UUID, UUID], StatusCounts] = defaultdict(lambda: defaultdict(int))
    several: dict[tuple[UUID, UUID], tuple[str, set[UUID]]] = {}
    counted = rows.values_list(PLACE, ROLE, "requirement", "status", alone).annotate(people=Count("*"))
    for place, role, requirement, status, pk, people in counted:
        if role not in required[requirement].roles:
            continue
        course = required[requirement].course.pk
        if pk is not None:
            _status, where = several.setdefault((course, pk), (status, set()))
            if place in where:
                continue
            where.add(place)
        by_place[place, course][status] += people if pk is None else 1
    return Tally(dict(by_place), several)


def _people_with_several_roles(day: date, held: Held) -> QuerySet[Any]:
    """Who holds more than one of those memberships on that day."""
    there = Membership.objects.on_day(day).filter(held())
    return there.values("user").annotate(held=Count("*")).filter(held__gt=1).values("user")


def _beside_memberships(assignments: Assignments, day: date, held: Held) -> Assignments:
    """Each assignment beside every one of those memberships that its person holds on that day."""
    open_ended = Q(user__memberships__ends_on__isnull=True) | Q(user__memberships__ends_on__gt=day)
    begun = Q(open_ended, user__memberships__starts_on__lte=day)
    return assignments.filter(held(prefix="user__memberships__") & begun).with_status(day).order_by()
