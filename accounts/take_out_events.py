"""Which events open a record, and which take a list away: each app names its own."""

from collections.abc import Iterable

from ledger.names import Name

OPENINGS: set[str] = set()
EXPORTS: set[str] = set()


def register(*, openings: Iterable[Name] = (), exports: Iterable[Name] = ()) -> None:
    """Called once, in AppConfig.ready. An export's event has the `count` of its lines."""
    OPENINGS.update(map(str, openings))
    EXPORTS.update(map(str, exports))
