"""Long work in short transactions: whoever else writes waits for one step, never for all of them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

LOCK_WAIT = "2s"  # PostgreSQL; SQLite waits for its one writer by the setting of the connection
STATEMENT = "15s"
# A waiting writer of SQLite looks again at most this long after it looked last, so that after a step it gets its turn.
PAUSE = 0.1
SHORT = 0.02  # a step that took less kept nobody waiting


@contextmanager
def short_step() -> Iterator[None]:
    """One transaction, then a pause for others. On PostgreSQL it gives up where a lock or a statement takes long."""
    began = time.perf_counter()
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_WAIT])
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [STATEMENT])
        yield
    if connection.vendor == "sqlite" and time.perf_counter() - began > SHORT:
        time.sleep(PAUSE)
