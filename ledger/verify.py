"""Reads the chain from the first event to the last and names the first row that is not as it was written.

Of events it reads raw column values, not objects: a damaged byte must be found, not crash the search for it. On the way
it compares the rows that the events speak of with their seals, and the chain with the heads that were remembered.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ledger.chain import COLUMNS, GENESIS, link, place_in
from ledger.events import EventName
from ledger.seals import Broken, SealReader

CHUNK = 5000

REASONS = {
    "changed": "its content is not what was hashed",
    "missing": "it is not there",
    "broken_link": "it does not follow from the event before it",
    "unreadable": "the database cannot read it",
    "head": "it is not the saved head",
    "altered": "the row it is about was changed",
    "gone": "the row it is about is gone",
    "unsigned": "its remembered head was not signed by this installation",
    "unrecorded": "there are rows that no event records",
}

_ACTION, _DATA = COLUMNS.index("action"), COLUMNS.index("data")


@dataclass(frozen=True)
class VerifyResult:
    """What was found: whether the chain holds, how many events were read, and the first bad one."""

    checked: int
    first_bad: int | None = None
    reason: str = ""
    head_seq: int = 0
    head_hash: str = GENESIS
    # The row, or the kind of rows, where the event itself is whole.
    about: str = ""

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
        if self.about:
            found = f"{found}: {self.about}"
        return f"First bad event: {self.first_bad}; {found}. {self.checked} good before it."

    def as_json(self) -> str:
        """The finding for a machine."""
        return json.dumps({**asdict(self), "intact": self.intact}, sort_keys=True)


def verify(since: int | None = None, *, heads: Mapping[int, str] | None = None, using: str = "default") -> VerifyResult:
    """Walk the chain, from event number `since` or from the start, and stop at the first bad event.

    `heads` are saved hashes by number: those events must be in the chain, which finds a tail that was cut off and a
    chain that was written anew. The seals of what is read are compared with their rows; that every row has its seal is
    asked when the whole is read.
    """
    return _Walk(since, dict(heads or {}), using).result()


class _Walk:
    """One reading of the chain."""

    def __init__(self, since: int | None, heads: dict[int, str], using: str) -> None:
        self.connection, self.since, self.heads = connections[using], since, heads
        self.first = max(since or 1, 1)
        self.expected, self.previous, self.checked = self.first, GENESIS, 0
        self.sealed_from_here = False
        self.seals = SealReader(using)

    def result(self) -> VerifyResult:
        """What was found."""
        with _raw_text(self.connection):
            try:
                found = self._before() or self._read()
            except DatabaseError:
                found = self._bad(self.expected, "unreadable")
        found = found or self._missing_head()
        found = found or self._sealed(self.seals.compare()) or self._unrecorded()
        return found or VerifyResult(self.checked, head_seq=self.expected - 1, head_hash=self.previous)

    def _bad(self, seq: int, reason: str, about: str = "") -> VerifyResult:
        return VerifyResult(self.checked, seq, reason, self.expected - 1, self.previous, about)

    def _before(self) -> VerifyResult | None:
        """The event before the first to read, and the saved heads before it."""
        if self.first == 1:
            return None
        before = _hash_of(self.connection, self.first - 1)
        if before is None:
            return VerifyResult(0, self.first - 1, "missing")
        self.previous = before
        for seq in sorted(seq for seq in self.heads if seq < self.first):
            if _hash_of(self.connection, seq) != self.heads[seq]:
                return self._bad(seq, "head")
        return None

    def _read(self) -> VerifyResult | None:
        for row in _rows(self.connection, None if self.since is None else self.first):
            seq, reason = _judge(row, self.expected, self.previous)
            if reason:
                return self._bad(seq, reason)
            self.previous = row[-1]
            if self.heads.get(self.expected, self.previous) != self.previous:
                return VerifyResult(self.checked, self.expected, "head", self.expected - 1, row[-3])
            self.sealed_from_here = self.sealed_from_here or row[_ACTION] == EventName.SEALS_BEGUN
            broken = self._sealed(self.seals.read(self.expected, row[_DATA]))
            self.checked, self.expected = self.checked + 1, self.expected + 1
            if broken:
                return broken
        return None

    def _missing_head(self) -> VerifyResult | None:
        """A saved head that lies beyond the end of the chain."""
        beyond = [seq for seq in self.heads if seq >= self.expected]
        return self._bad(self.expected, "missing") if beyond else None

    def _sealed(self, broken: Broken | None) -> VerifyResult | None:
        return self._bad(broken.seq, broken.reason, broken.about) if broken else None

    def _unrecorded(self) -> VerifyResult | None:
        """Rows without an event. Events that were written while the chain was read are read before that is said."""
        if not self.sealed_from_here:
            return None
        while about := self.seals.unrecorded():
            self.since = self.first = before = self.expected
            with _raw_text(self.connection):
                found = self._read()
            if found := found or self._sealed(self.seals.compare()):
                return found
            if self.expected == before:
                return self._bad(self.expected, "unrecorded", about)
        return None


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
