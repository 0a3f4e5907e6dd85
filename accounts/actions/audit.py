"""The look at the ledger itself: every night at all of it, every hour at what is new."""

import logging
from datetime import datetime

from django.db import connection, transaction

from accounts import notices
from ledger.actions.events import NotRecorded, record
from ledger.events import EventName
from ledger.heads import remembered_heads, sign
from ledger.models import RememberedHead
from ledger.triggers import missing_triggers
from ledger.verify import VerifyResult, verify

logger = logging.getLogger(__name__)


class LedgerDamaged(Exception):
    """An event or a row it speaks of is not as it was written, or a trigger that protects them is gone."""


def verify_ledger(*, at: datetime) -> int:
    """Read the whole chain, in chunks, compare it with the remembered heads, and look at the triggers.

    Found whole, its head is sent to those who watch over the ledger, once a day, and kept. How many events were read.
    Raises LedgerDamaged where something is wrong, having told them, once a day.
    """
    result = _look(None, at)
    with transaction.atomic():
        _remember(result, at)
        if result.head_seq:
            notices.ledger_head(seq=result.head_seq, digest=result.head_hash, at=at)
            record(action=EventName.HEAD_REMEMBERED, at=at, by=None, data={"head": result.head_seq})
    return result.checked


def remember_head(*, at: datetime) -> int:
    """Read what was written since the last remembered head, and remember the new one. Raises LedgerDamaged."""
    last = RememberedHead.objects.order_by("-seq").first()
    result = _look(last.seq + 1 if last else None, at)
    with transaction.atomic():
        _remember(result, at)
    return result.checked


def _look(since: int | None, at: datetime) -> VerifyResult:
    """The finding, where all is well. Raises LedgerDamaged."""
    heads, unsigned = remembered_heads()
    result = verify(since, heads=heads)
    if result.intact and unsigned:
        result = VerifyResult(result.checked, unsigned[0], "unsigned")
    faults = missing_triggers(connection)
    if result.intact and not faults:
        return result
    logger.critical("the ledger is damaged: %s %s", result.words, " ".join(f"Trigger {fault}." for fault in faults))
    with transaction.atomic():
        notices.ledger_damaged(at=at)
        _record(result, len(faults), at)
    raise LedgerDamaged(result.words)


def _remember(result: VerifyResult, at: datetime) -> None:
    """Keep the head apart from the chain; nothing is kept twice."""
    seq, digest = result.head_seq, result.head_hash
    if seq and not RememberedHead.objects.filter(seq=seq).exists():
        RememberedHead.objects.create(seq=seq, hash=digest, at=at, signature=sign(seq, digest))


def _record(result: VerifyResult, faults: int, at: datetime) -> None:
    """Append what was found, where the chain still takes it: people are told in any case."""
    try:
        with transaction.atomic():
            record(
                action=EventName.AUDIT_FAILED,
                at=at,
                by=None,
                on=("ledger.event", str(result.first_bad or "")),
                outcome="failed",
                data={"reason": result.reason, "checked": result.checked, "triggers_missing": faults},
            )
    except NotRecorded:
        logger.exception("the damaged ledger did not take the finding")
