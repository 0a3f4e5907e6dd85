"""What is deleted from SQLite stays in its log until a checkpoint; after a promise to delete, the log is emptied.

The main file keeps nothing either, by `PRAGMA secure_delete`. PostgreSQL has no such file beside its tables.
"""

import logging
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

logger = logging.getLogger(__name__)


def checkpoint_after_commit() -> None:
    """Empty the log as soon as the transaction under way has ended; call it inside that transaction."""
    transaction.on_commit(checkpoint, robust=True)


def checkpoint(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Move what the log holds into the main file and empty it; False when somebody reads or writes just now.

    It never waits: the worker's next pass does it then.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        waits = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = bool(cursor.fetchone()[0])
        except OperationalError:
            busy = True
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {waits}")
    if busy:
        logger.info("the log of SQLite is in use; the next pass empties it")
    return not busy


def checkpoint_due(*, at: datetime) -> int:  # noqa: ARG001  every job is given the moment
    """The job: what was busy before is emptied now; how many logs."""
    return int(checkpoint())
