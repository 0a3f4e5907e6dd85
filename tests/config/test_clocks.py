"""Machines whose clocks differ: it is told, and leases go by the clock that all of them share, the database's."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.db import connection

from common import database_clock
from config import tasks
from config.desks import desk_for, desks_of
from config.management.commands.work import Jobs, Mail
from config.readiness import failing
from config.schedule import JOBS
from ledger.actions.jobs import claim_run
from ledger.actions.notices import queue
from ledger.models import Delivery, JobRun
from tests.accounts.people import inside
from tests.cast import NOW

pytestmark = pytest.mark.django_db
NEVER = SimpleNamespace(asked=False)  # nobody asks it to stop

TITLE = "The portal’s clock and the database’s differ"
SUBJECT = "The clock of a machine of the portal is wrong"
HOUR = timedelta(hours=1)


@pytest.fixture
def machine(monkeypatch):
    """A machine whose clock is wrong by so much, while the database's says NOW, or what it is told."""
    travels = []

    def wrong_by(shift, database=NOW):
        monkeypatch.setattr(database_clock, "asked", lambda: database)
        for one in travels:
            one.stop()
        travels[:] = [time_machine.travel(database + shift, tick=False)]
        travels[0].start()

    yield wrong_by
    for one in travels:
        one.stop()


def titles(user):
    return [need["title"] for need in desk_for(user, desks_of(user)[0], NOW).needs]


@pytest.mark.parametrize(("seconds", "right"), [(1.9, True), (-1.9, True), (2.1, False), (-2.1, False)])
def test_two_seconds_are_borne_and_more_is_told(cast, machine, seconds, right):
    machine(timedelta(seconds=seconds))
    assert failing(NOW) == ([] if right else ["clock"])
    assert (TITLE not in titles(cast.portal_administrator)) is right
    assert TITLE not in titles(cast.district_administrator)


def test_readyz_says_so_in_one_word_and_the_desk_in_a_sentence(cast, client, machine):
    machine(-timedelta(minutes=3))
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"clock")
    machine(timedelta(0))
    ours = inside(cast.portal_administrator)
    assert TITLE not in ours.get("/").content.decode()
    assert "further apart" not in ours.get("/settings/").content.decode()


@pytest.mark.parametrize("who", [tasks.run_jobs, tasks.send_mail, lambda: Jobs(NEVER)(NOW), lambda: Mail(NEVER)(NOW)])
def test_a_worker_with_a_wrong_clock_tells_of_it_once_a_day(cast, machine, who):
    machine(timedelta(minutes=3))
    for _turn in range(2):
        who()
        tasks.send_mail()
    told = [message.to for message in mail.outbox if message.subject == SUBJECT]
    assert told == [[cast.portal_administrator.email]]


def test_a_machine_that_is_ahead_steals_no_run_and_takes_it_over_when_the_lease_is_over_by_the_database(machine):
    job = JOBS[0]
    period = job.period(NOW)
    claim_run(job=job.name, period=period, at=NOW, lease=job.lease)
    machine(100 * HOUR, database=NOW + timedelta(seconds=1))
    tasks.run_jobs()
    run = JobRun.objects.get(job=job.name, period=period)
    assert (run.attempts, run.claimed_at) == (1, NOW)
    assert not JobRun.objects.filter(claimed_at__gt=NOW + timedelta(minutes=5)).exists()


@pytest.mark.parametrize("shift", [-30 * HOUR, 30 * HOUR])
def test_what_a_machine_with_a_wrong_clock_leases_ends_as_the_database_counts(cast, machine, monkeypatch, shift):
    queue(kind="accounts.role_given", to=cast.principal.pk, at=NOW, about=("accounts.user", "1"), key="told")
    leased = []
    monkeypatch.setattr("ledger.actions.relay._deliver", lambda delivery, **_rest: leased.append(delivery.leased_until))
    machine(shift, database=NOW + timedelta(seconds=1))
    tasks.send_mail()
    assert leased
    assert all(timedelta(minutes=9) < until - NOW < timedelta(minutes=11) for until in leased)
    first = Delivery.objects.get(notices__key="told")
    machine(shift, database=NOW + timedelta(minutes=5))
    tasks.send_mail()
    assert Delivery.objects.get(pk=first.pk).attempts == 1, "held still"
    machine(shift, database=NOW + timedelta(minutes=11))
    tasks.send_mail()
    assert Delivery.objects.get(pk=first.pk).attempts == 2, "free again"


def test_postgresql_is_asked_its_own_clock_and_a_file_has_the_machines(true_clock):
    shifted = datetime(2031, 1, 1, tzinfo=UTC)
    with time_machine.travel(shifted, tick=False):
        said = true_clock()
    assert (said == shifted) is (connection.vendor == "sqlite")
    assert said.tzinfo is not None


def test_a_message_outlives_a_clock_that_is_hours_ahead(settings):
    """Celery throws away what is too old by the worker's clock: nothing would be done, and nobody told."""
    hours = timedelta(hours=15).total_seconds()  # local time taken for UTC, and an hour
    assert all(entry["options"]["expires"] >= hours for entry in settings.CELERY_BEAT_SCHEDULE.values())
    assert hours <= settings.MESSAGE_SECONDS
