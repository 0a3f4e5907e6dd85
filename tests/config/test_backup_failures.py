"""A backup is whole or not there: whatever fails while it is written leaves nothing, and removes no older one."""

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from common import archive
from common.archive import ArchiveReader
from config import due, schedule
from config.backups import making, places
from config.backups.ending import ending_in_order
from config.backups.errors import BackupError
from config.backups.making import back_up, make_backup
from config.backups.manifest import Manifest
from ledger.actions.jobs import LostRun
from ledger.models import Event, JobRun
from tests.cast import NOW
from tests.config.backed_up import WORDS
from tests.config.test_serve import PROJECT

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    """A portal with files of five megabytes, and a folder for archives."""
    monkeypatch.setattr(archive, "COST", 2**14)
    monkeypatch.setattr(archive, "PARALLEL", 1)
    settings.VAR_DIR = tmp_path / "var"
    location = {"location": tmp_path / "var" / "files", "base_url": None}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": location}}
    settings.BACKUP_PASSPHRASE, settings.BACKUP_PASSPHRASE_FILE = WORDS, ""
    settings.BACKUP_DIR = tmp_path / "archives"
    (tmp_path / "var" / "files").mkdir(parents=True)
    for number in range(5):
        (tmp_path / "var" / "files" / f"{number}.pdf").write_bytes(bytes([number]) * 1_000_000)
    return settings.BACKUP_DIR


@contextmanager
def no_file_beyond(size):
    """A disk that is full: no file of this process grows beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def left(settings):
    """What lies in the folder of archives, and what was left in the clear."""
    archives = sorted(path.name for path in settings.BACKUP_DIR.glob("*")) if settings.BACKUP_DIR.exists() else []
    return archives, (settings.VAR_DIR / "backup-work").exists()


def contents(path):
    """Every entry's name and bytes."""
    with path.open("rb") as file:
        return {name: b"".join(blocks) for name, blocks in ArchiveReader(file, WORDS).entries()}


@pytest.mark.parametrize("room", [1000, 2_500_000, 4_500_000])
def test_a_full_disk_leaves_nothing_and_no_older_archive_is_gone(folder, settings, room):
    first = make_backup(folder, at=NOW - DAY).path.name
    settings.BACKUP_KEEP = 1
    with no_file_beyond(room), pytest.raises(BackupError, match="No backup was made"):
        make_backup(folder, at=NOW)
    assert left(settings) == ([first], False)
    assert Event.objects.filter(action="config.backup.made").count() == 1


def test_what_cannot_be_read_back_is_not_kept(folder, settings, monkeypatch):
    def torn(file):
        written = os.fstat(file).st_size
        os.ftruncate(file, written - 1000)

    monkeypatch.setattr(making.os, "fsync", torn)
    with pytest.raises(BackupError, match="damaged or a part of it is missing"):
        make_backup(folder, at=NOW)
    assert left(settings) == ([], False)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("#!/bin/sh\nhead -c 3000000 /dev/zero\nexit 1\n", "pg_dump did not succeed"),
        ("", "pg_dump is not on this machine"),
    ],
)
def test_a_pg_dump_that_fails_half_way_or_is_not_there_leaves_nothing(
    folder, settings, tmp_path, monkeypatch, program, why
):
    (tmp_path / "bin").mkdir()
    if program:
        (tmp_path / "bin" / "pg_dump").write_text(program)
        (tmp_path / "bin" / "pg_dump").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    else:
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(BackupError, match=why):
        make_backup(folder, at=NOW)
    assert left(settings) == ([], False)


def test_what_a_killed_run_left_is_removed_by_the_next(folder, settings):
    folder.mkdir()
    (folder / "fenceline-2026-11-01T080000Z.fenceline.part").write_bytes(b"half")
    (folder / "notes.part").write_bytes(b"somebody else's")
    work = settings.VAR_DIR / "backup-work"
    work.mkdir()
    (work / "database.sqlite3").write_bytes(b"in the clear")
    made = make_backup(folder, at=NOW)
    assert left(settings) == ([made.path.name, "notes.part"], False)


def test_the_newest_are_kept_and_what_is_not_an_archive_stays(folder, settings):
    settings.BACKUP_KEEP = 2
    folder.mkdir()
    (folder / "fenceline.txt").write_text("mine")
    names = [make_backup(folder, at=NOW + number * DAY).path.name for number in range(4)]
    assert left(settings)[0] == [*names[2:], "fenceline.txt"]
    settings.BACKUP_KEEP = 0
    last = make_backup(folder, at=NOW + 9 * DAY).path.name
    assert left(settings)[0] == [last, "fenceline.txt"], "the only good one is never removed"


