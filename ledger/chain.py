"""How one event is bound to the one before it; writing and verifying share this, so they cannot differ."""

import hashlib
import re

from ledger.payload import canonical

GENESIS = "0" * 64

# The order is the order of the columns in every raw read; the hash covers all of them.
COLUMNS = (
    "seq",
    "at",
    "actor_id",
    "organization_id",
    "session",
    "ip",
    "request_id",
    "action",
    "object_type",
    "object_id",
    "outcome",
    "data",
    "prev_hash",
)


_PLACE = re.compile(r'"school":"([^"]*)"')


def place_in(data: str) -> str:
    """The school an event's stored data names, empty where it names none. No fixed word holds a quotation mark."""
    found = _PLACE.search(data)
    return found[1] if found else ""


def link(values: dict[str, object]) -> str:
    """SHA-256 in hex over the canonical JSON of one row, the hash before it included.

    `at` is given as UTC text with microseconds and Z; `data` as the stored text itself, so that a changed
    byte is a changed hash. Raises TypeError for a value JSON cannot say.
    """
    return hashlib.sha256(canonical(values).encode("ascii")).hexdigest()
