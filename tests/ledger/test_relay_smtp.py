"""The relay against a mail server that answers as real ones do, on this machine."""

import socket
from collections import Counter
from datetime import timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller

from ledger.actions.mailing import Recipient
from ledger.actions.notices import queue
from ledger.actions.relay import relay
from ledger.models import Delivery, Notice
from tests.ledger.moment import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_mail")]


class Handler:
    """Answers by recipient; keeps what it took."""

    def __init__(self):
        self.tries, self.taken = Counter(), []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        (address,) = envelope.rcpt_tos
        self.tries[address] += 1
        if address.startswith("later") and self.tries[address] == 1:
            return "451 4.7.1 greylisted, try later"
        if address.startswith("spam"):
            return "554 5.7.1 refused"
        self.taken.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def server(settings):
    handler = Handler()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 5
    yield handler
    controller.stop()


def run(at=AT):
    return relay(at=at, recipient=lambda user: Recipient(f"{user}@example.org"), holds=lambda _fact: True)


def queued(*people):
    for person in people:
        queue(kind="ledger.sample", to=person, at=AT, about=("ledger.test", "1"), key=person, facts={"number": "7"})


def test_each_recipient_gets_a_message_of_their_own_or_an_honest_failure(server):
    queued("someone", "later", "nobody", "spam")
    report = run()
    assert (report.sent, report.retrying, report.failed) == (1, 1, 2)
    errors = {delivery.to: delivery.last_error for delivery in Delivery.objects.all()}
    assert errors == {
        "someone": "",
        "later": "SMTPDataError 451",
        "nobody": "SMTPRecipientsRefused 550",
        "spam": "SMTPDataError 554",
    }
    assert run(AT + timedelta(hours=1)).sent == 1
    assert [message["To"] for message in server.taken] == ["someone@example.org", "later@example.org"]
    for message in server.taken:
        assert message["Message-ID"] == Delivery.objects.get(to=message["To"].split("@")[0]).message_id
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Cc"] is message["Bcc"] is None


def test_a_server_without_transport_security_gets_no_mail_where_it_is_asked_for(server, settings):
    settings.EMAIL_USE_TLS = True
    queued("someone")
    assert run().retrying == 1
    assert server.taken == []
    assert Notice.objects.get().status.key == "retrying"


def test_a_mail_server_that_is_away_costs_nothing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    settings.EMAIL_USE_TLS = False
    queued("someone")
    assert run().retrying == 1
    assert Delivery.objects.get().last_error == "ConnectionRefusedError"
