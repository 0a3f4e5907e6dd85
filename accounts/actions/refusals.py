"""What was refused: the ledger keeps who was told no, and where; and who was not let in."""

from datetime import datetime

from django.db import transaction

from accounts.actions.sessions import Stranger, side_of
from accounts.events import EventName
from accounts.models import Membership, User
from ledger.actions.events import record


def note(*, by: User, at: datetime, page: str) -> None:
    """Record that a person asked for something they may not do. `page` is the name of the address."""
    with transaction.atomic():
        record(
            action=EventName.ACCESS_DENIED,
            at=at,
            by=by,
            organization=side_of(by, at),
            outcome="refused",
            data={"page": page},
        )


def sign_in(*, by: Stranger, at: datetime, why: str, user: User | None = None) -> None:
    """Record a sign-in that failed: where it came from, and whose account it was aimed at if there is one.

    It belongs to the side of that account, closed or not, so that its administrators can read of it.
    """
    with transaction.atomic():
        # Asked for nobody too: an address without an account costs the same statements as one with.
        side = _side_of_account(user, at)
        record(
            action=EventName.SESSION_REFUSED,
            at=at,
            by=by,
            on=("accounts.user", str(user.pk) if user else ""),
            organization=side,
            outcome="refused",
            data={"why": why, "person": user.pk} if user else {"why": why},
        )


def _side_of_account(user: User | None, at: datetime) -> str:
    """The id of the side of the account's first role in force, also where the account is closed."""
    held = Membership.objects.filter(user=user).select_related("organization__parent").order_by("starts_on", "pk")
    places = (one.organization for one in held if one.organization and one.holds(at))
    return next((str(place.side_id) for place in places), "")
