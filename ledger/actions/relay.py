"""From a notice that is due to a mail the server took.

Each message is leased by a conditional update, composed for the person as they are now, sent outside any
transaction, then marked. Where the connection was lost after the message was given, or the process died over it, nobody
knows whether the server took it: it is sent once more under the same Message-ID, and after that waits for a person.

Only an address where nobody gets mail ends a delivery at once. What the server has against the portal itself, or a
server that is away, is tried without end; what it has against one message for the moment, `MOST_ATTEMPTS` times.
"""

import hashlib
import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Case, F, PositiveSmallIntegerField, When

from common.clock import Clock
from common.smtp import Unanswered
from ledger.actions.events import record
from ledger.actions.mailing import OF_THIS_MAIL, NoticeFact, Recipient, describe, fact_of, send, trouble_of
from ledger.actions.notices import message_for
from ledger.events import EventName
from ledger.models import Delivery, Notice, Trouble

LEASE = timedelta(minutes=10)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
MOST_ATTEMPTS = 38  # with these pauses about five days, as mail servers do (RFC 5321, 4.5.4.1)
MOST_DOUBTS = 2
LONGEST_PASS = timedelta(minutes=1)  # and the message in hand
LONGEST_URGENT_PAUSE = timedelta(minutes=5)

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
    more: bool = False  # something is due still: the pass had its time, or its number of messages
    turned_away: int = 0  # of those to be tried again: the server has something against the portal itself

    def and_then(self, later: "RelayReport") -> "RelayReport":
        """Both passes as one; whether there is more is for the later one to say."""
        counts = {one.name: getattr(self, one.name) + getattr(later, one.name) for one in fields(self)}
        return RelayReport(**{**counts, "more": later.more})

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
    within: timedelta = LONGEST_PASS,
    urgent_only: bool = False,
) -> RelayReport:
    """Send what is due, each message by itself; safe to run twice at once.

    A pass ends after `limit` messages or when its time is up; `more` says that something is due still. What is
    urgent goes first, also before the rest of a pass that has begun.
    `recipient` gives a person's address now, or None when they are to get nothing any more; `holds` says whether
    the notice is still true. Raises RuntimeError inside a transaction: mail cannot be rolled back.
    """
    clock, owner, report = Clock(at), str(uuid.uuid4()), RelayReport()
    report.planned = 0 if urgent_only else _plan(at=at, limit=limit)
    tell = partial(_deliver, clock=clock, recipient=recipient, holds=holds, report=report)
    ready = Delivery.objects.ready(at).filter(urgent=True) if urgent_only else Delivery.objects.ready(at)
    for delivery_id in list(ready.values_list("pk", flat=True)[:limit]):
        urgent = Delivery.objects.ready(clock.now()).filter(urgent=True).values_list("pk", flat=True)
        for pk in (*urgent[:limit], delivery_id):
            delivery = _lease(pk, owner=owner, now=clock.now()) if clock.now() - at < within else None
            if delivery is not None:
                tell(delivery)
        if clock.now() - at >= within:
            break
    report.more = Notice.objects.unplanned(at).exists() or Delivery.objects.ready(clock.now()).exists()
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
        with transaction.atomic(durable=True):
            waiting = Notice.objects.unplanned(at).order_by()
            alike = waiting.filter(to=notice.to, fold=notice.fold) if notice.fold else waiting.filter(pk=notice.pk)
            together = set(alike.values_list("pk", flat=True))
            delivery = message_for(notice.to, at=at, due=notice.due)
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
        # A lease that ran out is of a process that died, perhaps after the server took the message.
        one_more = Case(When(leased_until__isnull=False, then=1), default=0, output_field=PositiveSmallIntegerField())
        counted = {"attempts": F("attempts") + 1, "doubts": F("doubts") + one_more}
        if taken.update(leased_until=now + LEASE, lease_owner=owner, **counted) != 1:
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
        if delivery.doubts >= MOST_DOUBTS:
            raise Unanswered
        send(delivery, wanted, person)
    except SoftTimeLimitExceeded:
        # The worker's time is up, perhaps after the server took the message; the worker must hear of it.
        _not_sent(delivery, notices, error=Unanswered(), now=clock.now(), report=report)
        raise
    except Exception as error:  # whatever it was, the message is kept
        _not_sent(delivery, notices, error=error, now=clock.now(), report=report)
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
        marked = _mine(delivery).update(sent_at=now, leased_until=None, lease_owner="", last_error="", trouble="")
        if marked == 1:
            _forget_sealed(notices)
            for notice in notices:
                _record(EventName.NOTICE_SENT, "done", notice, now, {"attempt": delivery.attempts})
    report.sent += marked
    report.lost += 1 - marked


