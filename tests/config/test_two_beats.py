"""Two beats and two workers, really running, over one folder and one database."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager

import pytest

from config.schedule import JOBS
from tests.config.test_serve import PROJECT, eventually

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.timeout(300)]

A_MISSED_DAY = """
INSERT INTO ledger_jobrun (job, period, claimed_at, attempts, finished_at, failed, note) VALUES (?, ?, ?, 1, ?, 0, '')
"""
EVENTS = "SELECT data FROM ledger_event WHERE action = 'ledger.job.finished'"


def query(folder, statement, *values):
    with closing(sqlite3.connect(folder / "fenceline.sqlite3", timeout=20)) as database, database:
        return database.execute(statement, values).fetchall()


def manage(folder, *command, **options):
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.config.quick_beat",
    }
    return subprocess.Popen([sys.executable, "manage.py", *command], cwd=PROJECT, env=environment, **options)


@contextmanager
def running(folder):
    """Two workers and two beats; ended with the SIGTERM their operator would send."""
    with (folder / "log").open("w") as log:
        parts = [manage(folder, name, stderr=log, stdout=log) for name in ("worker", "worker", "beat", "beat")]
        try:
            yield folder / "log"
        finally:
            for part in parts:
                part.send_signal(signal.SIGTERM)
            codes = [part.wait(timeout=30) for part in parts]
    assert codes == [0, 0, 0, 0]


def test_two_beats_run_each_job_once_a_period_and_catch_up_a_missed_day(tmp_path):
    assert manage(tmp_path, "migrate", "--verbosity=0").wait(timeout=120) == 0
    assert manage(tmp_path, "createcachetable").wait(timeout=60) == 0
    for job in JOBS:
        query(tmp_path, A_MISSED_DAY, job.name, "2026-01-05T00:00", "2026-01-05 00:00:00", "2026-01-05 00:00:01")
    with running(tmp_path) as log:
        eventually(lambda: len(query(tmp_path, EVENTS)) >= len(JOBS), seconds=90)
        queue = tmp_path / "broker" / "queue"
        sent = set()
        until = time.monotonic() + 8
        while time.monotonic() < until:  # some more passes, which must find nothing to do
            sent |= {path.name for path in queue.glob("*.msg")}
            time.sleep(0.05)
    assert len(sent) >= 4, "the beats went on asking"
    runs = query(tmp_path, "SELECT job, period, attempts, failed FROM ledger_jobrun WHERE period > '2026-01-06'")
    # A quarter of an hour may have begun anew meanwhile; no period has two runs, and no run was taken twice.
    assert {job for job, *_rest in runs} == {job.name for job in JOBS}
    assert {(attempts, failed) for _job, _period, attempts, failed in runs} == {(1, 0)}
    events = Counter(data for (data,) in query(tmp_path, EVENTS))
    assert len(events) == len(runs)
    assert set(events.values()) == {1}
    assert "Traceback" not in log.read_text()
