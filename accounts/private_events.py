"""Which events are read at a school by who did them alone; the district reads them all."""

from ledger.names import Name

PRIVATE: set[str] = set()


def register(*names: Name) -> None:
    """Called once, in AppConfig.ready; each app names its own."""
    PRIVATE.update(map(str, names))
