"""What happened to a referral, in the ledger: always with the school it happened at."""

from datetime import datetime
from uuid import UUID

from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import Reach
from incidents.events import EventName
from incidents.models import Referral
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


def record_act(
    action: EventName,
    *,
    by: User,
    at: datetime,
    referral: Referral,
    side: UUID,
    data: Facts,
    on: tuple[str, UUID] | None = None,
    outcome: str = "done",
) -> None:
    """Record an act on the referral, or on a row that hangs on it (`on`: its kind and id).

    `side` is the district or agency whose act it was. The school is in every one of them: who reads the activity of
    one school is shown what was done at it, and nothing of another.
    """
    record(
        action=action,
        at=at,
        by=by,
        on=(f"incidents.{on[0]}", str(on[1])) if on else (REFERRAL, str(referral.pk)),
        organization=side,
        outcome=outcome,
        data={"school": referral.school_id, **({"referral": referral.pk} if on else {}), **data},
    )
