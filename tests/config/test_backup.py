"""A backup made while the portal runs, and brought back to an empty place by the commands of the how-to."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import psycopg
import pytest

from tests.config.test_serve import PROJECT, QUEUE_A_NOTICE

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

HOW_TO = (PROJECT / "docs" / "how-to" / "back-up-and-restore.md").read_text()
A_FILE = b"%PDF-1.7 a scan"


def manage(var, *command, database="", fails=False):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(var), "DATABASE_URL": database}
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=PROJECT, env=environment, capture_output=True, text=True
    )
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def shell(name, **places):
    """The commands of one block of the how-to, with the places of this test in it."""
    block = re.search(rf"<!-- {name} -->\n```sh\n(.+?)```", HOW_TO, re.S)[1]
    environment = {"PATH": os.path.dirname(sys.executable) + ":" + os.environ["PATH"], **places}
    done = subprocess.run(
        ["bash", "-euc", block], cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, block + done.stdout + done.stderr
    return done.stdout


def fill(var, database=""):
    """A portal with people, a notice, events and a file."""
    manage(var, "prepare", database=database)
    manage(var, "shell", "--no-imports", "-c", QUEUE_A_NOTICE, database=database)
    manage(var, "run_due", database=database)
    (var / "files").mkdir()
    (var / "files" / "scan.pdf").write_bytes(A_FILE)


def counts(path):
    with closing(sqlite3.connect(path)) as link:
        tables = [name for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: link.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


@pytest.mark.once
def test_a_sqlite_portal_comes_back_with_every_row_and_a_verified_chain(tmp_path):
    old, new, backup = tmp_path / "old", tmp_path / "new", tmp_path / "backup"
    fill(old)
    said = shell("sqlite-backup", VAR_DIR=str(old), BACKUP=str(backup))
    assert "Backed up to" in said
    before = counts(old / "fenceline.sqlite3")
    assert before["ledger_event"] > 1
    assert before["accounts_user"] == 1
    assert backup.stat().st_mode & 0o077 == 0

    said = shell("sqlite-restore", VAR_DIR=str(new), BACKUP=str(backup))
    assert "Chain intact" in said
    assert counts(new / "fenceline.sqlite3") == before
    assert (new / "files" / "scan.pdf").read_bytes() == A_FILE
    assert (new / "secret_key").read_text() == (old / "secret_key").read_text()
    forged = "1:" + "0" * 64
    assert "not the saved head" in manage(new, "audit_verify", "--head", forged, fails=True)


@pytest.mark.once
def test_a_backup_never_writes_over_another(tmp_path):
    (tmp_path / "backup").mkdir()
    manage(tmp_path / "var", "migrate", "--verbosity=0")
    assert "is there already" in manage(tmp_path / "var", "backup", str(tmp_path / "backup"), fails=True)
    assert list((tmp_path / "backup").iterdir()) == []


@pytest.fixture
def second_database(database):
    """Another one, empty, on the same server."""
    server, name = database.rpartition("/")[0], database.rpartition("/")[2] + "_new"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
        yield f"{server}/{name}"
        link.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows(address):
    with psycopg.connect(address) as link:
        tables = link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: link.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


@pytest.mark.postgres
def test_a_postgresql_portal_comes_back_with_every_row_and_a_verified_chain(tmp_path, database, second_database):
    old, new, backup = tmp_path / "old", tmp_path / "new", tmp_path / "backup"
    fill(old, database)
    shell("postgresql-backup", VAR_DIR=str(old), BACKUP=str(backup), DATABASE_URL=database)
    before = rows(database)
    assert before["ledger_event"] > 1
    said = shell("postgresql-restore", VAR_DIR=str(new), BACKUP=str(backup), DATABASE_URL=second_database)
    assert "Chain intact" in said
    assert rows(second_database) == before
    assert (new / "files" / "scan.pdf").read_bytes() == A_FILE
    assert "no issues" in manage(new, "check", "--tag", "audit", "--database", "default", database=second_database)
