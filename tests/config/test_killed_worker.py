"""A worker killed at the worst moment, mid-sweep or mid-mail: nothing is half done, nothing lost."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing, contextmanager
from email import message_from_bytes

import psycopg
import pytest
from django.conf import settings

from config.schedule import JOBS
from tests.config.held_stage import PEOPLE
from tests.config.test_serve import PROJECT, eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CELERY = ("-m", "celery", "-A", "config")
LONG_AGO = "2026-01-01 00:00:00+00:00"
REMINDERS = "SELECT COUNT(*) FROM ledger_notice WHERE kind = 'training.assigned'"
QUEUED = "SELECT COUNT(*) FROM ledger_event WHERE action = 'training.reminders.queued'"
SENT = "SELECT COUNT(*) FROM ledger_delivery WHERE sent_at IS NOT NULL"
(JOB,) = (job.name for job in JOBS if "remind" in job.name)


class Portal:
    """What does the due work, over one database: manage.py work, or Celery's workers and beat."""

    def __init__(self, folder, **environment):
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.config.held",
            **environment,
        }
        self.parts = []

    @contextmanager
    def database(self):
        """As somebody else, who sees what is committed."""
        if address := self.environment.get("DATABASE_URL"):
            with psycopg.connect(address) as database:
                yield database
        else:
            with closing(sqlite3.connect(self.folder / "fenceline.sqlite3", timeout=20)) as database, database:
                yield database

    def ask(self, statement):
        with self.database() as database:
            return database.execute(statement).fetchall()

    def change(self, statement):
        with self.database() as database:
            assert database.execute(statement).rowcount == 1

    def count(self, statement):
        return self.ask(statement)[0][0]

    def begin(self, *command, **environment):
        with (self.folder / "log").open("a") as log:
            part = subprocess.Popen(
                [sys.executable, *command], cwd=PROJECT, env=self.environment | environment, stdout=log, stderr=log
            )
        self.parts.append(part)
        return part

    def done(self, *command):
        assert self.begin(*command).wait(timeout=120) == 0, (self.folder / "log").read_text()

    def start(self, hold=""):
        """Everything that does the due work; with Celery a beat asks every second."""
        if "BROKER_URL" not in self.environment:
            self.begin("-m", "tests.config.held_work", HOLD=hold)
            return
        for queue in ("celery", "mail"):
            self.begin(*CELERY, "worker", f"--queues={queue}", "--concurrency=1", f"--hostname={queue}@%h", HOLD=hold)
        self.begin(*CELERY, "beat", f"--schedule={self.folder / 'beat'}", "--pidfile=")

    def end(self, how=signal.SIGTERM):
        """End every part that runs, and the processes each has forked; they are gone afterwards."""
        for part in self.parts:
            if part.poll() is None:
                for child in children(part.pid):
                    if how == signal.SIGKILL:
                        os.kill(child, how)
                part.send_signal(how)
        for part in self.parts:
            part.wait(timeout=60)
        self.parts = []

    def mails(self):
        """Message-ID and recipient of each mail that the server took."""
        found = []
        for path in (self.folder / "mail").glob("*.log"):
            for one in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                if one.strip():
                    message = message_from_bytes(one)
                    found.append((message["Message-ID"], message["To"]))
        return found


def children(pid):
    """The processes that this one has forked."""
    told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in told.stdout.split()]


@pytest.fixture(
    params=[
        pytest.param("machine", marks=pytest.mark.once),
        pytest.param("servers", marks=[pytest.mark.postgres, pytest.mark.redis]),
    ]
)
def portal(request, tmp_path):
    """On one machine with SQLite and manage.py work, and on PostgreSQL and Redis with Celery."""
    where = {}
    if request.param == "servers":
        where = {"DATABASE_URL": request.getfixturevalue("database"), "BROKER_URL": settings.CELERY_BROKER_URL}
    made = Portal(tmp_path, **where)
    made.done("manage.py", "migrate", "--verbosity=0")
    made.done("manage.py", "createcachetable")
    made.done("-m", "tests.config.held_stage")
    yield made
    made.end(signal.SIGKILL)


def test_a_worker_killed_mid_sweep_leaves_nothing_and_the_next_tells_everyone_once(portal):
    portal.start(hold="sweep")
    eventually((portal.folder / "held").exists, seconds=60)
    portal.end(signal.SIGKILL)
    assert (portal.count(REMINDERS), portal.count(QUEUED), portal.mails()) == (0, 0, [])
    assert portal.ask(f"SELECT attempts, failed FROM ledger_jobrun WHERE job = '{JOB}' AND finished_at IS NULL") == [
        (1, 0)
    ]
    portal.done("manage.py", "audit_verify")

    # An hour later, as far as the run it died with can tell.
    portal.change(f"UPDATE ledger_jobrun SET claimed_at = '{LONG_AGO}' WHERE finished_at IS NULL")
    portal.start()
    eventually(lambda: portal.count(SENT) >= PEOPLE, seconds=60)
    portal.end()
    assert (portal.count(REMINDERS), portal.count(QUEUED)) == (PEOPLE, 1)
    assert portal.count(f"SELECT COUNT(*) FROM ledger_jobrun WHERE job = '{JOB}' AND attempts = 2") == 1
    assert len({to for _id, to in portal.mails()}) == len(portal.mails()) == PEOPLE
    portal.done("manage.py", "audit_verify")


def test_a_worker_killed_mid_mail_repeats_that_one_mail_and_no_other(portal):
    portal.start(hold="mail")
    eventually((portal.folder / "held").exists, seconds=60)
    portal.end(signal.SIGKILL)
    (first,) = portal.mails()
    assert (portal.count(REMINDERS), portal.count(SENT)) == (PEOPLE, 0)

    # When its lease has run out.
    portal.change(f"UPDATE ledger_delivery SET leased_until = '{LONG_AGO}' WHERE leased_until IS NOT NULL")
    portal.start()
    eventually(lambda: portal.count(SENT) >= PEOPLE, seconds=60)
    portal.end()
    counted = Counter(portal.mails())
    assert {mail: count for mail, count in counted.items() if count > 1} == {first: 2}
    assert len({to for _id, to in counted}) == len(counted) == PEOPLE
    told = portal.count("SELECT COUNT(*) FROM ledger_event WHERE action = 'ledger.notice.sent'")
    assert told == portal.count("SELECT COUNT(*) FROM ledger_notice"), "each notice is recorded as sent once"
    portal.done("manage.py", "audit_verify")
