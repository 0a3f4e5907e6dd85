"""A message that was given up is sent once more, because a person said so."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ledger.actions.events import record, require_transaction
from ledger.actions.notices import hint
from ledger.events import EventName
from ledger.models import Delivery
from ledger.querysets import DeliveryQuerySet


def send_again(*, deliveries: DeliveryQuerySet, by: Any, at: datetime) -> int:
    """Open each of these that was given up again, with every try and every doubt forgotten; how many.

    It keeps its Message-ID: who had it already may see that it is the same. Raises NotInTransaction.
    """
    require_transaction()
    chosen = list(deliveries.undelivered().order_by("pk").values_list("pk", flat=True))
    count = (
        Delivery.objects.filter(pk__in=chosen)
        .undelivered()
        .update(failed_at=None, trouble="", last_error="", attempts=0, doubts=0, try_after=at)
    )
    if count:
        one = str(chosen[0]) if len(chosen) == 1 else ""
        record(
            action=EventName.NOTICE_SENT_AGAIN,
            at=at,
            by=by,
            on=("ledger.delivery", one),
            outcome="done",
            data={"count": count},
        )
        transaction.on_commit(hint, robust=True)
    return count
