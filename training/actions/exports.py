"""Lists of people's training that leave the portal, each recorded."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from ledger.actions.events import record
from training.events import EventName


def record_export(
    *, by: User, at: datetime, side: Organization, what: str, form: str, count: int, filters: Mapping[str, str]
) -> None:
    """Record that the board, or the list of people behind it, leaves as a file: how many rows, by which filters.

    `what` is "board" or "people", `form` "csv" or "xlsx"; filters are fixed words, what was typed is not repeated.
    Raises AccessDenied. A principal reads a school of the side, so the right is asked for anywhere.
    """
    require(by=by, permission=Permission.TRAINING_READ, at=at)
    with transaction.atomic():
        record(
            action=EventName.RECORD_EXPORTED,
            at=at,
            by=by,
            on=("training.record", ""),
            organization=side.pk,
            data={
                "what": what,
                "form": form,
                "count": count,
                "filters": [f"{name}:{value}" for name, value in sorted(filters.items())],
            },
        )