def _not_sent(
    delivery: Delivery, notices: Sequence[Notice], *, error: Exception, now: datetime, report: RelayReport
) -> None:
    """Try it again later, or end it where that is no use."""
    trouble, words = trouble_of(error), describe(error)
    if trouble == Trouble.UNANSWERED and delivery.doubts < MOST_DOUBTS:
        delivery.doubts += 1
    values = {"last_error": words, "trouble": trouble, "doubts": delivery.doubts}
    if _is_over(delivery, trouble, error):
        _give_up(delivery, notices, values=values, now=now, report=report)
        return
    pause = pause_before(delivery.attempts, delivery.message_id)
    again = now + (min(pause, LONGEST_URGENT_PAUSE) if delivery.urgent else pause)
    with transaction.atomic(durable=True):
        marked = _mine(delivery).update(leased_until=None, lease_owner="", try_after=again, **values)
    logger.warning("Delivery %s not made (%s), attempt %d", delivery.pk, words, delivery.attempts)
    report.retrying += marked
    report.turned_away += marked if trouble == Trouble.OURS else 0
    report.lost += 1 - marked


def _is_over(delivery: Delivery, trouble: Trouble, error: Exception) -> bool:
    """Whether trying again is no use, or no longer."""
    if trouble == Trouble.UNANSWERED:
        return delivery.doubts >= MOST_DOUBTS
    if trouble == Trouble.PASSING and isinstance(error, OF_THIS_MAIL):
        # Again: what counted so far may have been the days a server was away.
        before = delivery.last_error.startswith(tuple(kind.__name__ for kind in OF_THIS_MAIL))
        again = before and delivery.trouble == Trouble.PASSING
        return again and delivery.attempts >= MOST_ATTEMPTS
    return trouble == Trouble.ADDRESS


def _give_up(
    delivery: Delivery, notices: Sequence[Notice], *, values: dict[str, Any], now: datetime, report: RelayReport
) -> None:
    error = str(values["last_error"])
    with transaction.atomic(durable=True):
        marked = _mine(delivery).update(failed_at=now, leased_until=None, lease_owner="", **values)
        if marked == 1:
            _forget_sealed(notices)
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
            dropped_at=now, dropped_reason=reason, sealed=""
        )
        if dropped:
            _record(EventName.NOTICE_DROPPED, "dropped", notice, now, {"reason": reason})
    report.dropped += 1 if dropped else 0
    report.lost += 0 if ours else 1


def _forget_sealed(notices: Sequence[Notice]) -> None:
    """What only the mail was to say is kept no longer."""
    if told := [notice.pk for notice in notices if notice.sealed]:
        Notice.objects.filter(pk__in=told).update(sealed="")


def _record(action: EventName, outcome: str, notice: Notice, now: datetime, data: dict[str, Any]) -> None:
    record(
        action=action,
        at=now,
        by=None,
        on=("ledger.notice", str(notice.pk)),
        outcome=outcome,
        data={"kind": notice.kind, "about_type": notice.about_type, "about_id": notice.about_id, **data},
    )
