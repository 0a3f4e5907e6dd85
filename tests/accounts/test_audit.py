"""Every night the ledger is checked against what was written; damage is reported at once."""

import io
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.actions import audit
from accounts.actions.audit import LedgerDamaged, remember_head, verify_ledger
from config import due, schedule
from ledger.actions.events import NotRecorded, record
from ledger.chain import COLUMNS, link
from ledger.heads import sign
from ledger.models import Event, JobRun, Notice, RememberedHead
from ledger.triggers import install, remove
from ledger.verify import verify
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


def watchers(cast):
    return {str(one.pk) for one in (cast.records_custodian, cast.agency_administrator, cast.portal_administrator)}


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("to", flat=True))


def test_an_intact_ledger_is_read_to_its_end_and_nobody_is_alarmed(cast):
    happened()
    events = Event.objects.count()
    assert verify_ledger(at=NOW) == events
    assert told("accounts.ledger_damaged") == set()


def test_the_head_of_an_intact_ledger_is_sent_once_a_day_signed(cast, mailoutbox):
    happened()
    head = Event.objects.order_by("seq").last()
    for at in (NOW, NOW + timedelta(hours=1)):
        verify_ledger(at=at)
    assert told("accounts.ledger_head") == watchers(cast)
    assert Notice.objects.filter(kind="accounts.ledger_head").count() == 3
    send(NOW)
    body = mailoutbox[0].body
    assert f"{head.seq}:{head.hash}" in body
    assert sign(head.seq, head.hash) in body
    out = io.StringIO()
    call_command("audit_verify", head=(head.seq, head.hash), signature=sign(head.seq, head.hash), stdout=out)
    with pytest.raises(CommandError):
        call_command("audit_verify", head=(head.seq, head.hash), signature="0" * 64, stdout=out)
    assert "was not signed by this installation" in out.getvalue()


@contextmanager
def behind_its_back():
    tables = ("ledger_event", "ledger_rememberedhead")
    for table in tables:
        remove(connection, table)
    with connection.cursor() as cursor:
        yield cursor
    for table in tables:
        install(connection, table)


def rebuild(first):
    """Write the chain anew from that event on, every hash right: what somebody does who knows how."""
    rows = list(Event.objects.filter(seq__gte=first).order_by("seq"))
    previous = Event.objects.get(seq=first - 1).hash
    with behind_its_back() as cursor:
        for row in rows:
            row.outcome, row.prev_hash = "forged", previous
            values = {name: getattr(row, name) for name in COLUMNS}
            previous = link({**values, "at": row.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")})
            cursor.execute(
                "UPDATE ledger_event SET outcome = 'forged', prev_hash = %s, hash = %s WHERE seq = %s",
                [row.prev_hash, previous, row.seq],
            )


@pytest.mark.parametrize("look", [verify_ledger, remember_head])
def test_a_chain_that_was_written_anew_is_found_by_the_remembered_head(cast, look):
    happened(9)
    remember_head(at=NOW)
    rebuild(4)
    assert verify().intact  # by itself it cannot tell
    with pytest.raises(LedgerDamaged, match="it is not the saved head"):
        look(at=NOW)
    assert told("accounts.ledger_damaged") == watchers(cast)


@pytest.mark.parametrize("look", [verify_ledger, remember_head])
def test_a_tail_that_was_cut_off_is_found_by_the_remembered_head(cast, look):
    happened(9)
    remember_head(at=NOW)
    with behind_its_back() as cursor:
        cursor.execute("DELETE FROM ledger_event WHERE seq > 6")
    with pytest.raises(LedgerDamaged, match=r"First bad event: [79]; it is not there"):
        look(at=NOW)


def test_a_remembered_head_that_was_forged_with_the_chain_is_found_by_its_signature(cast, capsys):
    happened(9)
    remember_head(at=NOW)
    rebuild(4)
    last = Event.objects.order_by("seq").last()
    with behind_its_back() as cursor:
        cursor.execute("UPDATE ledger_rememberedhead SET hash = %s", [last.hash])
    with pytest.raises(LedgerDamaged, match="not signed by this installation"):
        verify_ledger(at=NOW)
    with pytest.raises(CommandError):
        call_command("audit_verify")
    assert "was not signed by this installation" in capsys.readouterr().out


def test_a_key_that_was_changed_still_accepts_its_earlier_heads(cast, settings):
    happened()
    remember_head(at=NOW)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", [settings.SECRET_KEY]
    happened()
    assert remember_head(at=NOW) == 4
    assert verify_ledger(at=NOW) == Event.objects.count() - 1


def test_an_hourly_look_reads_what_is_new_alone(cast):
    happened(5)
    assert remember_head(at=NOW) == 5
    happened(2)
    assert remember_head(at=NOW) == 2
    assert RememberedHead.objects.count() == 2
    assert remember_head(at=NOW) == 0


def test_a_forged_event_is_told_to_those_who_watch_and_is_an_event(cast, mailoutbox):
    happened()
    forge()
    with pytest.raises(LedgerDamaged, match="First bad event: 2"):
        verify_ledger(at=NOW)
    event = Event.objects.get(action="ledger.audit.failed")
    assert (event.object_id, event.outcome, event.details["reason"]) == ("2", "failed", "changed")
    assert told("accounts.ledger_damaged") == watchers(cast)
    assert set(Notice.objects.values_list("mandatory", flat=True)) == {True}
    send(NOW)
    assert cast.portal_administrator.email in [mail.to[0] for mail in mailoutbox]
    assert "audit_verify" in mailoutbox[0].body


def test_it_is_told_once_a_day_until_it_is_put_right(cast):
    happened()
    forge()
    for at in (NOW, NOW + timedelta(hours=1), NOW + timedelta(days=1)):
        with pytest.raises(LedgerDamaged):
            verify_ledger(at=at)
    assert Notice.objects.count() == 2 * 3


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
    assert told("accounts.ledger_damaged") == watchers(cast)


@pytest.mark.django_db(transaction=True)
def test_the_nightly_job_fails_and_the_others_run():
    cast = make_cast()
    happened()
    forge()
    ran = due.run_jobs(NOW)
    assert sorted(ran) == sorted(job.name for job in schedule.JOBS if job.name not in ("audit_verify", "ledger_head"))
    assert JobRun.objects.get(job="audit_verify").failed
    assert told("accounts.ledger_damaged") == watchers(cast)


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
