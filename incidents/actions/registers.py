"""Registers that leave the portal as a file: which rows, and the event that says so on each side."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.take_outs import require_measure
from incidents.errors import NotYours
from incidents.events import EventName
from ledger.actions.events import record

_FIXED_WORD = re.compile(r"[a-z0-9_.:-]{1,64}\Z")


@dataclass(frozen=True)
class Register:
    """A list that is taken away whole: its event, the right, and how a row leads to its side and its school."""

    event: EventName
    about: str
    right: Permission
    side: str
    school: str | Combinable


@dataclass(frozen=True)
class Chosen:
    """What a file is to hold: its rows in order, for each side the school of every row, and whom it concerns."""

    event: EventName
    about: str
    rows: list[UUID]
    taken: Mapping[UUID, Sequence[UUID | None]]
    concerned: frozenset[UUID]


KEPT = Register(EventName.KEPT_EXPORTED, "incidents.keptinschool", Permission.REFERRAL_EXPORT, "district", "school")
HANDED_ON = Register(
    EventName.HANDED_ON_EXPORTED, "incidents.handedon", Permission.REFERRAL_EXPORT, "district", "school"
)
DISCLOSURES = Register(
    EventName.DISCLOSURES_EXPORTED,
    "incidents.disclosure",
    Permission.REFERRAL_EXPORT,
    "district",
    Coalesce("referral__school", "consult__school", "record_request__school"),
)
REVIEWS = Register(
    EventName.REVIEWS_EXPORTED, "incidents.review", Permission.DISCLOSED_EXPORT, "agency", "referral__school"
)
ACTIVITIES = Register(
    EventName.ACTIVITIES_EXPORTED, "incidents.activity", Permission.ACTIVITY_EXPORT, "agency", "school"
)


def words_of(filters: Mapping[str, str]) -> list[str]:
    """The filters as an event keeps them; free text is not repeated."""
    given = ((name, value) for name, value in sorted(filters.items()) if value)
    return [f"{name}:{value if _FIXED_WORD.match(value) else 'given'}" for name, value in given]


def choose_rows(*, by: User, at: datetime, register: Register, rows: QuerySet[Any]) -> Chosen:
    """Which rows of a register the person takes away: those and no others are to be in the file.

    Raises NotYours without such a right, or for a row of another side; TakeOutLimit beyond the measure of an hour.
    """
    held = reach_of(by, at).held
    taken: dict[UUID, list[UUID | None]] = {
        one.side_id: [] for one in held if one.side_id and register.right in one.rule.rights
    }
    if not taken:
        raise NotYours("no right to export")
    listed: list[UUID] = []
    for pk, side, school in rows.values_list("pk", register.side, register.school):
        if side not in taken:
            raise NotYours(str(pk))
        listed.append(pk)
        taken[side].append(school)
    require_measure(by=by, at=at, lines=len(listed), concerned=lambda: taken)
    return Chosen(register.event, register.about, listed, taken, frozenset(taken))


def record_export(chosen: Chosen, *, by: User, at: datetime, filters: Mapping[str, str]) -> None:
    """Record on each side how many of its rows leave the portal, by which filters; of one school, with the school.

    Called when the file is made. Raises TakeOutLimit where other files went beyond the measure meanwhile.
    """
    require_measure(by=by, at=at, lines=len(chosen.rows), concerned=lambda: chosen.concerned)
    with transaction.atomic():
        for side, schools in chosen.taken.items():
            data: dict[str, Any] = {"count": len(schools), "filters": words_of(filters)}
            if len(set(schools)) == 1 and schools[0]:
                data["school"] = schools[0]
            record(action=chosen.event, at=at, by=by, on=(chosen.about, ""), organization=side, data=data)
