"""The first sealing: what was recorded before events carried seals gets them once."""

from datetime import datetime

from django.db import transaction

from common.chunks import by_key
from ledger.actions.events import record
from ledger.events import EventName
from ledger.models import Event
from ledger.seals import rows_with, seal, sealed_models

SEALS_AN_EVENT = 100


def begin_seals(*, at: datetime) -> int:
    """Seal every row that is there, once in the life of a ledger; how many. A second call finds it done.

    From then on `verify` demands a seal of every row. All in one transaction: nobody else works while it is prepared.
    """
    with transaction.atomic():
        if Event.objects.filter(action=EventName.SEALS_BEGUN).exists():
            return 0
        count = 0
        for model in sealed_models():
            for part in model.sealed_parts:
                for some in by_key(rows_with(model, part).prefetch_related(*model.sealed_with), SEALS_AN_EVENT):
                    record(action=EventName.ROWS_SEALED, at=at, by=None, seals=[seal(row, part) for row in some])
                    count += len(some)
        record(action=EventName.SEALS_BEGUN, at=at, by=None, data={"rows": count})
    return count
