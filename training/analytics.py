"""Figures about training: of the people held at places whose training the reader reads."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Count, Q

from accounts.models import Membership
from training.querysets import CourseAssignmentQuerySet

# How many people stand how.
Figures = dict[str, int]
PLACE, ROLE = "user__memberships__organization", "user__memberships__role"


class Held(Protocol):
    """Which memberships count; `prefix` leads to them."""

    def __call__(self, *, prefix: str = "") -> Q: ...


@dataclass(frozen=True)
class Asked:
    """The course a requirement is about, and the roles it is asked of."""

    course: UUID
    roles: Set[str]


@dataclass(frozen=True)
class Tally:
    """How many people stand how with each course at each place.

    A person counts once at every place at which a role of theirs is asked. Who holds several is in `several` too: by
    course and assignment, the standing and the places at which they count.
    """

    by_place: dict[tuple[UUID, UUID], Figures]
    several: dict[tuple[UUID, UUID], tuple[str, set[UUID]]]

    def everywhere(self, places: Set[UUID]) -> dict[UUID, Figures]:
        """For each course, how many people of those places stand how, each person once."""
        summed: dict[UUID, Figures] = defaultdict(lambda: defaultdict(int))
        for (place, course), figures in self.by_place.items():
            if place in places:
                for standing, people in figures.items():
                    summed[course][standing] += people
        for (course, _assignment), (standing, where) in self.several.items():
            if (counted := len(where.intersection(places))) > 1:
                summed[course][standing] -= counted - 1
        return dict(summed)


def tally(assignments: CourseAssignmentQuerySet, day: date, *, held: Held, asked: Mapping[UUID, Asked]) -> Tally:
    """Everybody who holds one of those memberships on that day, by what is asked of them. Two statements.

    The first counts every membership beside every assignment of its person; what is asked of another role falls out
    afterwards, for joining it in costs more than it saves. Most people hold one role. The second statement reads the
    few who hold several, and what was counted twice at one place is taken away.
    """
    beside = _beside(assignments.filter(requirement__in=asked), day, held)
    by_place: dict[tuple[UUID, UUID], Figures] = defaultdict(lambda: defaultdict(int))
    counted = beside.values_list(PLACE, ROLE, "requirement", "standing").annotate(people=Count("*"))
    for place, role, requirement, standing, people in counted:
        if role in asked[requirement].roles:
            by_place[place, asked[requirement].course][standing] += people
    several: dict[tuple[UUID, UUID], tuple[str, set[UUID]]] = {}
    repeated = beside.filter(user__in=_with_several(day, held))
    for place, role, requirement, standing, pk in repeated.values_list(PLACE, ROLE, "requirement", "standing", "pk"):
        if role in asked[requirement].roles:
            course = asked[requirement].course
            _standing, where = several.setdefault((course, pk), (standing, set()))
            if place in where:
                by_place[place, course][standing] -= 1
            where.add(place)
    return Tally(dict(by_place), several)


def _with_several(day: date, held: Held) -> Any:
    """Who holds more than one of those memberships on that day."""
    there = Membership.objects.on_day(day).filter(held())
    return there.values("user").annotate(held=Count("*")).filter(held__gt=1).values("user")


def _beside(assignments: CourseAssignmentQuerySet, day: date, held: Held) -> Any:
    """Each assignment beside every one of those memberships that its person holds on that day."""
    open_ended = Q(user__memberships__ends_on__isnull=True) | Q(user__memberships__ends_on__gt=day)
    begun = Q(open_ended, user__memberships__starts_on__lte=day)
    return assignments.filter(held(prefix="user__memberships__") & begun).with_standing(day).order_by()
