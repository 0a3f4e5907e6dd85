"""What is done with lists of people."""

from datetime import datetime

from django.db import transaction

from accounts.access import require
from accounts.actions.sessions import side_of
from accounts.models import User
from accounts.permissions import Permission
from ledger.actions.events import record


def export(*, by: User, at: datetime, count: int, standing: str) -> None:
    """Record that a list of people leaves the portal. Raises AccessDenied."""
    require(by=by, permission=Permission.PEOPLE_MANAGE, at=at)
    with transaction.atomic():
        record(
            action="accounts.people.exported",
            at=at,
            by=by,
            organization=side_of(by, at),
            data={"count": count, "standing": standing},
        )


def read_activity(*, by: User, at: datetime, action: str, people: int) -> None:
    """Record that somebody read what their side did, and how narrowly (security.md AUD-11). Raises AccessDenied."""
    require(by=by, permission=Permission.AUDIT_READ, at=at)
    with transaction.atomic():
        record(
            action="accounts.activity.read",
            at=at,
            by=by,
            organization=side_of(by, at),
            data={"action": action, "people": people},
        )
