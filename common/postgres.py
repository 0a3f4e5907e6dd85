"""Whether a connection of the pool still answers, asked without waiting for ever."""

import select
import time
from typing import Any

import psycopg

PATIENCE = 0.8  # seconds


def answers(link: "psycopg.Connection[Any]") -> None:
    """Ask the empty question. Raises psycopg.OperationalError where no answer comes in time; the pool then lets go.

    psycopg's own check waits as long as the server holds the connection open, which a frozen one does.
    """
    pg, until = link.pgconn, time.monotonic() + PATIENCE
    pg.send_query(b"")
    pg.flush()
    while True:
        if not pg.is_busy():
            if pg.get_result() is None:
                return
            continue
        readable, _writable, _failed = select.select([pg.socket], [], [], max(0.0, until - time.monotonic()))
        if not readable:
            link.close()
            raise psycopg.OperationalError("the database did not answer in time")
        pg.consume_input()


class Connection(psycopg.Connection[Any]):
    """One of the pool; the pool asks the empty question each time before it gives the connection away."""

    def execute(self, query: Any, *given: Any, **named: Any) -> psycopg.Cursor[Any]:
        if query == "":
            answers(self)
            return self.cursor()
        return super().execute(query, *given, **named)
