"""PostgreSQL's own programs, spoken to through pipes: pg_dump and pg_restore, by the portal's own connection."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from common.archive import blocks_of
from config.backups.errors import BackupError

MISSING = (
    "{name} is not on this machine. Install PostgreSQL's client programs, of the server's version or a newer one: on "
    "Debian 12, apt install postgresql-client-15."
)

NO_TRIAL = (
    "The drill makes a database of its own, and this role may not. Run it by the role that runs prepare, having let it "
    "make databases once: ALTER ROLE … CREATEDB."
)
TRIAL = "_drill_"


def address() -> tuple[str, str]:
    """How the portal reaches its database, in libpq's words (TLS and all), and the password apart."""
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    given = {name: value for name, value in connection.get_connection_params().items() if name in known}
    secret = str(given.pop("password", None) or "")
    return make_conninfo(**{name: value for name, value in given.items() if value is not None}), secret


def _connected(*, autocommit: bool = False) -> "psycopg.Connection[Any]":
    where, secret = address()
    return psycopg.connect(where, autocommit=autocommit, password=secret or None)


@contextmanager
def reading() -> "Iterator[psycopg.Connection[Any]]":
    """A connection of its own that sees one moment, and writes nothing."""
    with _connected() as link:
        link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        link.read_only = True
        yield link


def dumped(snapshot: str) -> Iterator[bytes]:
    """What pg_dump makes of the database as that snapshot sees it. Raises BackupError."""
    where, _secret = address()
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
    command += [f"--snapshot={snapshot}", f"--dbname={where}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=_surroundings()) as program:  # noqa: S603  our own words
        with _killed_if_left(program):
            yield from blocks_of(_pipe(program.stdout))
        if program.wait():
            raise BackupError("pg_dump did not succeed. What it said stands above.")


def restored(blocks: Iterable[bytes]) -> None:
    """Have pg_restore fill the portal's empty database in one transaction. Raises BackupError; then it stays empty."""
    where, _secret = address()
    command = [_program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    command += [f"--dbname={where}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=_surroundings()) as program:  # noqa: S603  our own words
        with _killed_if_left(program):
            into = _pipe(program.stdin)
            try:
                for block in blocks:
                    into.write(block)
                into.close()
            except BrokenPipeError as error:
                raise BackupError("pg_restore did not succeed. What it said stands above.") from error
        if program.wait():
            raise BackupError("pg_restore did not succeed. What it said stands above.")


@contextmanager
def trial_database() -> Iterator[str]:
    """The name of an empty database on the portal's server, dropped afterwards; also what a killed run left there.

    Raises BackupError where the portal's role may not make one.
    """
    live = str(connection.settings_dict["NAME"])
    name = f"{live[:40]}{TRIAL}{os.urandom(4).hex()}"
    with _connected(autocommit=True) as link:
        for left in link.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{live[:40]}{TRIAL}"]
        ).fetchall():
            # One that is in use belongs to a drill under way on another machine.
            with suppress(psycopg.errors.ObjectInUse, psycopg.errors.InsufficientPrivilege):
                link.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(left[0])))
        try:
            link.execute(_like_the_live_one(link, name))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupError(NO_TRIAL) from error
    try:
        yield name
    finally:
        with _connected(autocommit=True) as link:
            link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _like_the_live_one(link: "psycopg.Connection[Any]", name: str) -> sql.Composed:
    """The words that make an empty database of the same encoding and the same order of letters."""
    asked = (
        "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE datname = current_database()"
    )
    words = [sql.Literal(word) for word in link.execute(asked).fetchone() or ()]
    made = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}")
    return made.format(sql.Identifier(name), *words)


def _program(name: str) -> str:
    """Where it lies. Raises BackupError where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise BackupError(MISSING.format(name=name))
    return found


def _surroundings() -> dict[str, str]:
    """The password goes by the environment: a command line is for all on the machine to read."""
    _where, secret = address()
    return {**os.environ, **({"PGPASSWORD": secret} if secret else {})}


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    assert end is not None  # noqa: S101  it was opened as a pipe
    return end


@contextmanager
def _killed_if_left(program: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Nothing of it goes on, and none of its work is kept, where ours has failed."""
    try:
        yield
    except BaseException:
        program.kill()
        raise
