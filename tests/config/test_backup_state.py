"""The age of the last good backup and the last trial restore: on the desk, in the settings, in /readyz, by mail."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder

from config import due, schedule, watch
from config.backups.making import back_up
from config.backups.state import backup_state
from config.desks import desk_for, desks_of, running
from config.events import EventName
from config.installation import parts
from config.readiness import failing
from ledger.actions.events import record
from ledger.actions.jobs import claim_run, finish_run
from tests.accounts.people import inside
from tests.cast import NOW

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def scheduled(settings, tmp_path):
    """A portal that is to make backups by itself."""
    settings.BACKUP_DIR = tmp_path


def made(at):
    with transaction.atomic():
        record(action=EventName.BACKUP_MADE, at=at, by=None, data={"bytes": 1})


def drilled(at, outcome):
    with transaction.atomic():
        record(action=EventName.BACKUP_DRILLED, at=at, by=None, outcome=outcome)


def asked(user):
    """What of backups the desk asks for."""
    return [need["title"] for need in desk_for(user, desks_of(user)[0], NOW).needs if need["kicker"] == "Backups"]


def on_the_desk(user):
    """The two lines that always stand there."""
    return [row["value"] for row in desk_for(user, desks_of(user)[0], NOW).places["rows"]]


def part():
    (found,) = [part for part in parts(NOW) if part.term == "Backups"]
    return found


def test_a_portal_without_backups_says_so_once_on_the_desk_and_is_ready_all_the_same(cast):
    assert asked(cast.portal_administrator) == ["Nobody makes backups of this portal"]
    page = inside(cast.portal_administrator).get("/").content.decode()
    assert page.count("Nobody makes backups") == 1
    assert "docs/how-to/back-up-and-restore.md" in page
    assert failing(NOW) == []
    assert part().value == "None has been made. None has been restored on trial."


def test_the_settings_page_asks_for_backups():
    assert not part().well
    assert "Name a folder, BACKUP_DIR" in str(part().why)


def test_the_demo_county_is_not_asked_for_backups(cast, settings):
    settings.DEMO = True
    assert asked(cast.portal_administrator) == []


def test_who_makes_them_by_hand_or_by_cron_is_not_told_that_nobody_does(cast):
    made(NOW - DAY)
    assert asked(cast.portal_administrator) == []
    made(NOW - 3 * DAY)
    assert asked(cast.portal_administrator) == ["Nobody makes backups of this portal"]


@pytest.mark.usefixtures("scheduled")
def test_the_age_of_the_last_good_backup_and_the_last_trial_stand_on_the_desk_and_in_the_settings(cast):
    made(NOW - DAY)
    assert on_the_desk(cast.portal_administrator) == ["yesterday at 2:00 PM", "none yet"]
    drilled(NOW - timedelta(hours=1), "done")
    assert on_the_desk(cast.portal_administrator) == ["yesterday at 2:00 PM", "today at 1:00 PM, well"]
    assert asked(cast.portal_administrator) == []
    assert part().well
    assert part().value == (
        "The last good one was made yesterday at 2:00 PM. The last trial restore, today at 1:00 PM, went well."
    )
    assert "Last good backup" in inside(cast.portal_administrator).get("/").content.decode()


@pytest.mark.usefixtures("scheduled")
def test_a_backup_older_than_two_days_is_told_everywhere(cast):
    made(NOW - 2 * DAY)
    assert failing(NOW) == []
    assert failing(NOW + timedelta(seconds=1)) == ["backups"]
    made(NOW - 3 * DAY)
    assert asked(cast.portal_administrator) == ["The last good backup was made Oct 11 at 2:00 PM"]
    assert not part().well


@pytest.mark.usefixtures("scheduled")
def test_a_new_portal_has_two_days_for_its_first_backup(cast):
    MigrationRecorder.Migration.objects.update(applied=NOW - DAY)
    assert "backups" not in failing(NOW)
    MigrationRecorder.Migration.objects.update(applied=NOW - 3 * DAY)
    assert "backups" in failing(NOW)
    assert "No backup has been made yet" in asked(cast.portal_administrator)


def test_a_trial_that_failed_is_told_until_one_goes_well(cast):
    made(NOW)
    drilled(NOW - timedelta(hours=2), "failed")
    assert asked(cast.portal_administrator) == ["A backup could not be restored on trial"]
    assert on_the_desk(cast.portal_administrator)[1] == "today at 12:00 PM, failed"
    assert failing(NOW) == ["backups"]
    assert not part().well
    drilled(NOW - timedelta(hours=1), "done")
    assert asked(cast.portal_administrator) == []
    assert failing(NOW) == []


@pytest.mark.usefixtures("scheduled")
@pytest.mark.django_db(transaction=True)
def test_a_backup_that_fails_night_after_night_is_mailed_and_asked_for_once(cast, settings, monkeypatch):
    job = schedule.Job("backup", "Back up the database and the files", DAY, back_up, long=True)
    for module in (due, running, watch):
        monkeypatch.setattr(module, "JOBS", (*schedule.JOBS, job))
    settings.BACKUP_PASSPHRASE = settings.BACKUP_PASSPHRASE_FILE = ""
    MigrationRecorder.Migration.objects.update(applied=NOW - 3 * DAY)
    for other in schedule.JOBS:
        finish_run(run=claim_run(job=other.name, period="p", at=NOW), ended_at=NOW, note="")
    assert due.run_long_jobs(NOW) == [], "it failed, for want of a passphrase"
    titles = [
        need["title"] for need in desk_for(cast.portal_administrator, desks_of(cast.portal_administrator)[0], NOW).needs
    ]
    assert "Failed: Back up the database and the files" in titles
    assert "No backup has been made yet" in titles
    assert not [title for title in titles if "twice" in title or "Scheduled jobs do not run" in title]
    watch.watch(NOW)
    due.send_all_due(NOW)
    assert [message.to for message in mail.outbox] == [[cast.portal_administrator.email]]


def test_what_is_known_costs_two_questions(django_assert_num_queries):
    made(NOW)
    drilled(NOW, "done")
    with django_assert_num_queries(2):
        assert backup_state(NOW).well
