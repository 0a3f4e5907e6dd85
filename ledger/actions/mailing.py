"""One message of the relay: composed for the person as they are now, and handed to the mail server.

Sent outside any transaction, for mail cannot be rolled back.
"""

import smtplib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone, translation

from common.mail import compose, subject_line
from ledger.models import Delivery, Notice

FOLDED = "ledger.folded"  # the mail that carries several notices: a line and a link for each


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


class Refused(Exception):
    """The mail server will never take this message; trying again is no use."""


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
    """Compose and hand over one mail. Raises Refused for a lasting refusal, anything else for a passing one."""
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
    try:
        hand_over(mail)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        if _lasting(error):
            raise Refused(describe(error)) from None
        raise


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
