"""What happened to a referral, in the ledger: always with the school it happened at."""

from datetime import datetime
from uuid import UUID

from accounts.models import User
from incidents.models import Referral
from ledger.actions.events import record
from ledger.payload import Facts

REFERRAL = "incidents.referral"


def record_act(
    action: str,
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
        action=f"incidents.{action}",
        at=at,
        by=by,
        on=(f"incidents.{on[0]}", str(on[1])) if on else (REFERRAL, str(referral.pk)),
        organization=side,
        outcome=outcome,
        data={"school": referral.school_id, **({"referral": referral.pk} if on else {}), **data},
    )
