"""The lines of a CSV file in a bundle, with their numbers: read as a stream, strictly, by the names of the columns."""

import csv
from collections.abc import Iterator
from typing import IO

from rosters.oneroster.bundle import Bundle
from rosters.oneroster.problems import Problem, unreadable

MOST_LINES = 2_000_000
LONGEST_FIELD = 20_000
BETWEEN = "\t\u200c\u200d\u00a0\u00ad\u3000"  # not "printable" to Python, and part of honest names


def table(
    bundle: Bundle, name: str, columns: tuple[str, ...], *, exact: bool = True
) -> Iterator[tuple[int, dict[str, str] | Problem]]:
    """Each line with its number and the columns we read, stripped. Raises Unreadable where reading cannot go on."""
    with bundle.text(name) as stream:
        reader = csv.reader(_bounded(stream, name), strict=True)
        place: dict[str, int] = {}
        width, line = 0, 1
        try:
            for cells in reader:
                if not place:
                    place, width = _header(cells, name, columns), len(cells)
                elif any(cell.strip() for cell in cells):
                    yield line, _cells(cells, place, width, name, line, exact=exact)
                line = reader.line_num + 1
        except UnicodeDecodeError:
            raise unreadable("not_utf8", name=name, line=reader.line_num + 1) from None
        except csv.Error:
            raise unreadable("quotes", name=name, line=line) from None
        if not place:
            raise unreadable("header", name=name, missing=", ".join(columns))


def _cells(
    cells: list[str], place: dict[str, int], width: int, name: str, line: int, *, exact: bool
) -> dict[str, str] | Problem:
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return Problem(name, line, "columns")
    row = {column: cells[at].strip() for column, at in place.items()}
    if any(not _is_plain(value) for value in row.values()):
        return Problem(name, line, "unprintable")
    return row if exact else {column.lower(): value for column, value in row.items()}


def _is_plain(value: str) -> bool:
    """No control characters, no halves of characters; letters of every script, and marks between them, are fine."""
    return value.isprintable() or all(mark.isprintable() or mark in BETWEEN for mark in value)


def _bounded(stream: IO[str], name: str) -> Iterator[str]:
    """The lines of the file, as long as there are no more than a roster has, and none is endless."""
    count = 0
    while text := stream.readline(LONGEST_FIELD * 4):
        count += 1
        if count > MOST_LINES:
            raise unreadable("too_long", name=name, limit=f"{MOST_LINES:,}")
        if len(text) >= LONGEST_FIELD * 4:
            raise csv.Error("a line without an end")
        yield text


def _header(cells: list[str], name: str, columns: tuple[str, ...]) -> dict[str, int]:
    found = [cell.strip().lower() for cell in cells]
    missing = [column for column in columns if column.lower() not in found]
    if missing:
        raise unreadable("header", name=name, missing=", ".join(missing))
    twice = [column for column in columns if found.count(column.lower()) > 1]
    if twice:
        raise unreadable("header_twice", name=name, missing=", ".join(twice))
    return {column: found.index(column.lower()) for column in columns}


def require_header(bundle: Bundle, name: str, columns: tuple[str, ...]) -> None:
    """Raise Unreadable for a wrong first line before anything is written."""
    for _line, _row in table(bundle, name, columns):
        return
