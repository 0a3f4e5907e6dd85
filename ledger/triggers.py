"""Append-only tables: the database itself refuses to change or remove a row.

A model says `append_only = True`; the migration that creates its table ends with `append_only("app_model")` of
ledger/migrations/_triggers_1.py. There is no off switch; the check finds the migration that forgets.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from ledger.migrations._triggers_1 import body, install, remove, sqlite_triggers, trigger_names

__all__ = ["install", "missing_triggers", "protected_tables", "remove"]


def protected_tables() -> list[str]:
    """The tables of all models that say `append_only = True`, sorted."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


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


def _sqlite_faults(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        standing = dict(cursor.fetchall())
    faults = []
    for name, text in zip(trigger_names(connection, table), sqlite_triggers(connection, table), strict=True):
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
    for name, kind in zip(trigger_names(connection, table), (1 + 2 + 8 + 16, 2 + 32), strict=True):
        if name not in standing:
            faults.append(f"{name} is missing")
        elif standing[name][0] != "A":
            faults.append(f"{name} is disabled")
        elif standing[name][1:] != (kind, True, f"{table}_append_only", body(table)):
            faults.append(f"{name} was altered")
    return faults
