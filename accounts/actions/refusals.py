"""What was refused: the ledger keeps who was told no, and where (security.md AUD-01)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from ledger.actions.events import record


def note(*, by: User, at: datetime, page: str) -> None:
    """Record that a person asked for something they may not do. `page` is the name of the address."""
    with transaction.atomic():
        record(action="accounts.access.denied", at=at, by=by, outcome="refused", data={"page": page})
