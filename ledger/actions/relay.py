"""From a notice that is due to a mail the server took.

Each message is leased by a conditional update, composed for the person as they are now, sent outside any
transaction, then marked. A crash between the server's answer and the mark leaves a lease that runs out, and the
next relay sends that message once more under the same Message-ID: at least once, at most one repeat a crash.
"""

import hashlib
import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from common.clock import Clock
from common.mail import message_id
from ledger.actions.events import record
from ledger.actions.mailing import NoticeFact, Recipient, Refused, describe, fact_of, send
from ledger.events import EventName
from ledger.models import Delivery, Notice

LEASE = timedelta(minutes=10)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
MOST_ATTEMPTS = 16  # with these pauses about 32 hours

logger = logging.getLogger(__name__)


@dataclass
class RelayReport:
    """What one pass of the relay did, in numbers."""

    planned: int = 0
    sent: int = 0
    retrying: int = 0
    failed: int = 0
    dropped: int = 0
    lost: int = 0  # another relay held the message when this one came to mark it

    def __str__(self) -> str:
        return (
            f"planned {self.planned}, sent {self.sent}, retrying {self.retrying}, "
            f"failed {self.failed}, dropped {self.dropped}, lost {self.lost}"
        )


def relay(
    *,
    at: datetime,
    recipient: Callable[[str], Recipient | None],
    holds: Callable[[NoticeFact], bool],
    limit: int = 200,
) -> RelayReport:
    """Send what is due, at most `limit` messages, each by itself; safe to run twice at once.

    `recipient` gives a person's address now, or None when they are to get nothing any more; `holds` says whether
    the notice is still true. Raises RuntimeError inside a transaction: mail cannot be rolled back.
    """
    clock, owner, report = Clock(at), str(uuid.uuid4()), RelayReport()
    report.planned = _plan(at=at, limit=limit)
    for delivery_id in list(Delivery.objects.ready(at).values_list("pk", flat=True)[:limit]):
        delivery = _lease(delivery_id, owner=owner, now=clock.now())
        if delivery is not None:
            _deliver(delivery, clock=clock, recipient=recipient, holds=holds, report=report)
    return report


def pause_before(attempt: int, message: str) -> timedelta:
    """How long to wait after the given failed attempt: doubling to a cap, spread by a fifth either way.

    The spread comes from the message's own id, so that a batch that failed together is not tried together.
    """
    base: timedelta = min(FIRST_PAUSE * 2 ** min(attempt - 1, 20), LONGEST_PAUSE)
    digest = hashlib.sha256(f"{message}{attempt}".encode()).digest()
    share: float = 0.8 + 0.4 * digest[0] / 255
    return base * share


def _plan(*, at: datetime, limit: int) -> int:
    """Messages for due notices that have none: one each, or one for all of a person's that fold together.

    A notice another relay planned meanwhile is left alone.
    """
    planned: set[uuid.UUID] = set()
    messages = 0
    for notice in Notice.objects.unplanned(at)[:limit]:
        if notice.pk in planned:
            continue
        token = uuid.uuid4()
        with transaction.atomic(durable=True):
            waiting = Notice.objects.unplanned(at).order_by()
            alike = waiting.filter(to=notice.to, fold=notice.fold) if notice.fold else waiting.filter(pk=notice.pk)
            together = set(alike.values_list("pk", flat=True))
            delivery = Delivery.objects.create(
                id=token, to=notice.to, message_id=message_id(token), created_at=at, try_after=notice.due
            )
            if Notice.objects.filter(pk__in=together, delivery__isnull=True).update(delivery=delivery):
                messages += 1
            else:
                delivery.delete()
        planned |= together
    return messages


def _lease(pk: uuid.UUID, *, owner: str, now: datetime) -> Delivery | None:
    """The message, ours until the lease ends, or None when another relay was first."""
    with transaction.atomic(durable=True):
        taken = Delivery.objects.filter(pk=pk).open().unleased(now).filter(try_after__lte=now)
        if taken.update(leased_until=now + LEASE, lease_owner=owner, attempts=F("attempts") + 1) != 1:
            return None
        return Delivery.objects.get(pk=pk)


