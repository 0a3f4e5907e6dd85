"""Lists of people's training that leave the portal, each recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.take_outs import require_measure
from ledger.actions.events import record
from training.events import EventName


@dataclass(frozen=True)
class Export:
    """A list that leaves as a file. Filters are fixed words; what was typed is not repeated."""

    what: str  # "board" or "people"
    form: str  # "csv" or "xlsx"
    count: int  # of rows
    filters: Mapping[str, str]


def require_export(*, by: User, at: datetime, side: Organization, count: int) -> None:
    """Ask before so many lines are read for a file. Raises AccessDenied, TakeOutLimit.

    A principal reads a school of the side, so the right is asked for anywhere.
    """
    require(by=by, permission=Permission.TRAINING_READ, at=at)
    require_measure(by=by, at=at, lines=count, concerned=lambda: [side.pk])


def record_export(*, by: User, at: datetime, side: Organization, export: Export) -> None:
    """Record that the board, or the list of people behind it, leaves as a file; called when the file is made.

    Raises what `require_export` raises: other files may have gone beyond the measure meanwhile.
    """
    require_export(by=by, at=at, side=side, count=export.count)
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
