"""The nightly look at the ledger itself."""

import logging
from datetime import datetime

from django.db import connection, transaction

from accounts import notices
from accounts.actions.recovery import runners
from ledger.actions.events import NotRecorded, record
from ledger.events import EventName
from ledger.triggers import missing_triggers
from ledger.verify import VerifyResult, verify

logger = logging.getLogger(__name__)


class LedgerDamaged(Exception):
    """An event is not as it was written, or a trigger that protects the ledger is gone."""


def verify_ledger(*, at: datetime) -> int:
    """Read the whole chain, in chunks, and look at the triggers; how many events were read.

    Raises LedgerDamaged where something is wrong, having told the portal administrators, once a day.
    """
    result, faults = verify(), missing_triggers(connection)
    if result.intact and not faults:
        return result.checked
    logger.critical("the ledger is damaged: %s %s", result.words, " ".join(f"Trigger {fault}." for fault in faults))
    with transaction.atomic():
        for person in runners(None, at):
            notices.ledger_damaged(to=person, at=at)
        _record(result, len(faults), at)
    raise LedgerDamaged(result.words)


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
