"""The database at one moment, with what there is to count in it; and an empty one filled from such a copy."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

from common.archive import blocks_of
from config import environment as env
from config.backups import servers
from config.backups.errors import BackupError, RestoreRefused
from config.backups.places import sync_folder

Ask = Callable[[Any], list[tuple[Any, ...]]]

SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
POSTGRESQL_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
HEAD = "SELECT seq, hash FROM ledger_event ORDER BY seq DESC LIMIT 1"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


@dataclass(frozen=True)
class Facts:
    """What can be compared: the ledger's head as SEQ:HASH, rows by table, migrations as app.name."""

    head: str
    counts: dict[str, int]
    migrations: list[str]


@dataclass(frozen=True)
class Copy:
    """The database of one moment."""

    facts: Facts
    blocks: Iterable[bytes]


def is_sqlite() -> bool:
    """Whether the portal's database is a file."""
    return connection.vendor == "sqlite"


@contextmanager
def copied(folder: Path) -> Iterator[Copy]:
    """A copy of the live database, while others write to it. Raises BackupError.

    SQLite can copy into a file only: it lies in the folder. From PostgreSQL it is read as it is dumped.
    """
    if is_sqlite():
        path = folder / "database.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        with path.open("rb") as file:
            yield Copy(facts_of_file(path), blocks_of(file))
        return
    with servers.reading() as link:
        snapshot = link.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot is not None  # noqa: S101  the function always answers
        yield Copy(_facts(lambda said: link.execute(said).fetchall(), POSTGRESQL_TABLES), servers.dumped(snapshot[0]))


def facts_of_file(path: Path) -> Facts:
    """What there is to compare in a SQLite file that nobody writes to."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as link:
        return _facts(lambda said: link.execute(said).fetchall(), SQLITE_TABLES)


def facts_here() -> Facts:
    """The same of the portal's own database, as it is now."""
    with connection.cursor() as cursor:

        def ask(said: Any) -> list[tuple[Any, ...]]:
            cursor.execute(said)
            return cursor.fetchall()

        return _facts(ask, SQLITE_TABLES if is_sqlite() else POSTGRESQL_TABLES)


def _facts(ask: Ask, tables: str) -> Facts:
    names = sorted(name for (name,) in ask(tables))
    if not {"ledger_event", "django_migrations"} <= set(names):
        raise BackupError("There is no portal in this database yet. Run manage.py prepare first.")
    counts = {name: ask(f"SELECT count(*) FROM {_quoted(name)}")[0][0] for name in names}  # noqa: S608  our own tables
    head = ask(HEAD)
    return Facts(
        f"{head[0][0]}:{head[0][1]}" if head else "", counts, [f"{app}.{name}" for app, name in ask(MIGRATIONS)]
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


# The way back ---------------------------------------------------------------------------------------------------------


def refuse_filled() -> None:
    """Raises RestoreRefused where the portal's database is not empty: nothing is ever written over."""
    if tables_here():
        raise RestoreRefused(
            "The database holds tables already. A backup is restored into an empty place only; nothing was changed."
        )


def tables_here() -> list[str]:
    """The tables of the portal's database. A SQLite file that is not there is not made."""
    if not is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute(POSTGRESQL_TABLES)
            return [name for (name,) in cursor.fetchall()]
    path = database_file()
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as link:
        return [name for (name,) in link.execute(SQLITE_TABLES).fetchall()]


def database_file() -> Path:
    """The file of a SQLite database."""
    return Path(str(connection.settings_dict["NAME"]))


def put_in_place(path: Path) -> None:
    """Give a restored SQLite file the name by which the portal opens it."""
    target = database_file()
    connection.close()
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    os.replace(path, target)
    sync_folder(target.parent)


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The address of an empty database, gone afterwards: a file in the folder, or one more on the portal's server.

    Raises BackupError where the portal's role may not make one.
    """
    if is_sqlite():
        yield f"sqlite:///{(folder / 'fenceline.sqlite3').absolute()}"
        return
    with servers.trial_database() as name:
        yield urlsplit(env.text("DATABASE_URL"))._replace(path=f"/{name}").geturl()
