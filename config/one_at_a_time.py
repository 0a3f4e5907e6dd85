"""One `manage.py prepare` at a time, whichever machine it runs on: a second one waits, and then finds nothing to do."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# Any number that nothing else on this database locks; it is the same for every version of the portal.
NUMBER = 5_034_110_001


@contextmanager
def one_at_a_time(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of this folder, and on PostgreSQL that of the database; calls `wait` once where another holds one.

    A process that ends, however it ends, holds neither any more.
    """
    with (folder / "prepare.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        if not _ask("pg_try_advisory_lock"):
            wait()
            _ask("pg_advisory_lock")
        try:
            yield
        finally:
            _ask("pg_advisory_unlock")


def _ask(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [NUMBER])
        answer: bool = cursor.fetchone()[0]
    return answer
