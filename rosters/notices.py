"""Who is told what became of a roster."""

from datetime import datetime

from django.urls import reverse

from ledger.actions.notices import queue
from ledger.models import Notice
from rosters.events import NoticeKind
from rosters.models import RosterImport


def page_of(roster_import: RosterImport) -> str:
    """The address of its page. The first address a process asks for takes a second: ask before others have to wait."""
    return reverse("roster-detail", args=[roster_import.pk])


def roster_done(*, roster_import: RosterImport, at: datetime, what: str, path: str) -> Notice | None:
    """To who confirmed an import: it was applied, could not be, or waits for another look. `what` is a fixed word."""
    if roster_import.confirmed_by_id is None:
        return None
    return queue(
        kind=NoticeKind.ROSTER_DONE,
        to=roster_import.confirmed_by_id,
        at=at,
        about=("accounts.rosterimport", str(roster_import.pk)),
        key=f"{NoticeKind.ROSTER_DONE}:{roster_import.pk}:{what}:{at:%Y%m%dT%H%M%S}",
        facts={"change": what, "path": path},
    )
