"""Restoring and the drill in this process: what is said, what is compared, and what is recorded."""

import io
import shutil
import sqlite3
from contextlib import closing, contextmanager

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from accounts.adapters import TOTP_PURPOSE
from common import archive
from common.crypto import seal
from config.backups import databases, drill, making, proof, restoring, servers
from config.backups.errors import BackupError
from config.backups.making import make_backup
from config.events import EventName
from ledger.actions.events import record
from ledger.models import Event
from tests.cast import NOW
from tests.config.backed_up import WORDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(archive, "COST", 2**14)
    monkeypatch.setattr(archive, "PARALLEL", 1)


@pytest.fixture
def portal(settings, tmp_path, monkeypatch):
    """This process's portal with a file in it. A backup of it leaves no event, so that the database stays the same."""
    settings.BACKUP_PASSPHRASE, settings.BACKUP_PASSPHRASE_FILE = WORDS, ""
    settings.BACKUP_DIR = tmp_path / "archives"

    def lives_in(folder):
        settings.VAR_DIR = folder
        location = {"location": folder / "files", "base_url": None}
        settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": location}}

    lives_in(tmp_path / "old")
    (tmp_path / "old" / "files" / "2026").mkdir(parents=True)
    (tmp_path / "old" / "files" / "2026" / "scan.pdf").write_bytes(b"a scan")
    monkeypatch.setattr(making, "record", lambda **_given: None)
    return lives_in


@pytest.fixture
def empty(portal, tmp_path, monkeypatch):
    """From here on the portal's place is an empty one; its database stays the test's own, and is compared as it is."""
    target = tmp_path / "new" / "fenceline.sqlite3"

    def move():
        portal(tmp_path / "new")
        for module in (databases, restoring):
            monkeypatch.setattr(module, "database_file", lambda: target)
            monkeypatch.setattr(module, "is_sqlite", lambda: True)
        monkeypatch.setattr(restoring, "put_in_place", lambda path: shutil.move(path, target))
        return target

    return move


def said(*command):
    """What the command says; with a failure, that too."""
    out = io.StringIO()
    try:
        call_command(*command, stdout=out)
    except CommandError as error:
        return out.getvalue() + f"FAILED: {error}"
    return out.getvalue()


def test_what_was_backed_up_comes_back_and_every_comparison_is_said(portal, empty, cast, tmp_path):
    secret = {"secret": seal("JBSWY3DPEHPK3PXP", purpose=TOTP_PURPOSE)}
    Authenticator.objects.create(user=cast.sro, type=Authenticator.Type.TOTP, data=secret)
    path = make_backup(tmp_path / "archives", at=NOW).path
    target = empty()
    words = said("restore", str(path))
    for sentence in (
        "The archive is of October 14, 2026, 14:00 UTC, by Fenceline",
        "The passphrase and SECRET_KEY are right.",
        "each as it was archived.",
        "Files: 1, 6 bytes, as they were archived.",
        "Ledger: Chain intact",
        "Secrets: all 1 open with SECRET_KEY.",
        "Restored. Now run manage.py prepare.",
    ):
        assert sentence in words
    assert databases.facts_of_file(target).counts["accounts_user"] > 1
    assert (tmp_path / "new" / "files" / "2026" / "scan.pdf").read_bytes() == b"a scan"
    assert Event.objects.get(action="config.backup.restored").outcome == "done"
    again = said("restore", str(path))
    assert "The database holds tables already" in again


def test_a_row_too_many_a_file_too_few_and_a_trigger_that_is_gone_are_named(portal, empty, monkeypatch, tmp_path):
    path = make_backup(tmp_path / "archives", at=NOW).path
    empty()
    monkeypatch.setattr(proof, "files_in", lambda _folder: {})
    monkeypatch.setattr(proof, "missing_triggers", lambda _connection: ["ledger_event_no_update is missing"])
    with databases.connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', '2026-01-01')")
    words = said("restore", str(path))
    with databases.connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'x'")
    assert "NOT WELL: table django_migrations has " in words
    assert "NOT WELL: the files are not those of the archive." in words
    assert "NOT WELL: Trigger ledger_event_no_update is missing." in words
    assert "FAILED: What was restored is not what was backed up: see above." in words


