"""A person says why they go on opening and taking away."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import notices
from accounts.actions.sessions import side_of
from accounts.errors import ReasonTooShort
from accounts.events import EventName
from accounts.models import Organization, TakeOut, User
from accounts.take_outs import taken_by
from ledger.actions.events import record

SHORTEST = 15  # characters that can be a reason


def say_why(*, by: User, at: datetime, reason: str, concerned: Iterable[UUID]) -> TakeOut:
    """Keep the reason, for an hour, and tell those who watch over the records. Raises ReasonTooShort."""
    words = reason.strip()
    if len(words) < SHORTEST:
        raise ReasonTooShort
    taken = taken_by(by, at)
    with transaction.atomic():
        row = TakeOut.objects.create(user=by, at=at, reason=words, openings=taken.openings, lines=taken.lines)
        row.concerned.set(Organization.objects.filter(pk__in=list(concerned)))
        notices.take_out(row, at=at)
        record(
            action=EventName.TAKE_OUT_EXPLAINED,
            at=at,
            by=by,
            on=("accounts.takeout", str(row.pk)),
            organization=side_of(by, at),
            data={"openings": taken.openings, "lines": taken.lines},
        )
    return row
