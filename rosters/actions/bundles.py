"""A bundle that was sent: opened in a child process, and its rows laid by in short steps. Part of `rosters`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from common.child import MEGABYTE, Limits, NotOpened, opened
from common.chunks import in_chunks
from common.steps import short_step
from rosters.models import RosterImport, RosterPiece
from rosters.oneroster.problems import unreadable
from rosters.oneroster.rows import Row, from_list

# Two million lines of students are read in half a minute; what comes out of it is schools and staff alone.
LIMITS = Limits(memory=512 * MEGABYTE, processor=45, clock=55, answer=200 * MEGABYTE)
LONGEST_PIECE = 20 * MEGABYTE
FACTS: dict[str, type] = {
    "version": str,
    "orgs_mode": str,
    "users_mode": str,
    "left_out": list,
    "district_id": str,
    "district_name": str,
    "rows": int,
}
AT_ONCE = 20  # pieces of a step


@dataclass(frozen=True)
class Bundle:
    """What the child said of it, and its rows, a piece a line."""

    facts: dict[str, Any]
    content: IO[bytes]

    def pieces(self) -> Iterator[str]:
        """The pieces, from the first. Raises Unreadable for what is no row."""
        self.content.seek(0)
        while line := self.content.readline(LONGEST_PIECE):
            rows_of(line)
            yield line.decode()

    def new_import(self) -> dict[str, Any]:
        """What an import keeps of it."""
        facts = self.facts
        return {
            "oneroster_version": facts["version"][:3],
            "orgs_mode": facts["orgs_mode"][:6],
            "users_mode": facts["users_mode"][:6],
            "left_out": [str(name)[:20] for name in facts["left_out"][:3]],
            "district_roster_id": facts["district_id"][:255],
            "district_name": facts["district_name"][:150],
        }


@contextmanager
def open_bundle(file: IO[bytes], *, day: date) -> Iterator[Bundle]:
    """Have it read in a child. Raises Unreadable; nothing of it was kept."""
    try:
        with opened("rosters.oneroster.child", file, limits=LIMITS, day=day.isoformat()) as found:
            if any(not isinstance(found.facts.get(name), kind) for name, kind in FACTS.items()):
                raise unreadable("broken")
            yield Bundle(found.facts, found.content)
    except NotOpened as refusal:
        raise unreadable(refusal.code, refusal.given) from refusal


def rows_of(piece: str | bytes) -> list[Row]:
    """The rows of a piece. Raises Unreadable for anything else."""
    try:
        return [from_list(one) for one in json.loads(piece)]
    except (ValueError, TypeError, RecursionError):
        raise unreadable("broken") from None


def lay_by(roster_import: RosterImport, bundle: Bundle) -> None:
    """Keep the rows until somebody's worker makes waiting rows of them; it begins when the total is known."""
    numbered = (
        RosterPiece(roster_import=roster_import, number=number, content=piece)
        for number, piece in enumerate(bundle.pieces())
    )
    for pieces in in_chunks(numbered, AT_ONCE):
        with short_step():
            RosterPiece.objects.bulk_create(pieces)
    # Once to read each row, once to compare it.
    RosterImport.objects.filter(pk=roster_import.pk).update(work_total=2 * bundle.facts["rows"])
