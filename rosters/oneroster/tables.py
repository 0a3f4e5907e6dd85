"""The lines of a CSV file in a bundle, with their numbers: read as a stream, by the names of the columns.

A line that cannot be read is one faulty line, not a faulty file: a quotation mark that is never closed ends with it.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from common.child import Declined
from rosters.oneroster.bundle import Bundle

MOST_LINES = 2_000_000
LONGEST_LINE = 80_000
MOST_JOINED = 30  # lines of the file that one quoted field may run over
BETWEEN = "\t\u200c\u200d\u00a0\u00ad\u3000"  # not "printable" to Python, and part of honest names
SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, its values by column; or what is wrong with it, and which of them were found."""

    number: int
    values: dict[str, str]
    fault: str = ""
    cells: tuple[str, ...] = ()  # of a faulty line, everything in it


def table(bundle: Bundle, name: str, columns: tuple[str, ...], *, optional: tuple[str, ...] = ()) -> Iterator[Line]:
    """Each line with the columns we read, stripped. Raises Declined where reading cannot go on."""
    with bundle.text(name) as stream:
        lines = _Lines(stream, name)
        first = lines.take()
        separator, place = _header(first, name, columns, optional)
        width = len(_cells(first, separator, lines) or [])
        while text := lines.take():
            number = lines.number
            cells = _cells(text, separator, lines)
            if cells is None:
                found = [one.strip().strip('"').strip() for one in text.split(separator)]
                yield Line(number, _values(found, place), "quotes", tuple(found))
            elif any(cell.strip() for cell in cells):
                yield _line(number, cells, place, width, plain=text.rstrip("\r\n").isprintable())


class _Lines:
    """The lines of the file one by one; some can be put back, to be read again."""

    def __init__(self, stream: IO[str], name: str) -> None:
        self._stream, self._name = stream, name
        self._back: deque[str] = deque()
        self.number = 0

    def take(self) -> str:
        """The next line with its end; "" when there is none. Raises Declined for too many, or one without an end."""
        text = self._back.popleft() if self._back else self._stream.readline(LONGEST_LINE)
        self.number += bool(text)
        if self.number > MOST_LINES:
            raise Declined("too_long", name=self._name, limit=f"{MOST_LINES:,}")
        if len(text) >= LONGEST_LINE:
            raise Declined("endless", name=self._name, line=self.number)
        return text

    def put_back(self, lines: list[str]) -> None:
        """Read these again."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)


def _cells(text: str, separator: str, lines: _Lines) -> list[str] | None:
    """The values of a line, with the lines that a quoted value runs over; None when it cannot be read."""
    if '"' not in text:
        return text.rstrip("\r\n").split(separator)
    taken = [text]
    while True:
        try:
            return next(csv.reader(taken, delimiter=separator, strict=True), [])
        except csv.Error as error:
            more = lines.take() if "unexpected end" in str(error) and len(taken) < MOST_JOINED else ""
            if not more:
                lines.put_back(taken[1:])
                return None
            taken.append(more)


def _line(number: int, cells: list[str], place: dict[str, int], width: int, *, plain: bool) -> Line:
    values = _values(cells, place)
    fault = ""
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        fault = "columns"
    elif not plain and not all(map(is_plain, values.values())):
        fault = "not_utf8" if any(map(_is_half, values.values())) else "unprintable"
    return Line(number, values, fault, tuple(cell.strip() for cell in cells) if fault else ())


def _values(cells: list[str], place: dict[str, int]) -> dict[str, str]:
    return {column: cells[at].strip() if at < len(cells) else "" for column, at in place.items()}


def is_plain(value: str) -> bool:
    """No control characters, no halves of characters; letters of every script, and marks between them, are fine."""
    return value.isprintable() or all(mark.isprintable() or mark in BETWEEN for mark in value)


def _is_half(value: str) -> bool:
    """Whether it holds a byte that was no UTF-8."""
    return any("\udc80" <= mark <= "\udcff" for mark in value)


def _header(text: str, name: str, columns: tuple[str, ...], optional: tuple[str, ...]) -> tuple[str, dict[str, int]]:
    """What separates the values, and where each column stands. Raises Declined."""
    separator = max(SEPARATORS, key=text.count)
    found = [heading(cell) for cell in next(csv.reader([text], delimiter=separator), [])]
    missing = [column for column in columns if heading(column) not in found]
    if missing:
        raise Declined("header", name=name, missing=", ".join(missing))
    named = [column for column in (*columns, *optional) if heading(column) in found]
    twice = [column for column in named if found.count(heading(column)) > 1]
    if twice:
        raise Declined("header_twice", name=name, missing=", ".join(twice))
    return separator, {column: found.index(heading(column)) for column in named}


def heading(text: str) -> str:
    """A heading in its one spelling: "Sourced ID" and "sourced_id" are sourcedId."""
    return "".join(mark for mark in text.casefold() if mark.isalnum())


def require_header(bundle: Bundle, name: str, columns: tuple[str, ...]) -> None:
    """Raise Declined for a wrong first line before anything else is read."""
    next(table(bundle, name, columns), None)
