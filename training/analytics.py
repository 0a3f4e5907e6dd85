"""Figures about training, from querysets of people's assignments that the reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from training.querysets import CourseAssignmentQuerySet

# How many people stand how.
Figures = dict[str, int]


def board(
    assignments: CourseAssignmentQuerySet, day: date, *, places: Iterable[UUID], role: str = ""
) -> dict[tuple[UUID, UUID], Figures]:
    """For each place and course, how many people of that place stand how. One statement.

    A person counts at every place at which a role of theirs is asked; with `role`, by that role alone.
    """
    counted: dict[tuple[UUID, UUID], Figures] = defaultdict(dict)
    place, course = "user__memberships__organization", "requirement__course"
    for row in _held(assignments, day, places, role).values_list(place, course, "standing").annotate(n=_people()):
        counted[row[0], row[1]][row[2]] = row[3]
    return dict(counted)


def totals(
    assignments: CourseAssignmentQuerySet, day: date, *, places: Iterable[UUID], role: str = ""
) -> Mapping[UUID, Figures]:
    """For each course, how many people of those places stand how, each person once. One statement."""
    counted: dict[UUID, Figures] = defaultdict(dict)
    course = "requirement__course"
    for row in _held(assignments, day, places, role).values_list(course, "standing").annotate(n=_people()):
        counted[row[0]][row[1]] = row[2]
    return counted


def _people() -> Count:
    return Count("user", distinct=True)


def _held(assignments: CourseAssignmentQuerySet, day: date, places: Iterable[UUID], role: str) -> Any:
    """Each assignment beside every membership by which it is asked, at these places on that day."""
    held = Q(
        user__memberships__organization__in=list(places),
        user__memberships__starts_on__lte=day,
        user__memberships__role=F("requirement__asked_roles__role"),
        user__is_active=True,
    )
    held &= Q(user__memberships__ends_on__isnull=True) | Q(user__memberships__ends_on__gt=day)
    if role:
        held &= Q(user__memberships__role=role)
    return assignments.filter(held).with_standing(day).order_by()
