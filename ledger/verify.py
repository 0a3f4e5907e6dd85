"""Reads the chain from the first event to the last and names the first row that is not as it was written.

It reads raw column values, not objects: a damaged byte must be found, not crash the search for it.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ledger.chain import COLUMNS, GENESIS, link, place_in

CHUNK = 5000

REASONS = {
    "changed": "its content is not what was hashed",
    "missing": "it is not there",
    "broken_link": "it does not follow from the event before it",
    "unreadable": "the database cannot read it",
    "head": "it is not the saved head",
}


@dataclass(frozen=True)
class VerifyResult:
    """What was found: whether the chain holds, how many events were read, and the first bad one."""

    checked: int
    first_bad: int | None = None
    reason: str = ""
    head_seq: int = 0
    head_hash: str = GENESIS

    @property
    def intact(self) -> bool:
        """True when no event is bad."""
        return self.first_bad is None

    @property
    def words(self) -> str:
        """The finding as a sentence."""
        if self.intact:
            return f"Chain intact: {self.checked} events read, head {self.head_seq}:{self.head_hash}"
        found = f"{REASONS[self.reason]} ({self.reason})"
        return f"First bad event: {self.first_bad}; {found}. {self.checked} good before it."

    def as_json(self) -> str:
        """The finding for a machine."""
        return json.dumps({**asdict(self), "intact": self.intact}, sort_keys=True)


def verify(since: int | None = None, *, head: tuple[int, str] | None = None, using: str = "default") -> VerifyResult:
    """Walk the chain, from event number `since` or from the start, and stop at the first bad event.

    `head` is a saved (number, hash): that event must be in the chain, which finds a tail that was cut off.
    """
    connection = connections[using]
    first = max(since or 1, 1)
    checked, expected, previous = 0, first, GENESIS
    found_head = head is None or head[0] < first
    with _raw_text(connection):
        try:
            if first > 1:
                before = _hash_of(connection, first - 1)
                if before is None:
                    return VerifyResult(0, first - 1, "missing")
                previous = before
            for row in _rows(connection, None if since is None else first):
                seq, reason = _judge(row, expected, previous)
                if reason:
                    return VerifyResult(checked, seq, reason, expected - 1, previous)
                previous = row[-1]
                if head is not None and expected == head[0]:
                    if previous != head[1]:
                        return VerifyResult(checked, expected, "head", expected - 1, row[-3])
                    found_head = True
                checked, expected = checked + 1, expected + 1
            if head is not None and head[0] < first:
                found_head = _hash_of(connection, head[0]) == head[1]
        except DatabaseError:
            return VerifyResult(checked, expected, "unreadable", expected - 1, previous)
    if not found_head and head is not None:
        bad, reason = (head[0], "head") if head[0] < expected else (expected, "missing")
        return VerifyResult(checked, bad, reason, expected - 1, previous)
    return VerifyResult(checked, head_seq=expected - 1, head_hash=previous)


def _judge(row: tuple[Any, ...], expected: int, previous: str) -> tuple[int, str]:
    """The number of the event to blame and why, or an empty reason."""
    seq = row[0]
    if seq != expected:
        # A number too high: the expected one is gone. Too low: this row does not belong here.
        return (expected, "missing") if isinstance(seq, int) and seq > expected else (seq, "changed")
    *hashed, place, digest = row
    values: dict[str, Any] = dict(zip(COLUMNS, hashed, strict=True))
    try:
        values["at"] = _instant(values["at"])
        whole = link(values) == digest and place_in(values["data"]) == place
    except (TypeError, ValueError):
        whole = False
    if not whole:
        return expected, "changed"
    return (expected, "") if values["prev_hash"] == previous else (expected, "broken_link")


def _instant(stored: Any) -> str:
    """The stored time in the spelling that was hashed; exactly one stored spelling leads to each.

    SQLite keeps 2026-01-02 03:04:05[.678901]; PostgreSQL is asked for the hashed spelling itself.
    """
    if not isinstance(stored, str) or len(stored) not in (19, 26, 27):
        raise ValueError("not a time")
    if len(stored) == 27:
        return stored
    if stored[10] != " " or stored.endswith(".000000"):
        raise ValueError("not a time as it was stored")
    return stored.replace(" ", "T", 1) + (".000000Z" if len(stored) == 19 else "Z")


def _rows(connection: BaseDatabaseWrapper, first: int | None) -> Iterator[tuple[Any, ...]]:
    """The stored rows in order, in chunks, so that a million take no memory."""
    # On SQLite the plus keeps Python from turning the text into a datetime; it changes nothing else.
    utc = """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
    at = utc if connection.vendor == "postgresql" else "+at"
    columns = ", ".join([at if name == "at" else name for name in COLUMNS] + ["place_id", "hash"])
    select = f"SELECT {columns} FROM ledger_event"  # noqa: S608 (our own constants)
    # Without a lower bound first: a number turned negative must show.
    where, params = ("WHERE seq >= %s", [first]) if first is not None else ("", [])
    while True:
        with connection.cursor() as cursor:
            cursor.execute(f"{select} {where} ORDER BY seq LIMIT {CHUNK}", params)
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < CHUNK:
            return
        where, params = "WHERE seq > %s", [rows[-1][0]]


def _hash_of(connection: BaseDatabaseWrapper, seq: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM ledger_event WHERE seq = %s", [seq])
        row = cursor.fetchone()
    return str(row[0]) if row else None


@contextmanager
def _raw_text(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """While inside, SQLite hands over text that is not valid UTF-8 instead of refusing the whole query."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        yield
        return
    raw: Any = connection.connection
    before = raw.text_factory
    raw.text_factory = lambda value: value.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = before
