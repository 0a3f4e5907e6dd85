"""Figures about training, from querysets of people's assignments that the reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from training.querysets import CourseAssignmentQuerySet

# How many people stand how.
Figures = dict[str, int]
PLACE, COURSE = "user__memberships__organization", "requirement__course"


def board(
    assignments: CourseAssignmentQuerySet, day: date, *, places: Iterable[UUID], role: str = ""
) -> dict[tuple[UUID, UUID], Figures]:
    """For each place and course, how many people of that place stand how. One statement.

    A person counts at every place at which a role of theirs is asked; with `role`, by that role alone.
    """
    counted: dict[tuple[UUID, UUID], Figures] = defaultdict(dict)
    for row in _held(assignments, day, _at(places), role).values_list(PLACE, COURSE, "standing").annotate(n=_people()):
        counted[row[0], row[1]][row[2]] = row[3]
    return dict(counted)


def totals(
    assignments: CourseAssignmentQuerySet, day: date, *, places: Iterable[UUID], role: str = ""
) -> Mapping[UUID, Figures]:
    """For each course, how many people of those places stand how, each person once. One statement."""
    counted: dict[UUID, Figures] = defaultdict(dict)
    for row in _held(assignments, day, _at(places), role).values_list(COURSE, "standing").annotate(n=_people()):
        counted[row[0]][row[1]] = row[2]
    return counted


@dataclass(frozen=True)
class Counted:
    """How many people of one place stand how with one course."""

    place: UUID
    place_name: str
    kind: str
    course: UUID
    title: str
    standing: str
    people: int


def named(assignments: CourseAssignmentQuerySet, day: date, *, where: Q) -> list[Counted]:
    """The same as `board`, with names, for a desk. `where` is a condition on `PLACE`. One statement."""
    columns = (PLACE, f"{PLACE}__name", f"{PLACE}__kind", COURSE, f"{COURSE}__title", "standing")
    rows = _held(assignments, day, where).values_list(*columns).annotate(n=_people())
    return [Counted(*row) for row in rows]


def _people() -> Count:
    return Count("user", distinct=True)


def _at(places: Iterable[UUID]) -> Q:
    return Q(**{f"{PLACE}__in": list(places)})


def _held(assignments: CourseAssignmentQuerySet, day: date, where: Q, role: str = "") -> Any:
    """Each assignment beside every membership by which it is asked, at those places on that day."""
    held = where & Q(
        user__memberships__starts_on__lte=day,
        user__memberships__role=F("requirement__asked_roles__role"),
        user__is_active=True,
    )
    held &= Q(user__memberships__ends_on__isnull=True) | Q(user__memberships__ends_on__gt=day)
    if role:
        held &= Q(user__memberships__role=role)
    return assignments.filter(held).with_standing(day).order_by()
