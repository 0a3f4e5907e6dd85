"""The page that says what runs by itself: last and next in words, in the reader's zone; nothing about people."""

from datetime import timedelta

import pytest
import time_machine

from config import due
from config.running import every_words, job_words, moment_words
from config.schedule import JOBS, Job
from config.views.schedule import lead, relay_figures
from ledger.actions.jobs import LEASE, claim_run, finish_run
from ledger.actions.notices import queue
from ledger.models import Delivery, Notice
from tests.accounts.people import inside
from tests.cast import NOW  # 10:00 AM in New York

HOURLY = Job("sweep", "Sweep", timedelta(hours=1), lambda at: 0)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def page(user):
    response = inside(user).get("/schedule/")
    assert response.status_code == 200
    return response.content.decode()


def ran(at, *, job=HOURLY, failed=False):
    run = claim_run(job=job.name, period=job.period(at), at=at)
    return finish_run(run=run, ended_at=at, note="rows 0", failed=failed)


def told(job=HOURLY, at=NOW):
    (words,) = job_words([job], at)
    return words


@pytest.mark.django_db
def test_a_new_installation_is_told_that_it_begins_within_a_minute(cast):
    shown = page(cast.portal_administrator)
    assert "No job has run yet. The first one runs within a minute." in shown
    for job in JOBS:
        assert str(job.words).replace("'", "&#x27;") in shown


@pytest.mark.django_db(transaction=True)
def test_every_job_is_said_to_have_run_well_in_the_readers_own_zone(cast):
    due.run_jobs(NOW - timedelta(minutes=5))
    shown = page(cast.district_administrator)
    assert "All scheduled jobs run as they should." in shown
    assert shown.count("Today at 9:55 AM, succeeded") == len(JOBS)
    assert "America/New_York" in shown
    assert "Today at 1:55 PM, succeeded" in page(cast.portal_administrator)  # of no place, so in UTC


@pytest.mark.django_db
def test_a_job_that_ran_this_period_runs_next_when_the_next_begins():
    ran(NOW)
    assert (told().state, told().next_run) == ("well", "today at 3:00 PM")
    assert told(at=NOW + timedelta(hours=1)).next_run == "within a minute"


@pytest.mark.django_db
def test_a_job_that_failed_says_so_plainly_and_when_it_was_last_well():
    ran(NOW - timedelta(hours=1))
    ran(NOW, failed=True)
    job = told()
    assert job.state == "failed"
    assert job.troubled
    assert job.last_run == "today at 2:00 PM, failed"
    assert job.why.startswith("It last succeeded today at 1:00 PM.")


@pytest.mark.django_db
def test_a_job_that_nobody_has_run_for_two_periods_is_late_and_asks_for_the_worker():
    ran(NOW)
    assert told(at=NOW + timedelta(hours=2)).state == "well"
    late = told(at=NOW + timedelta(hours=2, minutes=11))
    assert late.state == "late"
    assert "every 1\xa0hour" in late.why
    assert lead([late], relay_figures(NOW)) == "1 job needs a look."


@pytest.mark.django_db
def test_a_run_that_was_broken_off_is_not_said_to_be_running_for_ever():
    daily = Job("daily", "Daily", timedelta(days=1), lambda at: 0)
    claim_run(job="daily", period=daily.period(NOW), at=NOW)
    assert told(daily).state == "running"
    broken = told(daily, NOW + LEASE)
    assert broken.state == "failed"
    assert broken.last_run.endswith("not finished")
    assert broken.next_run == "within a minute"


@pytest.mark.django_db
def test_the_relay_is_numbers_and_no_persons(cast):
    for turn, person in enumerate((cast.principal, cast.sro, cast.staff)):
        about = ("accounts.user", str(person.pk))
        at = NOW - timedelta(minutes=20 - turn)
        queue(kind="accounts.role_given", to=person.pk, at=at, about=about, key=f"k{turn}")
    gone = Delivery.objects.create(
        to=str(cast.staff.pk), message_id="<1@x>", created_at=NOW, try_after=NOW, failed_at=NOW
    )
    Notice.objects.filter(to=str(cast.staff.pk)).update(delivery=gone)
    figures = relay_figures(NOW)
    assert (figures.waiting, figures.oldest_due, figures.given_up) == (2, NOW - timedelta(minutes=20), 1)
    shown = page(cast.agency_administrator)
    assert "20\xa0minutes" in shown
    for person in (cast.principal, cast.sro, cast.staff):
        assert person.name not in shown
        assert str(person.pk) not in shown


@pytest.mark.django_db
def test_only_administrators_see_it_and_find_it_under_their_name(cast):
    for person in (cast.district_administrator, cast.agency_administrator, cast.portal_administrator):
        assert 'href="/schedule/"' in inside(person).get("/").content.decode()
    for person in (cast.principal, cast.sro, cast.supervisor, cast.staff, cast.records_custodian):
        assert inside(person).get("/schedule/").status_code == 404
        assert "/schedule/" not in inside(person).get("/").content.decode()


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "today at 2:00 PM"),
        (timedelta(hours=1), "today at 1:00 PM"),
        (timedelta(hours=15), "yesterday at 11:00 PM"),
        (timedelta(hours=-11), "tomorrow at 1:00 AM"),
        (timedelta(days=5), "Oct 9 at 2:00 PM"),
        (timedelta(days=400), "Sep 9, 2025 at 2:00 PM"),
    ],
)
def test_a_moment_is_said_as_people_say_it(ago, words):
    assert moment_words(NOW - ago, NOW) == words


def test_how_often_is_said_in_words():
    assert every_words(timedelta(minutes=15)) == "15\xa0minutes"
    assert every_words(timedelta(days=1)) == "1\xa0day"
