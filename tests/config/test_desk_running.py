"""A portal administrator is told when the portal itself does not run: mail given up, and work that failed."""

from datetime import timedelta

import pytest
import time_machine

from config import schedule
from config.desks import desk_for, desks_of
from ledger.actions.jobs import claim_run, finish_run
from ledger.models import Delivery, Notice
from tests.accounts.people import inside
from tests.cast import NOW, make_cast

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def titles(user):
    return [need["title"] for need in desk_for(user, desks_of(user)[0], NOW).needs]


def ran(job, at, *, failed):
    finish_run(run=claim_run(job=job, period=f"{at:%Y-%m-%dT%H:%M}", at=at), ended_at=at, note="", failed=failed)


def given_up(to, at, notices=1):
    message = Delivery.objects.create(
        to=to, message_id=f"<{at.timestamp()}@x>", created_at=at, try_after=at, failed_at=at
    )
    for number in range(notices):
        key = f"{at.timestamp()}:{number}"
        Notice.objects.create(kind="accounts.role_ended", to=to, at=at, due=at, key=key, delivery=message)


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_latest_run_failed_is_named_until_it_runs_again():
    person = make_cast().portal_administrator
    job = schedule.JOBS[0]
    ran(job.name, NOW - 3 * DAY, failed=False)
    assert not [title for title in titles(person) if str(job.words) in title]
    ran(job.name, NOW - 2 * DAY, failed=True)
    assert f"Failed: {job.words}" in titles(person)
    assert str(job.words) in inside(person).get("/").content.decode()
    ran(job.name, NOW - DAY, failed=False)
    assert not [title for title in titles(person) if str(job.words) in title]


def test_messages_given_up_are_counted_and_nobody_is_named(cast):
    given_up(str(cast.principal.pk), NOW - DAY, notices=2)
    given_up(str(cast.sro.pk), NOW - 2 * DAY)
    given_up(str(cast.sro.pk), NOW - 30 * DAY)
    assert "2 messages could not be delivered in the last seven days" in titles(cast.portal_administrator)
    page = inside(cast.portal_administrator).get("/").content.decode()
    assert "Maren Okafor" not in page
    assert str(cast.principal.pk) not in page


def test_a_portal_that_runs_needs_nothing_of_the_kind(cast):
    assert not [title for title in titles(cast.portal_administrator) if "Failed" in title or "delivered" in title]


def test_nobody_else_is_told(cast):
    given_up(str(cast.principal.pk), NOW - DAY)
    assert not [title for title in titles(cast.district_administrator) if "delivered" in title]
