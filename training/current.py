"""Whether people are current in what their side asks of them on a day: for who asks before somebody is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from training.models import CourseAssignment
from training.status import COMPLETE_STATUSES


class Standing(models.TextChoices):
    """How a person stands with everything that is asked of them."""

    CURRENT = "current", _("Training current")
    NOT_CURRENT = "not_current", _("Training not current")
    NOTHING_ASKED = "nothing", _("No training asked")


@dataclass(frozen=True)
class Record:
    """The standing, and what is missing by its title."""

    standing: Standing
    missing: tuple[str, ...] = ()


def standing_of(people: Collection[UUID], side: UUID, day: date) -> dict[UUID, Record]:
    """How each of them stands on that day with what the side asks of them. One statement, none for nobody."""
    asked: dict[UUID, list[str]] = {}
    if people:
        rows = CourseAssignment.objects.filter(user__in=people, requirement__organization=side)
        found: Any = rows.asked_on(day).with_status(day).overdue_first()
        for person, status, title in found.values_list("user", "status", "requirement__course__title"):
            missing = asked.setdefault(person, [])
            if status not in COMPLETE_STATUSES:
                missing.append(title)
    return {person: _record(asked.get(person)) for person in people}


def _record(missing: list[str] | None) -> Record:
    if missing is None:
        return Record(Standing.NOTHING_ASKED)
    return Record(Standing.NOT_CURRENT if missing else Standing.CURRENT, tuple(missing))
