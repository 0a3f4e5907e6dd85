"""What a portal stands on, each of its own and reached through a proxy: a database, a Redis, a mail server."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import time
import uuid
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import urlsplit

import psycopg
from aiosmtpd.controller import Controller
from psycopg import sql

from tests.config.compose import free_port, runs_as
from tests.config.proxy import Proxy
from tests.config.test_compose import Catcher
from tests.config.test_serve import eventually


class PostgreSQL:
    """A new database on the server that runs here, which is never stopped: it goes away by the proxy alone."""

    vendor = "postgres"

    def __init__(self, _folder):
        server = os.environ.get("DATABASE_URL", "postgres://localhost/fenceline").rpartition("/")[0]
        self.name = f"fenceline_chaos_{uuid.uuid4().hex[:10]}"
        self.server, self.owner = f"{server}/postgres", f"{server}/{self.name}"
        self._on_server("CREATE DATABASE {}", self.name)
        parts = urlsplit(self.owner)
        self.proxy = Proxy(parts.hostname or "127.0.0.1", parts.port or 5432)
        self.role = runs_as(self.owner)[1]
        self.running = f"postgres://{self.role}@127.0.0.1:{self.proxy.port}/{self.name}"

    def _on_server(self, statement, name):
        with psycopg.connect(self.server, autocommit=True) as link:
            link.execute(sql.SQL(statement).format(sql.Identifier(name)))

    def ask(self, statement, *values):
        """As somebody else, past the proxy, who sees what is committed; the rows, if there are any."""
        with psycopg.connect(self.owner) as link:
            found = link.execute(statement, values)
            return found.fetchall() if found.description else []

    def script(self, statements):
        """Several statements at once."""
        with psycopg.connect(self.owner) as link:
            link.execute(statements)

    def moment(self, at):
        """A moment as a value of a statement."""
        return at

    def limit(self, connections):
        """How many connections the portal's role may have; -1 for any number."""
        with psycopg.connect(self.server, autocommit=True) as link:
            statement = sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}")
            link.execute(statement.format(sql.Identifier(self.role), sql.Literal(connections)))

    def cut(self):
        """End every connection of the portal, as a server does that is restarted."""
        self.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", self.role)

    def end(self):
        self.proxy.away()
        self._on_server("DROP DATABASE {} WITH (FORCE)", self.name)
        self._on_server("DROP ROLE IF EXISTS {}", self.role)


class SQLite:
    """A file in the portal's own folder."""

    vendor, role = "sqlite", ""

    def __init__(self, folder):
        self.path = folder / "var" / "fenceline.sqlite3"
        self.owner = self.running = f"sqlite:///{self.path}"

    def ask(self, statement, *values):
        """As somebody else, who sees what is committed; the rows, if there are any."""
        with closing(sqlite3.connect(self.path, timeout=20)) as link, link:
            return link.execute(statement.replace("%s", "?"), values).fetchall()

    def script(self, statements):
        """Several statements at once."""
        with closing(sqlite3.connect(self.path, timeout=20)) as link, link:
            link.executescript(statements)

    def moment(self, at):
        """A moment as Django writes it."""
        return str(at.astimezone(UTC).replace(tzinfo=None))

    def end(self):
        """Nothing: the folder goes with everything in it."""


DATABASES = {"sqlite": SQLite, "postgres": PostgreSQL}


def as_moment(value):
    """What a statement gave as a moment, with its zone."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


class Redis:
    """A redis-server of our own on a free port, as docker-compose.yml runs one but for its file."""

    def __init__(self, folder):
        self.port = free_port()
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
        program = shutil.which("redis-server")
        if program is None:
            raise SystemExit("redis-server is not installed; the experiments with Redis need it.")
        self.process = subprocess.Popen([program, *words], stdout=subprocess.DEVNULL)
        eventually(lambda: self.command("ping") == "PONG", seconds=10)
        self.proxy = Proxy("127.0.0.1", self.port)

    def command(self, *words):
        done = subprocess.run(["redis-cli", "-p", str(self.port), *words], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def end(self):
        self.proxy.away()
        self.process.terminate()
        self.process.wait(timeout=10)


class MailServer(Catcher):
    """Keeps every mail with the moment it came. `mode` says how it answers: take, later, refuse, slow, drop."""

    def __init__(self):
        super().__init__()
        self.mode, self.delay, self.came = "take", 0.0, []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.controller.start()
        self.proxy = Proxy("127.0.0.1", self.controller.port)

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if self.mode == "refuse":
            return "550 5.7.1 this sender is not allowed here"
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mode == "later":
            return "451 4.7.1 greylisted, try later"
        if self.mode == "slow":
            await asyncio.sleep(self.delay)
        answer = await super().handle_DATA(server, session, envelope)
        self.came.append((time.monotonic(), self.taken[-1][1]["Message-ID"]))
        if self.mode == "drop":
            server.transport.abort()
        return answer

    def most_copies(self):
        """How often the mail came that came most often."""
        return max(Counter(message["Message-ID"] for _to, message in self.taken).values(), default=0)

    def end(self):
        self.proxy.away()
        self.controller.stop()
