"""The child that opens a bundle: it writes the rows of schools and staff, in pieces, and nothing of anybody else."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import IO, Any

from common.child import serve
from rosters.oneroster.bundle import ORGS, USERS
from rosters.oneroster.reading import read
from rosters.oneroster.rows import Row, as_list

PIECE = 200  # rows


def answer(file: IO[bytes], out: IO[bytes], *, day: str) -> dict[str, Any]:
    """Write the organizations, then the staff, a list of rows a line. Raises Declined."""
    roster = read(file, date.fromisoformat(day))
    organizations: list[Row] = list(roster.orgs.values())
    lines = write(out, [organizations])
    lines += write(out, pieces(roster.faults))
    lines += write(out, pieces(roster.staff()))
    district = roster.district
    return {
        "version": roster.version,
        "orgs_mode": roster.modes[ORGS].value,
        "users_mode": roster.modes[USERS].value,
        "left_out": list(roster.left_out),
        "district_id": district.roster_id if district else "",
        "district_name": district.name if district else "",
        "rows": lines,
    }


def pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """So many rows at a time."""
    stream = iter(rows)
    while piece := list(islice(stream, PIECE)):
        yield piece


def write(out: IO[bytes], rows: Iterable[list[Row]]) -> int:
    """A line for each piece; how many rows there were."""
    count = 0
    for piece in rows:
        count += len(piece)
        out.write(json.dumps([as_list(row) for row in piece]).encode() + b"\n")
    return count


if __name__ == "__main__":
    serve(answer)