def _deliver(
    delivery: Delivery,
    *,
    clock: Clock,
    recipient: Callable[[str], Recipient | None],
    holds: Callable[[NoticeFact], bool],
    report: RelayReport,
) -> None:
    """Settle one leased message: sent, to be tried again, given up, or not needed."""
    notices = list(Notice.objects.filter(delivery=delivery, dropped_at__isnull=True).order_by("due", "at", "id"))
    try:
        person = recipient(delivery.to)
        wanted = [notice for notice in notices if _wanted(delivery, notice, person, holds, clock, report)]
        if not wanted or person is None:
            # Nothing is left to say, here or because another relay dropped it after we listed it.
            _mine(delivery).update(leased_until=None, lease_owner="")
            return
        send(delivery, wanted, person)
    except Refused as refusal:
        _give_up(delivery, notices, error=str(refusal), now=clock.now(), report=report)
    except Exception as error:  # whatever it was, the message is kept and tried again
        _postpone(delivery, notices, error=describe(error), now=clock.now(), report=report)
    else:
        _mark_sent(delivery, wanted, now=clock.now(), report=report)


def _wanted(
    delivery: Delivery,
    notice: Notice,
    person: Recipient | None,
    holds: Callable[[NoticeFact], bool],
    clock: Clock,
    report: RelayReport,
) -> bool:
    """Whether the notice is still to be sent to this person; drops it where it is not."""
    if person is None or not person.address:
        reason = "recipient_gone"
    elif not holds(fact_of(notice, clock.now())):
        reason = "not_needed"
    elif notice.kind in person.inbox_only and not notice.mandatory:
        reason = "inbox_only"
    else:
        return True
    _drop(delivery, notice, reason=reason, now=clock.now(), report=report)
    return False


def _mine(delivery: Delivery) -> Any:
    return Delivery.objects.filter(pk=delivery.pk, lease_owner=delivery.lease_owner).open()


def _mark_sent(delivery: Delivery, notices: Sequence[Notice], *, now: datetime, report: RelayReport) -> None:
    with transaction.atomic(durable=True):
        marked = _mine(delivery).update(sent_at=now, leased_until=None, lease_owner="", last_error="")
        if marked == 1:
            for notice in notices:
                _record(EventName.NOTICE_SENT, "done", notice, now, {"attempt": delivery.attempts})
    report.sent += marked
    report.lost += 1 - marked


def _postpone(delivery: Delivery, notices: Sequence[Notice], *, error: str, now: datetime, report: RelayReport) -> None:
    if delivery.attempts >= MOST_ATTEMPTS:
        _give_up(delivery, notices, error=error, now=now, report=report)
        return
    again = now + pause_before(delivery.attempts, delivery.message_id)
    with transaction.atomic(durable=True):
        marked = _mine(delivery).update(leased_until=None, lease_owner="", last_error=error, try_after=again)
    logger.warning("Delivery %s not made (%s), attempt %d", delivery.pk, error, delivery.attempts)
    report.retrying += marked
    report.lost += 1 - marked


def _give_up(delivery: Delivery, notices: Sequence[Notice], *, error: str, now: datetime, report: RelayReport) -> None:
    with transaction.atomic(durable=True):
        marked = _mine(delivery).update(failed_at=now, leased_until=None, lease_owner="", last_error=error)
        if marked == 1:
            told = {"attempt": delivery.attempts, "error": error.replace(" ", ":").lower()}
            for notice in notices:
                _record(EventName.NOTICE_FAILED, "failed", notice, now, told)
    logger.error("Delivery %s given up (%s)", delivery.pk, error)
    report.failed += marked
    report.lost += 1 - marked


def _drop(delivery: Delivery, notice: Notice, *, reason: str, now: datetime, report: RelayReport) -> None:
    """Take one notice out of the message, while the message is ours."""
    with transaction.atomic(durable=True):
        ours = _mine(delivery).update(leased_until=F("leased_until")) == 1
        dropped = ours and Notice.objects.filter(pk=notice.pk, dropped_at__isnull=True).update(
            dropped_at=now, dropped_reason=reason
        )
        if dropped:
            _record(EventName.NOTICE_DROPPED, "dropped", notice, now, {"reason": reason})
    report.dropped += 1 if dropped else 0
    report.lost += 0 if ours else 1


def _record(action: EventName, outcome: str, notice: Notice, now: datetime, data: dict[str, Any]) -> None:
    record(
        action=action,
        at=now,
        by=None,
        on=("ledger.notice", str(notice.pk)),
        outcome=outcome,
        data={"kind": notice.kind, "about_type": notice.about_type, "about_id": notice.about_id, **data},
    )