def test_a_secret_that_another_key_sealed_is_counted(cast, settings):
    secret = {"secret": seal("JBSWY3DPEHPK3PXP", purpose=TOTP_PURPOSE)}
    Authenticator.objects.create(user=cast.sro, type=Authenticator.Type.TOTP, data=secret)
    settings.SECRET_KEY = "n2Kc8eVbQ4xR7yTz1mWp5sLd9gHj3fAuE6iOvXkBqCwZrMtNhY"
    heard = []
    assert not proof.secrets_open(heard.append)
    assert heard == ["NOT WELL: 1 of 1 sealed secrets do not open with SECRET_KEY."]


@pytest.mark.parametrize(("program", "ended"), [("/bin/echo", "done"), ("/bin/false", "failed")])
def test_how_a_drill_ends_is_recorded_and_nothing_of_it_stays(portal, settings, monkeypatch, tmp_path, program, ended):
    path = make_backup(tmp_path / "archives", at=NOW).path
    monkeypatch.setattr(drill.sys, "executable", program)
    monkeypatch.setattr(drill, "tables_here", lambda: ["ledger_event"])  # the suite's database may be in memory
    words = said("restore", str(path), "--drill")
    if ended == "done":
        assert f"restore {path} --in-drill" in words, "the real command, in a process of its own"
        assert "The drill went well." in words
    else:
        assert "THE DRILL FAILED" in words
    assert Event.objects.get(action="config.backup.drilled").outcome == ended
    assert not (settings.VAR_DIR / "backup-work").exists()


def test_a_drill_that_could_not_begin_is_not_one_that_failed(portal, settings, tmp_path):
    path = make_backup(tmp_path / "archives", at=NOW).path
    settings.BACKUP_PASSPHRASE = WORDS + "s"
    assert "The passphrase is not the one" in said("restore", str(path), "--drill")
    assert not Event.objects.filter(action="config.backup.drilled").exists()


def test_the_backup_command_says_what_it_wrote_and_what_went_for_it(portal, settings, tmp_path):
    settings.BACKUP_KEEP = 1
    make_backup(tmp_path / "archives", at=NOW)
    words = said("backup")
    assert "1 file, " in words
    assert "It was read back and is whole." in words
    assert "Older archives removed: 1 (BACKUP_KEEP is 1)." in words
    settings.BACKUP_DIR = None
    assert "Name a folder for the archive" in said("backup")


