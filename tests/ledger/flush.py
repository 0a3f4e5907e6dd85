"""Lets Django empty the test database after a transactional test.

The triggers refuse DELETE and TRUNCATE, and production has no off switch, so the test runner takes the
triggers away for the length of its own flush and puts them back before the next test.
"""

from typing import Any

from django.db import connection
from django.test import TransactionTestCase

from ledger.triggers import install, remove

_flush = TransactionTestCase._fixture_teardown


def guarded_tables(database: Any) -> list[str]:
    """The tables that carry our triggers in the live database, whatever their models say."""
    catalog = (
        "sqlite_master WHERE type = 'trigger'" if database.vendor == "sqlite" else "pg_trigger WHERE NOT tgisinternal"
    )
    column, ending = ("name", "_no_update") if database.vendor == "sqlite" else ("tgname", "_no_change")
    with database.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {catalog}")
        return sorted(name.removesuffix(ending) for (name,) in cursor.fetchall() if name.endswith(ending))


def _flush_protected(case: Any) -> None:
    existing = guarded_tables(connection)
    for table in existing:
        remove(connection, table)
    try:
        _flush(case)
    finally:
        for table in existing:
            install(connection, table)


def let_the_runner_flush() -> None:
    """Call once, from the conftest; a second call changes nothing."""
    TransactionTestCase._fixture_teardown = _flush_protected  # type: ignore[method-assign]