def test_an_archive_and_its_folder_are_for_the_portals_account_alone(folder):
    made = make_backup(folder, at=NOW)
    assert (made.path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert made.path.name == f"fenceline-{NOW:%Y-%m-%dT%H%M%SZ}.fenceline"


def test_the_manifest_says_what_the_archive_holds(folder, settings):
    made = make_backup(folder, at=NOW)
    entries = contents(made.path)
    assert list(entries)[:2] == ["manifest", "database"]
    manifest = Manifest.read("manifest", entries["manifest"])
    assert manifest.files == {f"{number}.pdf": 1_000_000 for number in range(5)}
    assert manifest.version == settings.VERSION
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        assert manifest.counts["django_migrations"] == cursor.fetchone()[0] == len(manifest.migrations)
    assert settings.SECRET_KEY.encode() not in b"".join(entries.values())


def test_a_file_that_the_portal_removes_or_writes_meanwhile_does_no_harm(folder, settings, monkeypatch):
    files = settings.VAR_DIR / "files"

    def meanwhile():
        (files / "3.pdf").unlink(missing_ok=True)
        (files / "4.pdf").write_bytes(b"longer" * 300_000)

    monkeypatch.setattr(making, "RENEW_EVERY", 0.0)
    entries = contents(make_backup(folder, at=NOW, renew=meanwhile).path)
    assert "files/3.pdf" not in entries
    assert len(entries["files/4.pdf"]) == 1_800_000
    assert entries["end"] == b'{"3.pdf": null, "4.pdf": 1800000}'


def test_a_run_that_another_process_took_over_stops_and_leaves_nothing(folder, settings, monkeypatch):
    def lost():
        raise LostRun("backup")

    monkeypatch.setattr(making, "RENEW_EVERY", 0.0)
    with pytest.raises(LostRun):
        back_up(at=NOW, renew=lost)
    assert left(settings) == ([], False)


def test_two_at_once_do_not_happen(folder, settings):
    with places.alone(), pytest.raises(BackupError, match="Another backup, drill or restore is under way"):
        make_backup(folder, at=NOW)
    assert left(settings) == ([], False)


def test_the_nightly_job_holds_its_lease_and_is_recorded(folder, settings, monkeypatch):
    job = schedule.Job("backup", "Back up", DAY, back_up, long=True)
    monkeypatch.setattr(due, "JOBS", (*schedule.JOBS, job))
    monkeypatch.setattr(making, "RENEW_EVERY", 0.0)
    assert "backup" not in due.run_jobs(NOW), "nobody else waits for it"
    assert due.run_long_jobs(NOW) == ["backup"]
    assert due.run_long_jobs(NOW + timedelta(minutes=5)) == []
    assert JobRun.objects.get(job="backup").note == "rows 1"
    assert len(left(settings)[0]) == 1
    event = Event.objects.get(action="config.backup.made")
    assert event.details["files"] == 5


def test_why_the_nightly_job_failed_is_in_the_log(folder, settings, caplog):
    settings.BACKUP_PASSPHRASE = ""
    with pytest.raises(BackupError):
        back_up(at=NOW, renew=lambda: None)
    assert "A backup is sealed by a passphrase. Set BACKUP_PASSPHRASE_FILE" in caplog.text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "Set BACKUP_PASSPHRASE_FILE or BACKUP_PASSPHRASE"),
        ("nineteen characters", "must have 20 characters or more"),
    ],
)
def test_without_a_passphrase_worth_the_name_nothing_is_written(folder, settings, words, why):
    settings.BACKUP_PASSPHRASE = words
    with pytest.raises(CommandError, match=why):
        call_command("backup")
    assert not folder.exists()


def test_a_passphrase_is_read_from_a_file_that_others_cannot_read(folder, settings, tmp_path):
    file = tmp_path / "passphrase"
    file.write_text(WORDS + "\n")
    settings.BACKUP_PASSPHRASE_FILE = str(file)
    with pytest.raises(BackupError, match="not both"):
        make_backup(folder, at=NOW)
    settings.BACKUP_PASSPHRASE = ""
    for mode in (0o640, 0o604):
        file.chmod(mode)
        with pytest.raises(BackupError, match="Others on this machine may read"):
            make_backup(folder, at=NOW)
    file.chmod(0o400)
    assert "manifest" in contents(make_backup(folder, at=NOW).path), "opened with the words, without the line's end"
    settings.BACKUP_PASSPHRASE_FILE = str(tmp_path / "gone")
    with pytest.raises(BackupError, match=r"cannot be read from .*gone: No such file"):
        make_backup(folder, at=NOW)


def test_a_command_that_is_asked_to_end_does_what_stands_in_finally():
    undone = []

    def work():
        with ending_in_order():
            try:
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(5)
            finally:
                undone.append(True)

    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit):
        work()
    assert undone == [True]
    assert signal.getsignal(signal.SIGTERM) == before


HELD = """
import sys, time
from django.utils import timezone
from config.backups import making
from config.backups.ending import ending_in_order
making.RENEW_EVERY = 0.0
def wait():
    print("under way", flush=True)
    time.sleep(60)
with ending_in_order():
    making.make_backup(making.settings.BACKUP_DIR, at=timezone.now(), renew=wait)
"""


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_ended_in_the_middle_it_leaves_nothing_for_longer_than_to_the_next(old, tmp_path, number):
    old.more = {"BACKUP_DIR": str(tmp_path / "kept")}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", HELD]
    with subprocess.Popen(command, cwd=PROJECT, env=old.environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "under way\n"
        run.send_signal(number)
        run.wait(30)
    time.sleep(0.1)
    left_behind = [path.name for path in (tmp_path / "kept").iterdir()]
    assert [name for name in left_behind if not name.endswith(".part")] == []
    if number == signal.SIGTERM:
        assert left_behind == []
        assert not (old.var / "backup-work").exists()
    old.run("backup")
    (path,) = (tmp_path / "kept").iterdir()
    assert path.suffix == ".fenceline"
    assert not (old.var / "backup-work").exists()
