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
        self.refusals = {"nobody@example.org": "550 5.1.1 no such user"}
        self.drops = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refusals:
            return self.refusals[address]
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
        if self.drops:
            self.drops -= 1
            server.transport.abort()
        return "250 OK"


@pytest.fixture
def server(settings):
    handler = Handler()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "common.smtp.EmailBackend"
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
    assert (report.sent, report.retrying, report.turned_away, report.failed) == (1, 2, 1, 1)
    errors = {delivery.to: delivery.last_error for delivery in Delivery.objects.all()}
    assert errors == {
        "someone": "",
        "later": "SMTPDataError 451 4.7.1",
        "nobody": "SMTPRecipientsRefused 550 5.1.1",
        "spam": "SMTPDataError 554 5.7.1",
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
    assert Notice.objects.get().status.key == "turned_away"


def test_a_mail_server_that_is_away_costs_nothing(settings):
    settings.EMAIL_BACKEND = "common.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    settings.EMAIL_USE_TLS = False
    queued("someone")
    assert run().retrying == 1
    assert Delivery.objects.get().last_error == "ConnectionRefusedError"


@pytest.mark.parametrize(
    ("answer", "standing"),
    [
        ("550 5.1.0 bad destination", "failed"),
        ("550-5.1.1 The account does not exist.\r\n550 5.1.1 See the help.", "failed"),
        ("550 5.1.2 no such host", "failed"),
        ("553 5.1.3 bad syntax", "failed"),
        ("551 5.1.6 moved away", "failed"),
        ("556 5.1.10 null MX", "failed"),
        ("550 5.2.1 mailbox disabled", "failed"),
        ("550 user unknown", "failed"),
        ("550 <nobody@example.org>: Recipient address rejected: User unknown in local recipient table", "failed"),
        ("550 Requested action not taken: mailbox unavailable", "failed"),
        ("550 5.7.1 sender not authorized (SPF)", "turned_away"),
        ("550 5.7.26 unauthenticated mail is not accepted", "turned_away"),
        ("554 5.7.1 relay access denied, user unknown to us", "turned_away"),
        ("550 5.4.1 access denied", "turned_away"),
        ("550 5.4.5 daily quota of this account exceeded", "turned_away"),
        ("550 5.1.8 bad sender", "turned_away"),
        ("530 5.7.0 must issue STARTTLS first", "turned_away"),
        ("550 relaying denied", "turned_away"),
        ("550 your address 5.1.1.9 is on a list", "turned_away"),
        ("552 5.2.2 mailbox full", "retrying"),
        ("450 4.2.0 greylisted", "retrying"),
    ],
)
def test_only_an_address_where_nobody_gets_mail_ends_a_delivery(server, answer, standing):
    server.refusals["nobody@example.org"] = answer
    queued("nobody")
    run()
    assert Notice.objects.get().status.key == standing
    del server.refusals["nobody@example.org"]
    assert run(AT + timedelta(hours=1)).sent == (0 if standing == "failed" else 1)


@pytest.mark.parametrize(("drops", "taken", "standing"), [(1, 2, "sent"), (9, 2, "unsure")])
def test_a_connection_lost_after_the_message_was_given_costs_one_repeat_at_most(server, drops, taken, standing):
    server.drops = drops
    queued("someone")
    for hours in range(0, 100, 5):
        run(AT + timedelta(hours=hours))
    assert len(server.taken) == taken
    assert len({message["Message-ID"] for message in server.taken}) == 1
    assert Notice.objects.get().status.key == standing
