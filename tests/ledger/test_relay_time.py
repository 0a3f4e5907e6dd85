"""How long a pass of the relay takes, what goes first, and that what is left is said."""

import socket
import threading
import time
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from common import smtp
from ledger.actions import mailing
from ledger.actions.mailing import Recipient
from ledger.actions.notices import queue
from ledger.actions.relay import relay
from ledger.models import Delivery, Notice
from tests.ledger.moment import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_mail")]


def queued(*keys, **more):
    for key in keys:
        queue(kind="ledger.sample", to="u1", at=AT, about=("ledger.test", "1"), key=key, facts={"number": key}, **more)


def run(at=AT, **more):
    return relay(at=at, recipient=lambda _id: Recipient("one@example.org"), holds=lambda _fact: True, **more)


@pytest.fixture
def slow(monkeypatch):
    """A server that takes a fifth of a second for each message."""
    taken = []

    def hand_over(mail):
        time.sleep(0.2)
        taken.append(mail.subject)

    monkeypatch.setattr("ledger.actions.mailing.hand_over", hand_over)
    return taken


def test_a_pass_ends_when_its_time_is_up_and_says_that_there_is_more(slow):
    queued(*(f"k{number}" for number in range(12)))
    report = run(within=timedelta(seconds=0.5))
    assert report.more
    assert 2 <= report.sent <= 4
    assert Delivery.objects.filter(leased_until__isnull=False).count() == 0, "nothing is held that was not tried"


def test_a_pass_over_its_number_says_that_there_is_more_also_when_nothing_was_new_to_it(mailoutbox):
    queued(*(f"k{number}" for number in range(12)))
    Delivery.objects.all().delete()
    assert run(limit=5).more
    run(limit=0)
    report = run(limit=5)
    assert (report.planned, report.sent, report.more) == (5, 5, True)
    assert (run(limit=5).more, len(mailoutbox)) == (False, 12)


def test_messages_that_were_tried_before_and_are_due_again_are_more_too(mailoutbox):
    queued(*(f"k{number}" for number in range(12)))
    run(limit=12)
    Delivery.objects.update(sent_at=None)
    report = run(limit=5)
    assert (report.planned, report.sent, report.more) == (0, 5, True)


def test_what_is_urgent_goes_before_what_waits_and_between_what_is_being_sent(slow, monkeypatch):
    queued("first", "second", "third")
    queued("urgent", urgent=True)
    inner = mailing.hand_over

    def and_another(mail):
        inner(mail)
        if len(slow) == 2:
            queued("also-urgent", urgent=True)

    monkeypatch.setattr("ledger.actions.mailing.hand_over", and_another)
    run(AT + timedelta(seconds=1))
    order = [subject.split()[1] for subject in slow]
    assert (order[0], order[2], len(order)) == ("urgent", "also-urgent", 5)


def test_the_workers_time_limit_is_let_through_and_the_message_is_not_lost(monkeypatch):
    def cut_short(_mail):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr("ledger.actions.mailing.hand_over", cut_short)
    queued("k1", "k2")
    with pytest.raises(SoftTimeLimitExceeded):
        run()
    monkeypatch.undo()
    assert run(AT + timedelta(minutes=3)).sent == 2


def test_a_server_that_drips_its_answer_is_hung_up_on(settings, monkeypatch):
    monkeypatch.setattr(smtp, "LONGEST", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.EMAIL_BACKEND, settings.EMAIL_USE_TLS = "common.smtp.EmailBackend", False
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
        settings.EMAIL_TIMEOUT = 5
        over = threading.Event()

        def drip():
            link, _address = listening.accept()
            with link:
                while not over.wait(0.1):
                    try:
                        link.sendall(b"2")
                    except OSError:
                        return

        dripping = threading.Thread(target=drip)
        dripping.start()
        began = time.monotonic()
        queued("k1")
        assert run().retrying == 1
        assert time.monotonic() - began < 10
        over.set()
        dripping.join()
    assert Notice.objects.get().status.key == "retrying"
