"""One process owns a period of a job; a crash gives it back after a while."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from ledger.actions.jobs import LEASE, MOST_ATTEMPTS, LostRun, claim_run, finish_run
from ledger.models import Event, JobRun

AT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def claim(at=AT, period="2026-03-09"):
    return claim_run(job="lapse", period=period, at=at)


def test_a_period_is_claimed_once():
    assert claim() is not None
    assert claim() is None
    assert claim(period="2026-03-10") is not None


def test_a_finished_run_is_never_claimed_again_and_is_an_event():
    run = finish_run(run=claim(), ended_at=AT + timedelta(minutes=1), note="3 warned")
    assert (run.finished_at, run.note, run.failed) == (AT + timedelta(minutes=1), "3 warned", False)
    assert claim(AT + timedelta(days=9)) is None
    event = Event.objects.get()
    assert (event.action, event.actor_id) == ("ledger.job.finished", "")
    assert event.details == {"attempt": 1, "job": "lapse", "period": "2026-03-09"}


def test_a_crashed_run_is_taken_over_after_its_lease_and_cannot_finish_then():
    crashed = claim()
    assert claim(AT + LEASE - timedelta(seconds=1)) is None
    taken = claim(AT + LEASE)
    assert taken.attempts == 2
    with pytest.raises(LostRun):
        finish_run(run=crashed, ended_at=AT + LEASE, note="late")
    assert not Event.objects.exists()
    finish_run(run=taken, ended_at=AT + LEASE, note="done")
    with pytest.raises(LostRun):
        finish_run(run=taken, ended_at=AT + LEASE, note="twice")


def test_a_failed_run_is_tried_again_a_few_times_then_left_visible():
    at = AT
    for attempt in range(1, MOST_ATTEMPTS + 1):
        run = claim(at)
        assert run.attempts == attempt
        finish_run(run=run, ended_at=at, note="no answer", failed=True)
        at += LEASE
    assert claim(at) is None
    assert JobRun.objects.get().failed
    assert Event.objects.filter(action="ledger.job.failed").count() == MOST_ATTEMPTS


def test_the_latest_run_of_each_job_and_those_that_go_on_are_known():
    finish_run(run=claim(), ended_at=AT, note="")
    bad = finish_run(
        run=claim(AT + timedelta(days=1), "2026-03-10"), ended_at=AT + timedelta(days=1), note="", failed=True
    )
    other = claim_run(job="digest", period="p", at=AT)
    assert JobRun.objects.latest_by_job() == {"lapse": bad, "digest": other}
    assert list(JobRun.objects.unfinished()) == [other]


@pytest.mark.django_db(transaction=True)
def test_a_claim_inside_a_transaction_is_refused_for_it_would_not_be_kept():
    with pytest.raises(RuntimeError), transaction.atomic():
        claim()
    assert not JobRun.objects.exists()
