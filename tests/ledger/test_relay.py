"""From a due notice to a mail the server accepted: once, to the right person, with the true state."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction

from ledger.actions import relay as relay_module
from ledger.actions.mailing import Recipient
from ledger.actions.notices import queue
from ledger.actions.relay import LEASE, LONGEST_PAUSE, MOST_ATTEMPTS, pause_before, relay
from ledger.models import Delivery, Event, Notice
from ledger.verify import verify

AT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_mail")]


class ScriptedServer(BaseEmailBackend):
    """Answers with the errors in its script, one a message; then takes what comes."""

    script: list[BaseException] = []
    taken: list[str] = []

    def send_messages(self, messages):
        for message in messages:
            if self.script:
                error = self.script.pop(0)
                if getattr(error, "after_accepting", False):
                    self.taken.append(message.extra_headers["Message-ID"])
                raise error
            self.taken.append(message.extra_headers["Message-ID"])
        return len(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.ScriptedServer"
    ScriptedServer.script, ScriptedServer.taken = [], []
    return ScriptedServer


def queued(key="k1", **changes):
    values = {"to": "u1", "about": ("ledger.test", "1"), "facts": {"number": "SRO-2026-0123", "path": "/items/1/"}}
    return queue(kind="ledger.sample", at=AT, key=key, **{**values, **changes})


def run(at=AT, *, address="someone@example.org", holds=lambda _fact: True, **recipient):
    person = Recipient(address, **recipient) if address else None
    return relay(at=at, recipient=lambda _id: person, holds=holds)


def standing(notice):
    return Notice.objects.get(pk=notice.pk).status


def test_a_due_notice_is_sent_and_says_so():
    notice = queued()
    assert (standing(notice).key, standing(notice).at) == ("waiting", AT)
    report = run()
    assert (report.planned, report.sent) == (1, 1)
    (message,) = mail.outbox
    assert message.to == ["someone@example.org"]
    assert message.subject == "Item SRO-2026-0123 needs you"
    assert "https://portal.example/items/1/" in message.body
    delivery = Delivery.objects.get()
    assert message.extra_headers["Message-ID"] == delivery.message_id
    assert "someone" not in str(list(Delivery.objects.values())), "an address was kept"
    assert standing(notice).key == "sent"
    assert str(standing(notice).words) == "Sent"
    assert list(Event.objects.values_list("action", "object_id")) == [("ledger.notice.sent", str(notice.pk))]
    assert verify().intact


def test_notices_another_relay_dropped_meanwhile_stop_nothing():
    notices = [queued(f"k{number}") for number in range(3)]
    others = []

    def find(_id):
        if not others:
            # Another relay comes between our list and our next lease; for it none of them holds any more.
            others.append("came")
            assert run(holds=lambda _fact: False).dropped == 2
        return Recipient("someone@example.org")

    report = relay(at=AT, recipient=find, holds=lambda _fact: True)
    assert (report.sent, report.retrying) == (1, 0)
    assert sorted(standing(notice).key for notice in notices) == ["not_needed", "not_needed", "sent"]
    assert verify().intact


def test_what_was_sent_is_not_sent_again():
    queued()
    run()
    assert run(AT + timedelta(days=1)).sent == 0
    assert len(mail.outbox) == 1


def test_a_notice_waits_until_it_is_due():
    queued(due=AT + timedelta(hours=2))
    assert run().planned == 0
    assert run(AT + timedelta(hours=2)).sent == 1


def test_the_same_key_is_queued_once():
    assert queued("k1") is not None
    assert queued("k1") is None
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("bad", [{"facts": {"name": "Jo Doe"}}, {"to": ""}, {"key": ""}, {"key": "two words"}])
def test_a_notice_that_names_someone_or_nobody_is_refused(bad):
    with pytest.raises(ValueError, match=r"must be|needs"):
        queued(**bad)
    assert not Notice.objects.exists()


def test_a_kind_without_an_app_is_refused():
    with pytest.raises(ValueError, match="kind"):
        queue(kind="sample", to="u1", at=AT, about=("ledger.test", "1"), key="k")


def test_a_rolled_back_change_takes_its_notice_along():
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_a_fact_that_no_longer_holds_is_not_sent_and_that_is_logged():
    notice = queued()
    seen = []
    report = run(holds=lambda fact: bool(seen.append(fact)))
    assert (report.dropped, len(mail.outbox)) == (1, 0)
    assert seen[0].about == ("ledger.test", "1")
    assert standing(notice).key == "not_needed"
    assert Event.objects.get().details["reason"] == "not_needed"
    assert run(AT + timedelta(days=1)).dropped == 0


def test_who_may_get_nothing_any_more_gets_nothing():
    notice = queued()
    assert run(address=None).dropped == 1
    assert standing(notice).key == "recipient_gone"
    assert mail.outbox == []


def test_the_address_is_the_one_of_the_moment_of_sending(server):
    queued()
    server.script = [smtplib.SMTPServerDisconnected("gone")]
    assert run(address="old@example.org").retrying == 1
    assert run(AT + timedelta(hours=5), address=None).dropped == 1


def test_a_person_may_choose_the_inbox_but_not_for_what_is_mandatory():
    chosen, must = queued("k1"), queued("k2", mandatory=True)
    report = run(inbox_only=frozenset({"ledger.sample"}))
    assert (report.dropped, report.sent) == (1, 1)
    assert standing(chosen).key == "inbox_only"
    assert standing(must).key == "sent"
    assert set(Notice.objects.inbox("u1", AT)) == {chosen, must}


def test_a_passing_refusal_is_tried_again_later_and_later_with_the_same_id(server):
    notice = queued()
    server.script = [smtplib.SMTPDataError(451, b"try later"), TimeoutError(), smtplib.SMTPConnectError(421, b"busy")]
    at = AT
    for attempt in (1, 2, 3):
        assert run(at).retrying == 1
        delivery = Delivery.objects.get()
        assert delivery.attempts == attempt
        assert standing(notice).key == "retrying"
        assert run(delivery.try_after - timedelta(seconds=5)).sent == 0, "tried too early"
        at = delivery.try_after + timedelta(seconds=1)
    assert run(at).sent == 1
    assert server.taken == [Delivery.objects.get().message_id]
    assert Delivery.objects.get().last_error == ""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (smtplib.SMTPRecipientsRefused({"someone@example.org": (550, b"no such user")}), "SMTPRecipientsRefused 550"),
        (smtplib.SMTPDataError(550, b"5.1.1 someone@example.org"), "SMTPDataError 550 5.1.1"),
    ],
)
def test_a_lasting_refusal_is_a_dead_letter_that_can_be_seen(server, error, words):
    notice = queued()
    server.script = [error]
    assert run().failed == 1
    delivery = Delivery.objects.get()
    assert delivery.last_error == words
    assert standing(notice).key == "failed"
    assert list(Notice.objects.undeliverable()) == [notice]
    assert Event.objects.get().outcome == "failed"
    assert run(AT + timedelta(days=3)).sent == 0


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPAuthenticationError(535, b"bad password"),
        smtplib.SMTPSenderRefused(530, b"STARTTLS first", "fenceline@example.org"),
        smtplib.SMTPNotSupportedError("STARTTLS"),
        smtplib.SMTPSenderRefused(550, b"5.1.1 user unknown", "fenceline@example.org"),
        smtplib.SMTPRecipientsRefused({"someone@example.org": (452, b"mailbox full")}),
        smtplib.SMTPDataError(554, b"someone@example.org refused"),
    ],
)
def test_what_is_ours_to_mend_is_never_the_recipients_fault(server, error):
    queued()
    server.script = [error]
    assert run().retrying == 1
    assert Delivery.objects.get().failed_at is None


def test_after_the_last_attempt_it_is_given_up_visibly(server):
    queued()
    at = AT
    for _ in range(MOST_ATTEMPTS - 1):
        server.script = [smtplib.SMTPRecipientsRefused({"someone@example.org": (552, b"5.2.2 mailbox full")})]
        assert run(at).retrying == 1
        at += LONGEST_PAUSE * 1.3
    server.script = [smtplib.SMTPDataError(452, b"mailbox full")]
    assert run(at).failed == 1
    assert Notice.objects.undeliverable().count() == 1


@pytest.mark.parametrize(
    "error", [TimeoutError(), smtplib.SMTPConnectError(554, b"no"), smtplib.SMTPDataError(554, b"5.7.1 no")]
)
def test_a_server_that_is_away_or_has_something_against_us_ends_nothing_however_long_it_takes(server, error):
    queued()
    at = AT
    for _ in range(MOST_ATTEMPTS + 3):
        server.script = [error]
        assert run(at).retrying == 1
        at += LONGEST_PAUSE * 1.3
    server.script = [smtplib.SMTPDataError(451, b"4.7.1 greylisted")]
    assert run(at).retrying == 1, "what was counted were the days before"
    assert run(at + LONGEST_PAUSE * 1.3).sent == 1
    assert Delivery.objects.get().trouble == ""


def test_a_mail_without_templates_is_kept_and_does_not_stop_the_others():
    broken = queue(kind="ledger.nowhere", to="u1", at=AT, about=("ledger.test", "1"), key="k0")
    queued("k1")
    report = run()
    assert (report.sent, report.retrying) == (1, 1)
    assert standing(broken).key == "retrying"
    assert Delivery.objects.get(notices=broken).last_error == "TemplateDoesNotExist"


def test_a_relay_that_dies_before_its_mark_repeats_once_with_the_same_id(server):
    queued()
    dying = SystemExit()
    dying.after_accepting = True
    server.script = [dying]
    with pytest.raises(SystemExit):
        run()
    assert run(AT + timedelta(minutes=1)).sent == 0, "the lease still runs"
    assert run(AT + LEASE + timedelta(seconds=30)).sent == 1
    assert run(AT + timedelta(days=1)).sent == 0
    assert server.taken == [Delivery.objects.get().message_id] * 2


def test_a_message_over_which_two_relays_died_waits_for_a_person(server):
    notice = queued()
    for turn in range(2):
        dying = SystemExit()
        dying.after_accepting = True
        server.script = [dying]
        with pytest.raises(SystemExit):
            run(AT + turn * (LEASE + timedelta(minutes=1)))
    assert run(AT + 3 * LEASE).failed == 1
    assert len(server.taken) == 2
    assert standing(notice).key == "unsure"


def test_a_mark_by_a_relay_that_lost_its_lease_changes_nothing(server, monkeypatch):
    queued()

    def taken_over(_self, messages):
        Delivery.objects.update(lease_owner="another")
        return len(messages)

    monkeypatch.setattr(ScriptedServer, "send_messages", taken_over)
    report = run()
    assert (report.sent, report.lost) == (0, 1)
    assert Delivery.objects.get().sent_at is None
    assert not Event.objects.exists()


def test_pauses_double_to_a_cap_and_differ_between_messages():
    pauses = [pause_before(attempt, "<a@b>") for attempt in range(1, 20)]
    for attempt, pause in enumerate(pauses, 1):
        base = min(timedelta(minutes=2 ** (attempt - 1)), LONGEST_PAUSE)
        assert base * 0.8 <= pause <= base * 1.2
    assert len({pause_before(3, f"<{number}@b>") for number in range(50)}) > 10


def test_a_delivery_cannot_be_both_sent_and_failed():
    queued()
    run()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(failed_at=AT)


@pytest.mark.django_db(transaction=True)
def test_the_relay_refuses_to_run_inside_a_transaction():
    with transaction.atomic():
        queued()
    with pytest.raises(RuntimeError), transaction.atomic():
        run()
    assert mail.outbox == []
    assert relay_module.Notice.objects.get().status.key == "waiting"
