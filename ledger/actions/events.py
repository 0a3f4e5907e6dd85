"""The only writer of events."""

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import DatabaseError, OperationalError, connection

from ledger.chain import GENESIS, link, place_in
from ledger.models import Event
from ledger.names import Name
from ledger.payload import Facts, canonical, plain, word
from ledger.seals import KEY

# "FENCE" in ASCII: the one lock every writer of the chain takes on PostgreSQL.
CHAIN_LOCK = 0x46454E4345


class NotInTransaction(RuntimeError):
    """An event or a notice was about to be written apart from the change it tells of."""


class NotRecorded(OperationalError):
    """The event could not be written, so the change or the look it tells of must not happen either.

    An operational fault whatever the database called it: the person is asked to try again, with 503.
    """


class Origin(Protocol):
    """Where a request came from."""

    @property
    def ip(self) -> str: ...
    @property
    def session(self) -> str: ...
    @property
    def request_id(self) -> str: ...


class Actor(Protocol):
    """The acting person; `origin` is set for the length of a request."""

    @property
    def id(self) -> Any: ...
    @property
    def origin(self) -> Origin | None: ...


def require_transaction() -> None:
    """Raise NotInTransaction outside transaction.atomic."""
    if not connection.in_atomic_block:
        raise NotInTransaction("An event or a notice belongs in the transaction of the change it tells of.")


def record(
    *,
    action: Name,
    at: datetime,
    by: Actor | None,
    on: tuple[str, str] = ("", ""),
    organization: object = "",
    outcome: str = "done",
    data: Facts | None = None,
    seals: Sequence[str] = (),
) -> Event:
    """Append one event to the chain, in the caller's transaction; call it last, for all writers queue here.

    `on` is the type and id of the object; `organization` the id of the one whose side acted; `by` None is the
    portal itself. `data` holds ids and fixed words; `school` among them is the event's place. `seals` are of the rows
    the event speaks of (`ledger.seals.seal`), so that a row changed afterwards is found.
    Raises NotInTransaction outside transaction.atomic, ValueError for a naive time or for data that could be a name
    or a sentence (the ledger is never erased), and NotRecorded when the database does not take it.
    """
    require_transaction()
    if at.tzinfo is None:
        raise ValueError("An event's time must say its zone.")
    at = at.astimezone(UTC)
    origin = by.origin if by is not None else None
    values: dict[str, Any] = {
        "actor_id": word(by.id, name="by", longest=64) if by is not None else "",
        "organization_id": word(organization, name="organization", longest=64),
        "session": word(origin.session, name="session", longest=64) if origin else "",
        "ip": _address(origin.ip) if origin else "",
        "request_id": word(origin.request_id, name="request_id", longest=64) if origin else "",
        "action": word(action, name="action", longest=100),
        "object_type": word(on[0], name="on", longest=64),
        "object_id": word(on[1], name="on", longest=64),
        "outcome": word(outcome, name="outcome", longest=32),
        "data": canonical({**plain(data), **({KEY: list(seals)} if seals else {})}),
    }
    try:
        last_seq, last_hash = _locked_head()
        values["seq"] = last_seq + 1
        values["prev_hash"] = last_hash
        digest = link({**values, "at": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")})
        return Event.objects.create(at=at, hash=digest, place_id=place_in(values["data"]), **values)
    except DatabaseError as error:
        raise NotRecorded("the ledger did not take the event") from error


def _locked_head() -> tuple[int, str]:
    """Number and hash of the last event, once no other transaction can append.

    PostgreSQL: a lock held to the end of the transaction, taken before the head is read. SQLite: the
    transaction is IMMEDIATE, so this one is the only writer already. UNIQUE(prev_hash) is the last guard.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    head = Event.objects.order_by("-seq").values_list("seq", "hash").first()
    return head or (0, GENESIS)


def _address(text: str) -> str:
    """The network address in its one spelling; what is none (a socket's path, a forged header) is left out."""
    try:
        return str(ipaddress.ip_address(text.strip()))[:45] if text else ""
    except ValueError:
        return "unreadable"
