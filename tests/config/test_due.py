"""What runs by itself: once a period, whoever asks how often; one that fails does not stop the rest."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail

from config import celery_app, due, schedule
from ledger.actions.jobs import claim_run
from ledger.models import JobRun
from tests.cast import NOW, make_cast
from tests.factories.incidents import submitted

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_job_runs_once_a_period_however_often_it_is_asked():
    assert due.run_jobs(NOW) == [job.name for job in schedule.JOBS]
    assert due.run_jobs(NOW + timedelta(minutes=1)) == []
    assert "factor_resets" in due.run_jobs(NOW + timedelta(minutes=20))


def test_a_missed_day_is_caught_up_by_the_next_pass():
    due.run_jobs(NOW)
    assert due.run_jobs(NOW + timedelta(days=3)) == [job.name for job in schedule.JOBS]


def test_a_job_that_fails_is_marked_and_the_others_run(monkeypatch):
    def broken(*, at):
        raise OSError("no")

    jobs = (schedule.Job("broken", "Breaks", timedelta(hours=1), broken), *schedule.JOBS)
    monkeypatch.setattr(due, "JOBS", jobs)
    assert due.run_jobs(NOW) == [job.name for job in schedule.JOBS]
    assert JobRun.objects.get(job="broken").failed


@pytest.mark.parametrize("job", schedule.JOBS, ids=lambda job: job.name)
def test_a_run_belongs_to_nobody_well_before_its_period_ends(job):
    assert timedelta(minutes=2) <= job.lease <= min(job.every / 2, timedelta(hours=1))


def test_a_job_that_failed_is_tried_again_within_its_period(monkeypatch):
    tries = []

    def once_broken(*, at):
        tries.append(at)
        if len(tries) == 1:
            raise OSError("no")
        return 1

    monkeypatch.setattr(due, "JOBS", (schedule.Job("shaky", "Is shaky", timedelta(hours=1), once_broken),))
    assert due.run_jobs(NOW) == []
    assert due.run_jobs(NOW + timedelta(minutes=19)) == []
    assert due.run_jobs(NOW + timedelta(minutes=20)) == ["shaky"]
    run = JobRun.objects.get(job="shaky")
    assert (run.attempts, run.failed) == (2, False)


def test_a_job_that_outlasted_its_lease_stops_nobody_else(monkeypatch):
    def slow(*, at):
        later = at + timedelta(minutes=30)
        claim_run(job="slow", period=jobs[0].period(at), at=later, lease=jobs[0].lease)
        return 1

    jobs = (schedule.Job("slow", "Is slow", timedelta(hours=1), slow), *schedule.JOBS)
    monkeypatch.setattr(due, "JOBS", jobs)
    assert due.run_jobs(NOW) == [job.name for job in schedule.JOBS]


def test_who_is_asked_to_stop_begins_no_further_job_and_the_next_pass_goes_on(monkeypatch):
    jobs = [schedule.Job(name, "Is quick", timedelta(hours=1), lambda *, at: 1) for name in ("first", "second")]
    monkeypatch.setattr(due, "JOBS", jobs)
    asked = iter([False, True])
    assert due.run_jobs(NOW, over=lambda: next(asked)) == ["first"]
    assert due.run_jobs(NOW) == ["second"]


def test_a_referral_sent_is_mailed_to_the_officer_with_a_number_and_a_link(transactional_db):
    from_cast = make_cast()
    sent = submitted(from_cast.principal, from_cast.school, NOW)
    due.send_due(NOW + timedelta(minutes=1))
    told = {address for message in mail.outbox for address in message.to}
    assert from_cast.sro.email in told
    message = next(message for message in mail.outbox if from_cast.sro.email in message.to)
    assert sent.number in message.subject + message.body
    assert f"/referrals/{sent.pk}/" in message.body
    assert "gym" not in message.body


def test_with_a_broker_the_beat_calls_a_task_that_is_there():
    celery_app.loader.import_default_modules()
    asked = {entry["task"] for entry in celery_app.conf.beat_schedule.values()}
    assert asked == {"config.tasks.run_jobs", "config.tasks.send_mail"}
    assert asked <= celery_app.tasks.keys()


def test_mail_has_a_queue_of_its_own():
    routes = {name: route["queue"] for name, route in celery_app.conf.task_routes.items()}
    assert routes == {"config.tasks.send_mail": "mail"}


def test_each_job_notes_when_it_truly_began_and_ended(monkeypatch):
    gone = iter([0.0, 0.0, 203.4, 203.4, 205.9])
    monkeypatch.setattr("common.clock.time", SimpleNamespace(monotonic=lambda: next(gone)))
    jobs = [schedule.Job(name, "Takes long", timedelta(hours=1), lambda *, at: 1) for name in ("first", "second")]
    monkeypatch.setattr(due, "JOBS", jobs)
    assert due.run_jobs(NOW) == ["first", "second"]
    runs = JobRun.objects.order_by("pk")
    noted = [((run.claimed_at - NOW).seconds, (run.finished_at - NOW).seconds) for run in runs]
    assert noted == [(0, 203), (203, 205)]
