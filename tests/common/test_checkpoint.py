"""What is deleted leaves SQLite's log as well; a log in use is left for the next pass, and nobody waits."""

import sqlite3
import time
import uuid

import pytest
from django.db import connection, connections

from accounts.actions import kept_forms, sessions
from common import checkpoint as module
from common.checkpoint import checkpoint, checkpoint_due
from config.schedule import JOBS
from incidents.actions import referrals
from incidents.choices import Crime, Danger
from rosters.actions import working
from tests.cast import NOW
from tests.factories.incidents import draft

WORDS = b"tangerine-weathervane-81"


@pytest.fixture
def file(tmp_path, django_db_blocker):
    """The alias of a database in a file as the portal keeps one, and the file."""
    alias, path = f"file_{uuid.uuid4().hex[:8]}", tmp_path / "portal.sqlite3"
    init = "PRAGMA journal_mode=WAL;PRAGMA secure_delete=ON;"
    connections.databases[alias] = {
        **connections.settings["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": init},
    }
    with django_db_blocker.unblock():
        with connections[alias].cursor() as cursor:
            cursor.execute("CREATE TABLE said (words TEXT)")
            cursor.execute("INSERT INTO said VALUES (%s)", [WORDS.decode()])
            cursor.execute("DELETE FROM said")
        yield alias, path
        connections[alias].close()
    delattr(connections._connections, alias)
    del connections.databases[alias]


def stands(path):
    """Whether the words stand in any of the database's files."""
    return any(WORDS in one.read_bytes() for one in path.parent.glob("portal.sqlite3*"))


def test_after_a_checkpoint_the_words_are_in_no_file(file):
    alias, path = file
    assert stands(path), "or the test shows nothing"
    assert checkpoint(alias)
    assert not stands(path)


def test_a_log_in_use_is_left_and_nobody_waits(file):
    alias, path = file
    with connections[alias].cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES ('more')")
    reader = sqlite3.connect(path)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM said").fetchall()
    with connections[alias].cursor() as cursor:
        cursor.execute("DELETE FROM said")
    began = time.monotonic()
    assert not checkpoint(alias)
    assert time.monotonic() - began < 5
    reader.close()
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] == 20_000, "other statements wait as before"
    assert checkpoint(alias)
    assert not stands(path)


@pytest.mark.django_db
def test_inside_a_transaction_it_does_nothing_and_the_job_fails_nowhere():
    assert connection.in_atomic_block
    assert not checkpoint()
    assert checkpoint_due(at=NOW) == 0
    assert next(job for job in JOBS if job.name == "log_checkpoint").run is checkpoint_due


@pytest.mark.django_db(transaction=True)
def test_elsewhere_it_does_nothing_at_all():
    assert checkpoint() is (connection.vendor == "sqlite")


@pytest.fixture
def emptied(monkeypatch):
    """How often the log was emptied."""
    calls = []
    monkeypatch.setattr(module, "checkpoint", lambda: calls.append(1))
    monkeypatch.setattr(working, "checkpoint", lambda: calls.append(1))
    return calls


def test_what_promises_to_remove_empties_the_log_after_its_transaction(
    cast, emptied, django_capture_on_commit_callbacks
):
    def done(act):
        before = len(emptied)
        with django_capture_on_commit_callbacks(execute=True):
            act()
            assert len(emptied) == before, "not inside the transaction"
        assert len(emptied) == before + 1

    by = cast.principal
    done(lambda: referrals.discard(by=by, at=NOW, referral=draft(by, cast.school, NOW)))
    matter = referrals.start(by=by, at=NOW, school=cast.school, danger=Danger.NONE, form_key=uuid.uuid4())
    referrals.change(by=by, at=NOW, referral=matter, answers={"crime": Crime.NO, "behavior": "phone"})
    settled = {"route": "conversation", "occurred_on": NOW.date()}
    done(lambda: referrals.keep_in_school(by=by, at=NOW, referral=matter, **settled))
    given = {"by": by, "at": NOW, "writer": by, "path": "/account/", "body": "name=Two+words", "with_file": False}
    done(lambda: kept_forms.drop(by=by, at=NOW, row=kept_forms.keep(**given)))
    kept_forms.keep(**given)
    done(lambda: kept_forms.remove_old(at=NOW + kept_forms.LIFE * 2))


def test_the_removal_of_ended_sessions_empties_it_too(cast, emptied, client, django_capture_on_commit_callbacks):
    client.force_login(cast.staff, backend="accounts.backends.PortalBackend")
    with django_capture_on_commit_callbacks(execute=True):
        sessions.remove_ended(at=NOW.replace(year=NOW.year + 5))
    assert len(emptied) == 1
