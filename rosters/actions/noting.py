"""What the ledger keeps of an import: numbers, never a person of it. Part of `rosters`."""

from datetime import datetime
from typing import Any

from accounts.models import User
from ledger.actions.events import record
from rosters.events import EventName
from rosters.models import RosterImport

UNDONE = (EventName.FAILED, EventName.STOPPED)


def note(what: EventName, *, by: User | None, at: datetime, roster_import: RosterImport, **data: Any) -> None:
    """Record what became of an import, in numbers."""
    numbers = {
        f"{kind}_{verdict}": count
        for kind in ("schools", "staff")
        for verdict, count in roster_import.counts.get(kind, {}).items()
        if count
    }
    record(
        action=what,
        at=at,
        by=by,
        on=("accounts.rosterimport", str(roster_import.pk)),
        organization=roster_import.district_id,
        outcome="failed" if what in UNDONE else "done",
        data={**numbers, **data},
    )