# PostgreSQL's programs ------------------------------------------------------------------------------------------------


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A stand-in for one of them."""

    def stands_in(name, text):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        monkeypatch.setattr(servers.shutil, "which", lambda asked: str(path) if asked == name else None)

    return stands_in


@contextmanager
def refused(why):
    with pytest.raises(BackupError, match=why):
        yield


def test_what_pg_dump_writes_is_passed_on_and_its_failure_is_told(program):
    program("pg_dump", 'echo "$@"')
    assert b"--snapshot=00-1" in b"".join(servers.dumped("00-1"))
    program("pg_dump", "echo half\nexit 1")
    with refused("pg_dump did not succeed"):
        list(servers.dumped("00-1"))
    program("another", "")
    with refused("pg_dump is not on this machine"):
        list(servers.dumped("00-1"))


def test_pg_restore_is_given_every_block_and_its_failure_is_told(program, tmp_path):
    program("pg_restore", f"cat > {tmp_path}/taken")
    servers.restored([b"one", b"two"])
    assert (tmp_path / "taken").read_bytes() == b"onetwo"
    program("pg_restore", "cat > /dev/null\nexit 1")
    with refused("pg_restore did not succeed"):
        servers.restored([b"one"])
    program("pg_restore", "exit 1")
    with refused("pg_restore did not succeed"):
        servers.restored([b"one" * 1_000_000])


def test_a_damaged_archive_leaves_nothing_of_it(portal, empty, tmp_path):
    path = make_backup(tmp_path / "archives", at=NOW).path
    path.write_bytes(path.read_bytes()[:-100])
    target = empty()
    assert "FAILED: Nothing was restored. The archive is damaged or a part of it is missing" in said(
        "restore", str(path)
    )
    assert not target.exists()
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["backup.lock"]


def test_files_that_are_there_already_and_an_archive_that_is_not_are_refused(portal, empty, tmp_path):
    path = make_backup(tmp_path / "archives", at=NOW).path
    empty()
    (tmp_path / "new" / "files").mkdir(parents=True)
    assert "gone cannot be read: No such file" in said("restore", str(path.with_name("gone")))
    (tmp_path / "new" / "files" / "mine.pdf").write_bytes(b"mine")
    assert "holds files already" in said("restore", str(path))


def test_an_archive_without_its_last_entry_is_refused(portal, empty, monkeypatch, tmp_path):
    monkeypatch.setattr(making, "END", "another")
    path = make_backup(tmp_path / "archives", at=NOW).path
    empty()
    assert "The archive does not hold the files that it names." in said("restore", str(path))


def test_a_lost_key_is_taken_by_its_word_alone(portal, empty, settings, tmp_path):
    path = make_backup(tmp_path / "archives", at=NOW).path
    settings.SECRET_KEY = "n2Kc8eVbQ4xR7yTz1mWp5sLd9gHj3fAuE6iOvXkBqCwZrMtNhY"
    empty()
    assert "SECRET_KEY is not the one this archive's portal had" in said("restore", str(path))
    words = said("restore", str(path), "--key-lost")
    assert "The passphrase is right." in words
    assert "Restored. Now run manage.py prepare --key-lost." in words


def test_a_ledger_that_ends_otherwise_is_named(portal, empty, tmp_path):
    path = make_backup(tmp_path / "archives", at=NOW).path
    with transaction.atomic():
        record(action=EventName.MAIL_TESTED, at=NOW, by=None)
    empty()
    words = said("restore", str(path))
    assert "NOT WELL: table ledger_event has 1 row, in the archive 0." in words
    assert "NOT WELL: the ledger ends with 1:" in words


def test_a_server_is_filled_by_pg_restore_and_files_are_taken_back_where_it_fails(
    portal, empty, program, monkeypatch, tmp_path
):
    path = make_backup(tmp_path / "archives", at=NOW).path
    empty()
    monkeypatch.setattr(restoring, "is_sqlite", lambda: False)
    monkeypatch.setattr(restoring, "refuse_filled", lambda: None)
    program("pg_restore", "cat > /dev/null\nexit 1")
    assert "pg_restore did not succeed" in said("restore", str(path))
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["backup.lock"]
    program("pg_restore", f"cat > {tmp_path}/taken")
    assert "Restored." in said("restore", str(path))
    assert (tmp_path / "taken").read_bytes().startswith(b"SQLite format 3")


def test_a_sqlite_database_is_empty_where_it_is_not_there_or_holds_no_table(monkeypatch, tmp_path):
    path = tmp_path / "one.sqlite3"
    monkeypatch.setattr(databases, "is_sqlite", lambda: True)
    monkeypatch.setattr(databases, "database_file", lambda: path)
    databases.refuse_filled()
    assert not path.exists(), "asking makes no file"
    with closing(sqlite3.connect(path)) as link:
        databases.refuse_filled()
        link.execute("CREATE TABLE one (id int)")
    with pytest.raises(BackupError, match="holds tables already"):
        databases.refuse_filled()
    with pytest.raises(BackupError, match="no portal in this database yet"):
        databases.facts_of_file(path)
