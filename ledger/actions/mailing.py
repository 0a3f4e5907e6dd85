"""One message of the relay: composed for the person as they are now, and handed to the mail server.

Sent outside any transaction, for mail cannot be rolled back.
"""

import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone, translation

from common.mail import compose, subject_line
from common.smtp import Unanswered
from ledger.models import Delivery, Notice, Trouble

FOLDED = "ledger.folded"  # the mail that carries several notices: a line and a link for each
# Enhanced status codes (RFC 3463) that say that nobody gets mail at this address. Every other lasting refusal is of
# who sends, or how, and ours to mend; that a mailbox is full (5.2.2, 5.2.3) passes.
NO_SUCH_ADDRESS = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
MAILBOX_FULL = frozenset({"5.2.2", "5.2.3"})
# Answers about the one mail in hand, not about our sign-in or our sender.
OF_THIS_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?![.\d])")
# What servers without those codes say after 550, 551 or 553.
_UNKNOWN = re.compile(
    r"user (is )?unknown|unknown (user|recipient|mailbox|address|local part)"
    r"|no such (user|recipient|mailbox|address|person|account)|no mailbox here|mailbox (unavailable|not found)"
    r"|(user|recipient|mailbox|address|account) (was |is )?(not found|does not exist|doesn.t exist|disabled|inactive)"
    r"|invalid (recipient|mailbox|user)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NoticeFact:
    """A notice as the apps above see it when asked whether it still holds at the moment `now`."""

    id: str
    kind: str
    to: str
    about: tuple[str, str]
    key: str
    at: datetime
    due: datetime
    facts: Mapping[str, Any]
    mandatory: bool
    now: datetime


@dataclass(frozen=True)
class Recipient:
    """A person as mail needs them at this moment; `inbox_only` holds the kinds they chose not to get by mail."""

    address: str
    language: str = "en"
    zone: str = "UTC"
    inbox_only: frozenset[str] = frozenset()
    context: Mapping[str, Any] = field(default_factory=dict)


def fact_of(notice: Notice, now: datetime) -> NoticeFact:
    """The notice as plain facts, to be asked of at that moment."""
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
        now=now,
    )


def send(delivery: Delivery, notices: Sequence[Notice], person: Recipient) -> None:
    """Compose and hand over one mail. Raises what came in the way; `trouble_of` says whose it is."""
    with timezone.override(person.zone):
        first, *others = [_context(notice, person) for notice in notices]
        kind, context = notices[0].kind, first
        if others:
            with translation.override(person.language):
                lines = [
                    {"words": subject_line(notice.kind, said), "link": said["link"]}
                    for notice, said in zip(notices, [first, *others], strict=True)
                ]
            kind, context = FOLDED, {**person.context, "lines": lines, "count": len(lines)}
        mail = compose(
            kind=kind,
            to=person.address,
            context=context,
            message_id=delivery.message_id,
            language=person.language,
        )
    hand_over(mail)


def _context(notice: Notice, person: Recipient) -> dict[str, Any]:
    """What the template of one notice may say. An invitation’s link comes with its person: it is not stored."""
    return {
        "link": settings.SITE_URL + str(notice.facts.get("path", "/")),
        **person.context,
        **notice.facts,
    }


def hand_over(mail: EmailMultiAlternatives) -> None:
    """Give one mail to the server. A server that took it and then fails to say goodbye has still taken it."""
    backend = get_connection()
    try:
        backend.open()
        backend.send_messages([mail])
    finally:
        with suppress(OSError):
            backend.close()


def trouble_of(error: Exception) -> Trouble:
    """Whose the trouble is: the address, or we ourselves, or nobody's for long."""
    if isinstance(error, Unanswered):
        return Trouble.UNANSWERED
    replies = _replies(error)
    if replies:
        kinds = {_kind_of(code, text) for code, text in replies}
        if isinstance(error, OF_THIS_MAIL) and kinds == {Trouble.ADDRESS}:
            return Trouble.ADDRESS
        return Trouble.PASSING if kinds == {Trouble.PASSING} else Trouble.OURS
    # No way to sign in, or no TLS, where it is asked for; a certificate that is not to be trusted.
    ours = isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLError) or type(error) is smtplib.SMTPException
    return Trouble.OURS if ours else Trouble.PASSING


def _kind_of(code: int, text: str) -> Trouble:
    enhanced = _enhanced(text)
    if not 500 <= code < 600 or enhanced in MAILBOX_FULL:
        return Trouble.PASSING
    if enhanced in NO_SUCH_ADDRESS or (not enhanced and code in (550, 551, 553) and _UNKNOWN.search(text)):
        return Trouble.ADDRESS
    return Trouble.OURS


def _replies(error: Exception) -> list[tuple[int, str]]:
    """What the server answered, as code and text; nothing where it did not."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [(code, _text(text)) for code, text in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [(error.smtp_code, _text(error.smtp_error))]
    return []


def _text(said: bytes | str) -> str:
    return said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)


def _enhanced(text: str) -> str:
    found = _ENHANCED.match(text)
    return found.group(1) if found else ""


def describe(error: Exception) -> str:
    """The class of an error and the server's codes; never its text, which may quote an address."""
    replies = sorted(set(_replies(error)))
    codes = dict.fromkeys(str(code) for code, _said in replies) | dict.fromkeys(
        _enhanced(text) for _code, text in replies
    )
    return " ".join([type(error).__name__, *filter(None, codes)])[:80]
