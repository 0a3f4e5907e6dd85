"""Lists of people's training that leave the portal, each recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from ledger.actions.events import record
from training.events import EventName


@dataclass(frozen=True)
class Export:
    """A list that leaves as a file. Filters are fixed words; what was typed is not repeated."""

    what: str  # "board" or "people"
    form: str  # "csv" or "xlsx"
    count: int  # of rows
    filters: Mapping[str, str]


def record_export(*, by: User, at: datetime, side: Organization, export: Export) -> None:
    """Record that the board, or the list of people behind it, leaves as a file.

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
                "what": export.what,
                "form": export.form,
                "count": export.count,
                "filters": [f"{name}:{value}" for name, value in sorted(export.filters.items())],
            },
        )
