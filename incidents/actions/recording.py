"""What happened to a referral, in the ledger: always with the school it happened at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import Reach
from incidents.events import EventName
from incidents.models import Addendum, GuardianNotice, Outcome, Referral, WhatForChange
from ledger.actions.events import record
from ledger.payload import Facts

REFERRAL = "incidents.referral"


def title_at(user: User, right: Permission, place: Organization | None, at: datetime) -> str:
    """The title of the role in which the person holds that right there; "" where it has none."""
    titles = [
        held.title
        for held in user.active_memberships(at)
        if place and Reach.by([held]).may(right, place) and held.title
    ]
    return titles[0] if titles else ""


def who(user: User, right: Permission, place: Organization | None, at: datetime) -> dict[str, str]:
    """The person as the other side reads them: name, and the title of the role in which they had that right there."""
    return {"name": user.name, "title": title_at(user, right, place, at)}


@dataclass(frozen=True)
class Entry:
    """What the ledger keeps of an act: its name, its facts, and the row it was done to where that hangs on the call."""

    action: EventName
    data: Facts = field(default_factory=dict)
    on: Addendum | GuardianNotice | Outcome | WhatForChange | None = None
    seals: Sequence[str] = ()


def record_act(entry: Entry, *, by: User | None, at: datetime, referral: Referral, side: UUID) -> None:
    """Record an act on the referral, or on a row that hangs on it.

    `side` is the district or agency whose act it was. The school is in every one of them: who reads the activity of
    one school is shown what was done at it, and nothing of another.
    """
    place: Facts = {"school": referral.school_id}
    on = REFERRAL, str(referral.pk)
    if entry.on is not None:
        on = entry.on._meta.label_lower, str(entry.on.pk)
        place = {**place, "referral": referral.pk}
    record(action=entry.action, at=at, by=by, on=on, organization=side, data={**place, **entry.data}, seals=entry.seals)
