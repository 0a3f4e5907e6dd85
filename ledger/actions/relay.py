"""From a notice that is due to a mail the server took (security.md JOB-01, JOB-02, JOB-09, MAIL-02).

Each message is leased by a conditional update, composed for the person as they are now, sent outside any
transaction, then marked. A crash between the server's answer and the mark leaves a lease that runs out, and the
next relay sends that message once more under the same Message-ID: at least once, at most one repeat a crash.
"""

import hashlib
import logging
import smtplib
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from common.mail import compose, message_id
from ledger.actions.events import record
from ledger.models import Delivery, Notice

LEASE = timedelta(minutes=10)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
MOST_ATTEMPTS = 16  # with these pauses about 32 hours

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class NoticeFact:
    """A notice as the apps above see it when asked whether it still holds."""

    id: str
    kind: str
    to: str
    about: tuple[str, str]
    key: str
    at: datetime
    due: datetime
    facts: Mapping[str, Any]
    mandatory: bool


@dataclass(frozen=True)
class Recipient:
    """A person as mail needs them at this moment; `inbox_only` holds the kinds they chose not to get by mail."""

    address: str
    language: str = "en"
    zone: str = "UTC"
    inbox_only: frozenset[str] = frozenset()
    context: Mapping[str, Any] = field(default_factory=dict)


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


class Refused(Exception):
    """The mail server will never take this message; trying again is no use."""


class _Clock:
    """`at` and the time gone by since, so that leases and marks stay true in a long pass."""

    def __init__(self, at: datetime) -> None:
        self.at, self.start = at, time.monotonic()

    def now(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self.start)


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
    clock, owner, report = _Clock(at), str(uuid.uuid4()), RelayReport()
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
    base = min(FIRST_PAUSE * 2 ** min(attempt - 1, 20), LONGEST_PAUSE)
    digest = hashlib.sha256(f"{message}{attempt}".encode()).digest()
    return base * (0.8 + 0.4 * digest[0] / 255)


def _plan(*, at: datetime, limit: int) -> int:
    """One message for each due notice that has none; a notice another relay planned meanwhile is left alone."""
    planned = 0
    for notice in Notice.objects.unplanned(at)[:limit]:
        token = uuid.uuid4()
        with transaction.atomic(durable=True):
            delivery = Delivery.objects.create(
                id=token, to=notice.to, message_id=message_id(token), created_at=at, try_after=notice.due
            )
            free = Notice.objects.filter(pk=notice.pk, delivery__isnull=True, dropped_at__isnull=True)
            if free.update(delivery=delivery) == 1:
                planned += 1
            else:
                delivery.delete()
    return planned


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
    clock: _Clock,
    recipient: Callable[[str], Recipient | None],
    holds: Callable[[NoticeFact], bool],
    report: RelayReport,
) -> None:
    """Settle one leased message: sent, to be tried again, given up, or not needed."""
    notice = Notice.objects.filter(delivery=delivery, dropped_at__isnull=True).first()
    if notice is None:
        # Another relay dropped it after we listed it: there is nothing to say and nothing to mark.
        _mine(delivery).update(leased_until=None, lease_owner="")
        return
    try:
        reason, person = _still_wanted(notice, recipient, holds)
        if person is None:
            _drop(delivery, notice, reason=reason, now=clock.now(), report=report)
            return
        _send(delivery, notice, person)
    except Refused as refusal:
        _give_up(delivery, notice, error=str(refusal), now=clock.now(), report=report)
    except Exception as error:  # whatever it was, the message is kept and tried again
        _postpone(delivery, notice, error=describe(error), now=clock.now(), report=report)
    else:
        _mark_sent(delivery, notice, now=clock.now(), report=report)


def _still_wanted(
    notice: Notice, recipient: Callable[[str], Recipient | None], holds: Callable[[NoticeFact], bool]
) -> tuple[str, Recipient | None]:
    """The person to send to as of now; or why not, and None."""
    person = recipient(notice.to)
    if person is None or not person.address:
        return "recipient_gone", None
    if not holds(_fact(notice)):
        return "not_needed", None
    if notice.kind in person.inbox_only and not notice.mandatory:
        return "inbox_only", None
    return "", person


