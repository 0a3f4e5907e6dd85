"""Every night somebody looks whether the ledger is as it was written, and damage is told loudly."""

import io
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.actions import audit
from accounts.actions.audit import LedgerDamaged, verify_ledger
from config import due, schedule
from ledger.actions.events import NotRecorded, record
from ledger.models import Event, JobRun, Notice
from ledger.triggers import install, remove
from tests.accounts.people import send
from tests.cast import NOW, make_cast

JOB = next(job for job in schedule.JOBS if job.name == "audit_verify")


def happened(number=4):
    with transaction.atomic():
        for _each in range(number):
            record(action="ledger.test.done", at=NOW, by=None)


def forge():
    """Change an event behind the portal's back, and put the triggers back as if nothing had been."""
    remove(connection, "ledger_event")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET action = 'ledger.test.forged' WHERE seq = 2")
    install(connection, "ledger_event")


def test_an_intact_ledger_is_read_to_its_end_and_nobody_is_told(cast):
    happened()
    events = Event.objects.count()
    assert verify_ledger(at=NOW) == events
    assert (Event.objects.count(), Notice.objects.count()) == (events, 0)


def test_a_forged_event_is_told_to_the_portal_administrators_and_is_an_event(cast, mailoutbox):
    happened()
    forge()
    with pytest.raises(LedgerDamaged, match="First bad event: 2"):
        verify_ledger(at=NOW)
    event = Event.objects.get(action="ledger.audit.failed")
    assert (event.object_id, event.outcome, event.details["reason"]) == ("2", "failed", "changed")
    (notice,) = Notice.objects.all()
    assert (notice.to, notice.mandatory) == (str(cast.portal_administrator.pk), True)
    send(NOW)
    assert mailoutbox[0].to == [cast.portal_administrator.email]
    assert "audit_verify" in mailoutbox[0].body


def test_it_is_told_once_a_day_until_it_is_put_right(cast):
    happened()
    forge()
    for at in (NOW, NOW + timedelta(hours=1), NOW + timedelta(days=1)):
        with pytest.raises(LedgerDamaged):
            verify_ledger(at=at)
    assert Notice.objects.count() == 2


def test_a_missing_trigger_alone_is_damage(cast):
    happened()
    remove(connection, "ledger_event")
    with pytest.raises(LedgerDamaged):
        verify_ledger(at=NOW)
    assert Event.objects.get(action="ledger.audit.failed").details["triggers_missing"] > 0


def test_people_are_told_even_where_the_ledger_takes_no_event(cast, monkeypatch):
    def full(**_given):
        raise NotRecorded

    happened()
    forge()
    monkeypatch.setattr(audit, "record", full)
    with pytest.raises(LedgerDamaged):
        verify_ledger(at=NOW)
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_nightly_job_fails_and_the_others_run():
    cast = make_cast()
    happened()
    forge()
    ran = due.run_jobs(NOW)
    assert sorted(ran) == sorted(job.name for job in schedule.JOBS if job != JOB)
    assert JobRun.objects.get(job="audit_verify").failed
    assert Notice.objects.get(kind="accounts.ledger_damaged").to == str(cast.portal_administrator.pk)


def test_it_runs_at_night_from_coast_to_coast():
    late, early = (datetime.fromisoformat(f"2026-10-14T{time}+00:00") for time in ("07:59", "08:00"))
    assert (JOB.period(late), JOB.period(early)) == ("2026-10-13T08:00", "2026-10-14T08:00")
    assert JOB.period(early + timedelta(hours=23)) == JOB.period(early)


def test_the_portal_is_not_prepared_while_the_ledger_is_unprotected(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    remove(connection, "ledger_event")
    with pytest.raises(CommandError, match=r"not protected[\s\S]*audit_verify --reinstall-triggers") as refusal:
        call_command("prepare", stdout=io.StringIO())
    assert refusal.value.returncode == 2
