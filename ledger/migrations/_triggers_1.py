"""The triggers that keep a table append-only, in the text that migrations install. Frozen: another text is another file.

SQLite drops triggers when Django rebuilds a table, so a migration that alters a protected table takes them off first
and puts them back at its end.
"""

import re
from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLE = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")


def append_only(*tables: str) -> migrations.RunPython:
    """The migration operation that makes tables append-only, and again so after a table was rebuilt."""
    return migrations.RunPython(_each(install, tables), _each(remove, tables), elidable=False)


def open_for_change(*tables: str) -> migrations.RunPython:
    """The migration operation that takes the triggers off; `append_only` must follow in the same migration."""
    return migrations.RunPython(_each(remove, tables), _each(install, tables), elidable=False)


def _each(act: Any, tables: tuple[str, ...]) -> Any:
    def run(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            act(schema_editor.connection, table)

    return run


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Create the triggers of one table anew; harmless where they stand already."""
    with connection.cursor() as cursor:
        for statement in [*_drops(connection, table), *_creates(connection, table)]:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    """Drop the triggers of one table."""
    with connection.cursor() as cursor:
        for statement in _drops(connection, table):
            cursor.execute(statement)


def trigger_names(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if not _TABLE.match(table):
        raise ValueError(f"{table!r} is not the name of a table of ours.")
    kinds = ("update", "delete", "replace") if connection.vendor == "sqlite" else ("change", "truncate")
    return [f"{table}_no_{kind}" for kind in kinds]


def _drops(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    names = trigger_names(connection, table)
    if connection.vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{name}"' for name in names]
    drops = [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"' for name in names]
    return [*drops, f'DROP FUNCTION IF EXISTS "{table}_append_only"()']


def _creates(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "sqlite":
        return sqlite_triggers(connection, table)
    change, truncate = trigger_names(connection, table)
    call = f'EXECUTE FUNCTION "{table}_append_only"()'
    return [
        f'CREATE FUNCTION "{table}_append_only"() RETURNS trigger LANGUAGE plpgsql AS $${body(table)}$$',
        f'CREATE TRIGGER "{change}" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW {call}',
        f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {call}',
        # ALWAYS: they fire under session_replication_role = replica too.
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{change}"',
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{truncate}"',
    ]


def body(table: str) -> str:
    """What the function of PostgreSQL does."""
    return f" BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END "


def sqlite_triggers(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """Three triggers; the third because INSERT OR REPLACE removes rows without running delete triggers."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    update, delete, replace = trigger_names(connection, table)
    same = " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) + ")"
        for columns in _sqlite_unique_columns(connection, table)
    )
    taken = f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 (names from the schema itself)
    return [
        f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{table}" {refuse}',
        f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{table}" {refuse}',
        f'CREATE TRIGGER "{replace}" BEFORE INSERT ON "{table}" WHEN {taken} {refuse}',
    ]


def _sqlite_unique_columns(connection: BaseDatabaseWrapper, table: str) -> list[tuple[str, ...]]:
    """The primary key and every set of columns that is unique without a condition, read from the live table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk")  # noqa: S608
        found = {tuple(name for (name,) in cursor.fetchall())}
        cursor.execute(f"SELECT name FROM pragma_index_list('{table}') WHERE \"unique\" = 1 AND partial = 0")  # noqa: S608
        for (index,) in cursor.fetchall():
            cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [index])
            columns = tuple(name for (name,) in cursor.fetchall())
            if None not in columns:
                found.add(columns)
    return sorted(found)
