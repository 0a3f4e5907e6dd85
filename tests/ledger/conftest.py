"""A second database, other processes on it, and mail templates for the ledger's own tests."""

import json
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def empty_database(django_db_blocker, tmp_path):
    """The alias of a fresh database of the running vendor, without tables; gone afterwards."""
    with django_db_blocker.unblock():
        yield from _fresh_database(tmp_path)


def _fresh_database(tmp_path):
    alias = f"other_{uuid.uuid4().hex[:8]}"
    entry = {**connection.settings_dict, "TEST": {**connection.settings_dict["TEST"]}}
    entry["OPTIONS"] = {key: value for key, value in entry["OPTIONS"].items() if key != "pool"}
    entry["CONN_MAX_AGE"] = 0
    if connection.vendor == "sqlite":
        entry["NAME"] = str(tmp_path / "other.sqlite3")
        entry["OPTIONS"] = live_settings.DATABASES["default"]["OPTIONS"]
    else:
        entry["NAME"] = alias
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{alias}"')
    connections.databases[alias] = entry
    yield alias
    connections[alias].close()
    delattr(connections._connections, alias)
    del connections.databases[alias]
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{alias}" WITH (FORCE)')


@pytest.fixture
def other_database(empty_database):
    """The same with the ledger's tables."""
    executor = MigrationExecutor(connections[empty_database])
    executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == "ledger"])
    return empty_database


@pytest.fixture
def start(other_database):
    """Starts a process on that database: start("record", "100"); environment by keyword."""
    entry = {key: value for key, value in connections[other_database].settings_dict.items() if key != "TEST"}
    running = []

    def begin(*arguments, **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.ledger.worker", json.dumps(entry, default=str), *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def start_together(start, tmp_path):
    """Starts several processes that begin their work at the same moment: start_together(4, "record", "100")."""
    meeting = tmp_path / "meeting"
    meeting.mkdir()

    def begin(count, *arguments, **environment):
        processes = [start(*arguments, MEETING=str(meeting), **environment) for _ in range(count)]
        while len(list(meeting.glob("ready-*"))) < count:
            assert all(process.poll() is None for process in processes), "a process died before it was ready"
            time.sleep(0.01)
        (meeting / "go").touch()
        return processes

    return begin


@pytest.fixture
def sample_mail(settings):
    """Templates for the kind ledger.sample, and a portal address."""
    engine = {**settings.TEMPLATES[0]}
    engine["DIRS"] = [*engine["DIRS"], ROOT / "tests/ledger/templates"]
    settings.TEMPLATES = [engine]
    settings.SITE_URL = "https://portal.example"
