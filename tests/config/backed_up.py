"""What the tests of backups share: a portal with something in it, on the database of this run, and empty places."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from psycopg import sql

from tests.config.test_serve import PROJECT, QUEUE_A_NOTICE

WORDS = "copper lantern under the third stair"
KEY = "q8mX2vLr0pZ7sWkD4yTb6nHc1uJf9gAeR5xKoViNwQzMtYlPdS"
HOW_TO = (PROJECT / "docs" / "how-to" / "back-up-and-restore.md").read_text()
SCAN = b"%PDF-1.7 a scan" * 100
ON_SERVER = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")

# An authenticator app's secret, sealed as the portal seals it.
SEAL_A_SECRET = """
from allauth.mfa.models import Authenticator
from accounts.adapters import TOTP_PURPOSE
from accounts.models import User
from common.crypto import seal
user = User.objects.first()
secret = seal("JBSWY3DPEHPK3PXP", purpose=TOTP_PURPOSE)
Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
"""


@dataclass
class Place:
    """A folder and a database; what runs there has the right key and passphrase, unless told otherwise."""

    var: Path
    database: str = ""
    more: dict = field(default_factory=dict)

    @property
    def environment(self):
        """What the commands there are started with."""
        path = os.path.dirname(sys.executable) + ":" + os.environ["PATH"]
        here = {"PATH": path, "VAR_DIR": str(self.var), "DATABASE_URL": self.database}
        return here | {"SECRET_KEY": KEY, "BACKUP_PASSPHRASE": WORDS} | self.more

    def run(self, *command, fails=False, **more):
        """A command of manage.py to its end; all it said."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, command)],
            cwd=PROJECT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=200,
        )
        said = done.stdout + done.stderr
        assert (done.returncode != 0) is fails, said
        assert "Traceback" not in said, said
        return said

    def shell(self, name, **more):
        """The commands of one block of the how-to, to the letter."""
        block = re.search(rf"<!-- {name} -->\n```sh\n(.+?)```", HOW_TO, re.S)[1]
        done = subprocess.run(
            ["bash", "-euc", block],
            cwd=PROJECT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=200,
        )
        assert done.returncode == 0, block + done.stdout + done.stderr
        return done.stdout

    def fill(self):
        """People, a sealed secret, a notice, events and a file."""
        self.run("prepare")
        self.run("shell", "--no-imports", "-c", QUEUE_A_NOTICE + SEAL_A_SECRET)
        self.run("run_due")
        (self.var / "files" / "2026").mkdir(parents=True)
        (self.var / "files" / "2026" / "scan.pdf").write_bytes(SCAN)

    def backup(self, folder):
        """The archive of a new backup."""
        before = set(folder.glob("*")) if folder.exists() else set()
        self.run("backup", folder)
        (archive,) = set(folder.glob("*")) - before
        return archive

    @contextmanager
    def asking(self):
        """A connection of the test's own."""
        if self.database:
            with psycopg.connect(self.database, autocommit=True) as link:
                yield link
        else:
            with closing(sqlite3.connect(self.var / "fenceline.sqlite3", isolation_level=None)) as link:
                yield link

    def counts(self):
        """Rows by table."""
        tables = (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            if self.database
            else "SELECT name FROM sqlite_master WHERE type = 'table'"
        )
        with self.asking() as link:
            names = [name for (name,) in link.execute(tables).fetchall()]
            return {name: link.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}

    def events(self, action):
        """How each event of that name ended, in order."""
        with self.asking() as link:
            found = link.execute(f"SELECT outcome FROM ledger_event WHERE action = '{action}' ORDER BY seq").fetchall()
        return [outcome for (outcome,) in found]

    def tamper(self):
        """Change an event as who owns the database could: the triggers are away for a moment, and stand again."""
        change = "UPDATE ledger_event SET outcome = 'forged' WHERE seq = 1"
        with self.asking() as link:
            if self.database:
                link.execute("ALTER TABLE ledger_event DISABLE TRIGGER ALL")
                link.execute(change)
                link.execute("ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_event_no_change")
                link.execute("ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_event_no_truncate")
                return
            kept = link.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_event'"
            ).fetchall()
            for name, _text in kept:
                link.execute(f"DROP TRIGGER {name}")
            link.execute(change)
            for _name, text in kept:
                link.execute(text)


@contextmanager
def place(folder, like=None, **more):
    """A place on the database of this run, empty or a copy of another; its database is dropped afterwards."""
    if like:
        shutil.copytree(like.var, folder)
    if not ON_SERVER:
        yield Place(folder, more=more)
        return
    address, name = os.environ["DATABASE_URL"], f"fence_backup_{uuid.uuid4().hex[:8]}"
    server = urlsplit(address)._replace(path="/postgres").geturl()
    source = urlsplit(like.database).path.lstrip("/") if like else "template0"
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source)))
        yield Place(folder, urlsplit(address)._replace(path=f"/{name}").geturl(), more)
        link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def trial_databases(where):
    """Databases that a drill made beside this one."""
    if not where.database:
        return []
    with where.asking() as link:
        return link.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, current_database() || '_')"
        ).fetchall()


def everything_below(folder):
    """Every path below a folder that stands for something of a portal."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.name != "backup.lock")
