"""One test mail to the administrator who asks for it, and what the mail server truly answered."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.access import require
from accounts.models import User
from accounts.permissions import Permission
from common.mail import compose, message_id
from config.events import EventName, NoticeKind
from ledger.actions.events import record
from ledger.actions.mailing import describe, hand_over

if TYPE_CHECKING:
    from uuid import UUID

MOST = 3
WITHIN = 10 * 60  # seconds


class TooManyTestMails(Exception):
    """The person has asked for as many as there may be for now."""


@dataclass(frozen=True)
class Answer:
    """How the mail server answered: a fixed word, its code if it gave one, and the error's class."""

    word: str
    code: int | None = None
    error: str = ""

    @property
    def taken(self) -> bool:
        """Whether it took the mail."""
        return self.word == "taken"


# From the narrow to the wide: SMTP's errors are OSErrors too.
WORDS: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPRecipientsRefused, "recipient_refused"),
    (smtplib.SMTPSenderRefused, "sender_refused"),
    (smtplib.SMTPAuthenticationError, "sign_in_refused"),
    (smtplib.SMTPDataError, "message_refused"),
    (smtplib.SMTPNotSupportedError, "no_tls"),
    (smtplib.SMTPException, "hung_up"),
    (ssl.SSLError, "no_tls"),
    (socket.gaierror, "not_found"),
    (TimeoutError, "timed_out"),
    (OSError, "unreachable"),
)

WHAT_TO_CHECK: dict[str, str | Promise] = {
    "recipient_refused": _(
        "It does not take mail for your address. Is the address right, and may this server send there?"
    ),
    "sender_refused": _("It does not take mail from this sender. Check DEFAULT_FROM_EMAIL."),
    "sign_in_refused": _("It refused the portal’s sign-in. Check EMAIL_HOST_USER and EMAIL_HOST_PASSWORD."),
    "message_refused": _("It refused the message itself. Its operator can say why."),
    "no_tls": _("No secure connection could be made. Check EMAIL_USE_TLS, EMAIL_PORT and the server’s certificate."),
    "hung_up": _("It closed the connection. Check EMAIL_PORT, and whether it accepts connections from this machine."),
    "not_found": _("There is no machine of that name. Check EMAIL_HOST."),
    "timed_out": _("It did not answer in time. Check EMAIL_HOST and EMAIL_PORT, and the firewall."),
    "unreachable": _("It cannot be reached. Check EMAIL_HOST and EMAIL_PORT, and whether it runs."),
}


def send_test_mail(*, by: User, at: datetime, token: "UUID") -> Answer:
    """Send one mail to the person's own address through the portal's own mail server, and record the answer.

    Not in a transaction: mail cannot be rolled back. Raises AccessDenied and TooManyTestMails before anything is sent.
    """
    require(by=by, permission=Permission.SETTINGS_VIEW, at=at)
    count_one_more(by)
    message = compose(
        kind=NoticeKind.TEST_MAIL,
        to=by.email,
        context={"link": settings.SITE_URL + reverse("settings")},
        message_id=message_id(token),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    try:
        hand_over(message)
        answer = Answer("taken")
    except OSError as error:
        answer = answer_of(error)
    with transaction.atomic():
        record(
            action=EventName.MAIL_TESTED,
            at=at,
            by=by,
            on=("accounts.user", str(by.pk)),
            outcome="done" if answer.taken else "failed",
            data={"answer": answer.word, "code": answer.code},
        )
    return answer


def count_one_more(by: User) -> None:
    """Count it across processes. Raises TooManyTestMails when it is one too many."""
    key = f"test-mail:{by.pk}"
    cache.add(key, 0, WITHIN)
    if cache.incr(key) > MOST:
        raise TooManyTestMails


def answer_of(error: OSError) -> Answer:
    """The answer that an error stands for; never its text, which may quote an address."""
    word = next(word for kind, word in WORDS if isinstance(error, kind))
    name, *codes = describe(error).split()
    return Answer(word, int(codes[0]) if codes else None, name)
