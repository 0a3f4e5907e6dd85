"""A dead worker or a dead beat is told: on the desk, in /readyz, and by mail from whatever still runs."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.db.migrations.recorder import MigrationRecorder

from config import due, tasks, watch
from config.desks import desk_for, desks_of
from config.management.commands.work import Jobs, Mail
from config.readiness import failing
from config.running import late_jobs
from config.schedule import JOBS
from ledger.actions.jobs import claim_run, finish_run
from ledger.actions.notices import queue
from ledger.models import Notice
from tests.accounts.people import inside
from tests.cast import NOW

pytestmark = pytest.mark.django_db
NEVER = SimpleNamespace(asked=False)  # nobody asks it to stop

HOURLY = next(job for job in JOBS if job.every == timedelta(hours=1))


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def all_ran(at):
    for job in JOBS:
        finish_run(run=claim_run(job=job.name, period=job.period(at), at=at), ended_at=at, note="rows 0")


def titles(user, at):
    return [need["title"] for need in desk_for(user, desks_of(user)[0], at).needs]


def told(kind):
    return [message for message in mail.outbox if kind in message.subject]


def test_a_job_that_has_not_ended_well_for_twice_its_time_is_late_whether_it_fails_or_nobody_runs_it():
    all_ran(NOW - timedelta(minutes=130))
    assert HOURLY not in late_jobs(JOBS, NOW)
    assert HOURLY in late_jobs(JOBS, NOW + timedelta(minutes=1))
    run = claim_run(job=HOURLY.name, period="again-1", at=NOW)
    finish_run(run=run, ended_at=NOW, note="failed", failed=True)
    assert HOURLY in late_jobs(JOBS, NOW + timedelta(minutes=1)), "a failure is no end that is well"
    run = claim_run(job=HOURLY.name, period="again-2", at=NOW)
    finish_run(run=run, ended_at=NOW, note="rows 0")
    assert HOURLY not in late_jobs(JOBS, NOW + timedelta(minutes=1))


def test_a_job_that_never_ran_is_late_from_when_this_version_was_there():
    MigrationRecorder.Migration.objects.update(applied=NOW - timedelta(hours=3))
    late = late_jobs(JOBS, NOW)
    assert HOURLY in late
    assert not [job for job in late if job.every == timedelta(days=1)]
    MigrationRecorder.Migration.objects.update(applied=NOW)
    assert late_jobs(JOBS, NOW) == []


def test_it_stands_on_the_desk_and_in_readyz_and_nobody_elses_desk(cast, client):
    all_ran(NOW - timedelta(days=4))
    assert failing(NOW) == ["jobs"]
    assert client.get("/readyz").content == b"jobs"
    assert "Scheduled jobs do not run" in titles(cast.portal_administrator, NOW)
    assert "Scheduled jobs do not run" in inside(cast.portal_administrator).get("/").content.decode()
    assert "Scheduled jobs do not run" not in titles(cast.district_administrator, NOW)
    due.run_jobs(NOW)
    assert failing(NOW) == []
    assert "Scheduled jobs do not run" not in titles(cast.portal_administrator, NOW)


@pytest.mark.parametrize("who", [tasks.send_mail, lambda: Mail(NEVER)(NOW)])
def test_where_the_jobs_are_dead_mail_tells_of_it_once_a_day(cast, who):
    all_ran(NOW - timedelta(days=4))
    who()
    who()
    assert [message.to for message in told("do not run")] == [[cast.portal_administrator.email]]
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        tasks.send_mail()
    assert len(told("do not run")) == 2


@pytest.mark.parametrize("who", [tasks.run_jobs, lambda: Jobs(NEVER)(NOW)])
def test_where_what_sends_mail_is_dead_the_jobs_send_the_alarm_and_nothing_else(cast, who):
    about = ("accounts.membership", "1")
    queue(kind="accounts.role_given", to=cast.principal.pk, at=NOW - timedelta(hours=2), about=about, key="k")
    who()
    assert [message.to for message in mail.outbox] == [[cast.portal_administrator.email]]
    assert told("has waited for over an hour")
    assert Notice.objects.get(key="k").status.key == "waiting"


def test_where_both_are_dead_the_web_server_tells_when_readyz_is_asked(cast, client, settings, monkeypatch):
    all_ran(NOW - timedelta(days=4))
    waited = queue(
        kind="accounts.role_given",
        to=cast.principal.pk,
        at=NOW - timedelta(hours=2),
        about=("accounts.membership", "1"),
        key="k",
    )
    begun = []
    monkeypatch.setattr(threading.Thread, "start", lambda thread: begun.append(thread._target))
    settings.WATCH_FROM_WEB = True
    for _turn in range(3):
        assert client.get("/readyz").content == b"mail\njobs"
    assert begun == [watch._look], "one thread looks, however often somebody asks"
    monkeypatch.setattr("config.watch.time.sleep", lambda _seconds: None)
    monkeypatch.setattr("config.watch.connection.close", lambda: None)
    begun[0]()
    assert told("do not run")
    assert told("has waited for over an hour")
    assert waited.status.key == "waiting"
    assert watch._from_web.acquire(blocking=False)
    watch._from_web.release()


def test_a_portal_that_runs_tells_nobody_anything(cast):
    all_ran(NOW - timedelta(minutes=4))
    tasks.run_jobs()
    tasks.send_mail()
    assert not [message for message in mail.outbox if cast.portal_administrator.email in message.to]
