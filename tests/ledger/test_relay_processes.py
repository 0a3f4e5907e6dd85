"""The relay among real processes: two at once, and one killed at the worst moment."""

from datetime import timedelta

import pytest
from django.db import connections

from ledger.actions.relay import LEASE
from ledger.verify import verify
from tests.ledger.moment import AT


def sent_ids(log):
    return log.read_text().split() if log.exists() else []


@pytest.mark.slow
def test_two_relays_at_once_send_each_message_once(start, start_together, other_database, tmp_path):
    log = tmp_path / "mail.log"
    for key in range(6):
        assert start("queue", f"k{key}").wait() == 0
    relays = start_together(2, "relay", AT.isoformat(), MAIL_LOG=str(log))
    assert [process.wait() for process in relays] == [0, 0]
    assert len(sent_ids(log)) == len(set(sent_ids(log))) == 6
    result = verify(using=other_database)
    assert (result.intact, result.checked) == (True, 6)


def test_a_relay_killed_between_the_servers_answer_and_the_mark_repeats_once(start, other_database, tmp_path):
    log = tmp_path / "mail.log"
    assert start("queue", "k1").wait() == 0
    assert start("relay", AT.isoformat(), MAIL_LOG=str(log), DIE_AFTER_ACCEPTING="1").wait() == 9
    later = [AT + LEASE + timedelta(minutes=1), AT + timedelta(days=1)]
    for at in later:
        assert start("relay", at.isoformat(), MAIL_LOG=str(log)).wait() == 0
    first, second = sent_ids(log)
    assert first == second
    with connections[other_database].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM ledger_delivery WHERE sent_at IS NOT NULL AND attempts = 2")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT COUNT(*) FROM ledger_event WHERE action = 'ledger.notice.sent'")
        assert cursor.fetchone() == (1,)


def test_of_processes_that_claim_one_period_exactly_one_gets_it(start_together):
    claims = start_together(4, "claim", "2026-03-09")
    answers = sorted(process.communicate()[0] for process in claims)
    assert answers == ["claimed", "refused", "refused", "refused"]
