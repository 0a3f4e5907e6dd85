"""The check that the ledger is still protected."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import ERROR, CheckMessage, Error, Warning
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from ledger.triggers import missing_triggers

HINT = "Find out who removed it, then run: manage.py audit_verify --reinstall-triggers"


def unprotected() -> list[str]:
    """A sentence for each trigger that does not stand although no migration waits; empty when the ledger is safe."""
    return [str(one.msg) for one in audit_triggers() if one.level >= ERROR]


def audit_triggers(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """An error for each trigger that does not stand in the live database.

    A warning only, while migrations wait: one of them may be what brings the trigger back.
    """
    found: list[CheckMessage] = []
    for alias in databases or [DEFAULT_DB_ALIAS]:
        connection = connections[alias]
        faults = missing_triggers(connection)
        if not faults:
            continue
        executor = MigrationExecutor(connection)
        waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        for fault in faults:
            message = f"{alias}: the trigger {fault}."
            found.append(
                Warning(message, hint=HINT, id="ledger.W901")
                if waiting
                else Error(message, hint=HINT, id="ledger.E901")
            )
    return found