def _fact(notice: Notice) -> NoticeFact:
    return NoticeFact(
        id=str(notice.pk),
        kind=notice.kind,
        to=notice.to,
        about=(notice.about_type, notice.about_id),
        key=notice.key,
        at=notice.at,
        due=notice.due,
        facts=notice.facts,
        mandatory=notice.mandatory,
    )


def _send(delivery: Delivery, notice: Notice, person: Recipient) -> None:
    """Compose and hand over one mail. Raises Refused for a lasting refusal, anything else for a passing one."""
    context = {
        **person.context,
        **notice.facts,
        "notice": _fact(notice),
        "link": settings.SITE_URL + str(notice.facts.get("path", "/")),
    }
    with timezone.override(person.zone):
        mail = compose(
            kind=notice.kind,
            to=person.address,
            context=context,
            message_id=delivery.message_id,
            language=person.language,
        )
    try:
        hand_over(mail)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        if _lasting(error):
            raise Refused(describe(error)) from None
        raise


def hand_over(mail: EmailMultiAlternatives) -> None:
    """Give one mail to the server. A server that took it and then fails to say goodbye has still taken it."""
    backend = get_connection()
    try:
        backend.open()
        backend.send_messages([mail])
    finally:
        with suppress(OSError):
            backend.close()


def _codes(error: Exception) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _lasting(error: Exception) -> bool:
    """5xx about this recipient or this message. A 5xx to our own sign-in or sender is ours to mend, so it passes."""
    return all(500 <= code < 600 for code in _codes(error))


def describe(error: Exception) -> str:
    """The class of an error and the server's code; never its text, which may quote an address."""
    return " ".join([type(error).__name__, *map(str, sorted(set(_codes(error))))])[:80]


def _mine(delivery: Delivery) -> Any:
    return Delivery.objects.filter(pk=delivery.pk, lease_owner=delivery.lease_owner).open()


def _mark_sent(delivery: Delivery, notice: Notice, *, now: datetime, report: RelayReport) -> None:
    with transaction.atomic(durable=True):
        marked = _mine(delivery).update(sent_at=now, leased_until=None, lease_owner="", last_error="")
        if marked == 1:
            _record("sent", notice, now, {"attempt": delivery.attempts})
    report.sent += marked
    report.lost += 1 - marked


def _postpone(delivery: Delivery, notice: Notice, *, error: str, now: datetime, report: RelayReport) -> None:
    if delivery.attempts >= MOST_ATTEMPTS:
        _give_up(delivery, notice, error=error, now=now, report=report)
        return
    again = now + pause_before(delivery.attempts, delivery.message_id)
    with transaction.atomic(durable=True):
        marked = _mine(delivery).update(leased_until=None, lease_owner="", last_error=error, try_after=again)
    logger.warning("Delivery %s not made (%s), attempt %d", delivery.pk, error, delivery.attempts)
    report.retrying += marked
    report.lost += 1 - marked


def _give_up(delivery: Delivery, notice: Notice, *, error: str, now: datetime, report: RelayReport) -> None:
    with transaction.atomic(durable=True):
        marked = _mine(delivery).update(failed_at=now, leased_until=None, lease_owner="", last_error=error)
        if marked == 1:
            _record(
                "failed",
                notice,
                now,
                {"attempt": delivery.attempts, "error": error.replace(" ", ":").lower()},
            )
    logger.error("Delivery %s given up (%s)", delivery.pk, error)
    report.failed += marked
    report.lost += 1 - marked


def _drop(delivery: Delivery, notice: Notice, *, reason: str, now: datetime, report: RelayReport) -> None:
    with transaction.atomic(durable=True):
        released = _mine(delivery).update(leased_until=None, lease_owner="")
        if released == 1:
            Notice.objects.filter(pk=notice.pk).update(dropped_at=now, dropped_reason=reason)
            _record("dropped", notice, now, {"reason": reason})
    report.dropped += released
    report.lost += 1 - released


def _record(what: str, notice: Notice, now: datetime, data: dict[str, Any]) -> None:
    record(
        action=f"ledger.notice.{what}",
        at=now,
        by=None,
        on=("ledger.notice", str(notice.pk)),
        outcome="done" if what == "sent" else what,
        data={"kind": notice.kind, "about_type": notice.about_type, "about_id": notice.about_id, **data},
    )
