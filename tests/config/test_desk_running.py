"""A portal administrator is told when the portal itself does not run: mail given up, and work that failed."""

import smtplib
from datetime import timedelta

import pytest
import time_machine

from config import due, schedule
from config.desks import desk_for, desks_of
from ledger.actions.jobs import claim_run, finish_run
from ledger.actions.notices import queue
from ledger.models import Delivery, Notice, Trouble
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


def test_who_runs_a_side_is_told_by_name_of_its_own_people_alone(cast):
    given_up(str(cast.principal.pk), NOW - DAY)
    assert f"Mail to {cast.principal.name} could not be delivered" in titles(cast.district_administrator)
    for other in (cast.agency_administrator, cast.principal, cast.supervisor, cast.staff):
        assert not [title for title in titles(other) if "delivered" in title]
    for number in range(4):
        given_up(str(cast.staff.pk), NOW - timedelta(hours=number))
    assert f"Mail to {cast.staff.name} and others could not be delivered" in titles(cast.district_administrator)


def waits(to, since, trouble=""):
    message = Delivery.objects.create(
        to=to, message_id=f"<{since.timestamp()}@x>", created_at=since, try_after=NOW, trouble=trouble
    )
    key = f"{since.timestamp()}"
    Notice.objects.create(kind="accounts.role_ended", to=to, at=since, due=since, key=key, delivery=message)


def test_mail_that_is_turned_away_is_told_at_once_and_other_mail_after_an_hour(cast):
    waits(str(cast.principal.pk), NOW - timedelta(minutes=59), Trouble.PASSING)
    assert not [title for title in titles(cast.portal_administrator) if "mail" in title]
    waits(str(cast.principal.pk), NOW - timedelta(seconds=1), Trouble.OURS)
    waits(str(cast.sro.pk), NOW - timedelta(hours=1), Trouble.PASSING)
    told = titles(cast.portal_administrator)
    assert "The mail server refuses 1 message of the portal" in told
    assert "1 notice has waited for over an hour to be mailed" in told


def test_a_portal_administrator_is_told_once_a_day_that_the_server_refuses_the_portal(cast, monkeypatch):
    def refused(_mail):
        raise smtplib.SMTPDataError(554, b"5.7.1 this sender is blocked")

    monkeypatch.setattr("ledger.actions.mailing.hand_over", refused)
    role_given = {"kind": "accounts.role_given", "at": NOW, "about": ("accounts.membership", "1")}
    for turn, one in enumerate((cast.principal, cast.sro)):
        queue(**role_given, to=one.pk, key=f"k{turn}", facts={"role": "staff"})
    for hours in range(5):
        due.send_due(NOW + timedelta(hours=hours))
    told = Notice.objects.filter(kind="accounts.mail_turned_away")
    assert [notice.to for notice in told] == [str(cast.portal_administrator.pk)]
    assert "refuses the portal’s mail" in inside(cast.portal_administrator).get("/inbox/").content.decode()
