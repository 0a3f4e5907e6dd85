"""Append-only tables: the database itself refuses to change or remove a row.

A model says `append_only = True`; the migration that creates its table ends with `append_only("app_model")`.
There is no off switch. SQLite drops triggers when Django rebuilds a table, so a later migration that alters
a protected table must end with `append_only(...)` again; the check and the migration tests catch the one that forgets.

Migrations call this module, so the text of a trigger changes only together with a migration that installs it anew.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLE = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")


def protected_tables() -> list[str]:
    """The tables of all models that say `append_only = True`, sorted."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


def append_only(*tables: str) -> migrations.RunPython:
    """The migration operation that makes tables append-only, and again so after a table was rebuilt."""

    def forward(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            install(schema_editor.connection, table)

    def backward(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            remove(schema_editor.connection, table)

    return migrations.RunPython(forward, backward, elidable=False)


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Create the triggers of one table anew; harmless where they stand already."""
    with connection.cursor() as cursor:
        for statement in [*_drops(connection, table), *_creates(connection, table)]:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    """Drop the triggers of one table: for a migration on its way back, when the table goes as well."""
    with connection.cursor() as cursor:
        for statement in _drops(connection, table):
            cursor.execute(statement)


def missing_triggers(connection: BaseDatabaseWrapper, tables: Iterable[str] | None = None) -> list[str]:
    """What is wrong with the triggers of the protected tables that exist, a line each; empty when all stand.

    A trigger that was disabled, or dropped and made anew with another text, counts as missing.
    """
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
    wanted = [table for table in (protected_tables() if tables is None else tables) if table in existing]
    if connection.vendor == "sqlite":
        return [fault for table in wanted for fault in _sqlite_faults(connection, table)]
    return [fault for table in wanted for fault in _postgresql_faults(connection, table)]


def _names(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if not _TABLE.match(table):
        raise ValueError(f"{table!r} is not the name of a table of ours.")
    kinds = ("update", "delete", "replace") if connection.vendor == "sqlite" else ("change", "truncate")
    return [f"{table}_no_{kind}" for kind in kinds]


def _drops(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    names = _names(connection, table)
    if connection.vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{name}"' for name in names]
    drops = [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"' for name in names]
    return [*drops, f'DROP FUNCTION IF EXISTS "{table}_append_only"()']


def _creates(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "sqlite":
        return _sqlite_triggers(connection, table)
    change, truncate = _names(connection, table)
    call = f'EXECUTE FUNCTION "{table}_append_only"()'
    return [
        f'CREATE FUNCTION "{table}_append_only"() RETURNS trigger LANGUAGE plpgsql AS $${_body(table)}$$',
        f'CREATE TRIGGER "{change}" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW {call}',
        f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {call}',
        # ALWAYS: they fire under session_replication_role = replica too.
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{change}"',
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{truncate}"',
    ]


def _body(table: str) -> str:
    return f" BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END "


def _sqlite_triggers(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """Three triggers; the third because INSERT OR REPLACE removes rows without running delete triggers."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    update, delete, replace = _names(connection, table)
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


def _sqlite_faults(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        standing = dict(cursor.fetchall())
    faults = []
    for name, text in zip(_names(connection, table), _sqlite_triggers(connection, table), strict=True):
        if name not in standing:
            faults.append(f"{name} is missing")
        elif standing[name] != text:
            faults.append(f"{name} was altered")
    return faults


def _postgresql_faults(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, t.tgenabled, t.tgtype, t.tgqual IS NULL, p.proname, p.prosrc FROM pg_trigger t "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal",
            [f'"{table}"'],
        )
        standing = {name: tuple(rest) for name, *rest in cursor.fetchall()}
    faults = []
    # tgtype: row 1, before 2, delete 8, update 16, truncate 32 (PostgreSQL, catalog/pg_trigger.h).
    for name, kind in zip(_names(connection, table), (1 + 2 + 8 + 16, 2 + 32), strict=True):
        if name not in standing:
            faults.append(f"{name} is missing")
        elif standing[name][0] != "A":
            faults.append(f"{name} is disabled")
        elif standing[name][1:] != (kind, True, f"{table}_append_only", _body(table)):
            faults.append(f"{name} was altered")
    return faults
