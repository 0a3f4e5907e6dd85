"""Tables that leave the portal. Every cell is text that no spreadsheet runs."""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter

from common.characters import is_invisible

BYTE_ORDER_MARK = "\ufeff"
# A cell that begins with one of these is a formula to Excel and LibreOffice; full-width twins are folded by NFKC.
FORMULA_STARTS = frozenset("=+-@")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # characters a spreadsheet keeps in one cell
MOST_IN_MEMORY = 8 << 20  # bytes of one CSV file
NARROWEST, WIDEST = 8, 60  # characters
# Text is text: nothing typed becomes a formula, a link or a number, for a spreadsheet would run it.
ALL_TEXT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def safe_cell(value: object) -> str:
    """The value as a cell that a spreadsheet shows and never computes.

    Leading control, format and space characters go, for they hide a formula; a formula's first character gets an
    apostrophe before it. NUL goes everywhere, for readers stop at it. Source: OWASP, CSV Injection.
    """
    text = "" if value is None else str(value).replace("\0", "")
    start = 0
    while start < len(text) and is_invisible(text[start]):
        start += 1
    text = text[start:]
    if text and unicodedata.normalize("NFKC", text[0])[:1] in FORMULA_STARTS:
        return f"'{text}"
    return text


class Line(io.StringIO):
    """Where the csv writer puts one row before it is sent."""

    def take(self) -> str:
        """The row written since the last take."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


def csv_rows(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The table as CSV, a row at a time: UTF-8 with byte order mark, CRLF, every cell quoted and safe."""
    line = Line(newline="")
    writer = csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    line.write(BYTE_ORDER_MARK)
    for row in chain([header], rows):
        writer.writerow([safe_cell(value) for value in row])
        # A lone surrogate cannot be written as UTF-8; a question mark stands for it.
        yield line.take().encode("utf-8", "replace")


def csv_file(header: Sequence[object], rows: Iterable[Sequence[object]]) -> IO[bytes]:
    """The table as a CSV file, whole before its first byte leaves, so that what fails does so while a page can say so.

    A small one stays in memory; a large one lies in a file without a name, gone when it is closed.
    """
    file: IO[bytes] = io.BytesIO()
    for line in csv_rows(header, rows):
        file.write(line)
        if isinstance(file, io.BytesIO) and file.tell() > MOST_IN_MEMORY:
            small, file = file, TemporaryFile()  # noqa: SIM115  whoever sends it closes it
            file.write(small.getbuffer())
    file.seek(0)
    return file


def with_last_line(rows: Iterable[Sequence[object]], said: Callable[[int], str]) -> Iterator[Sequence[object]]:
    """The rows, and below them a line that says of what they are; `said` is given how many there were."""
    count = 0
    for row in rows:
        count += 1
        yield row
    yield [said(count)]


def xlsx_file(
    header: Sequence[object], rows: Iterable[Sequence[object]], *, sheet: str, notes: Sequence[str] = ()
) -> io.BytesIO:
    """The table as a workbook of one sheet: the header stays in sight, notes stand below the last row.

    Whole numbers, decimals and days are cells of their kind; everything else is text, whatever it begins with.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, ALL_TEXT) as book:
        page = book.add_worksheet(sheet_name(sheet))
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        widths = [NARROWEST] * len(header)
        line = -1
        for line, row in enumerate(chain([header], rows)):
            for column, value in enumerate(row):
                if isinstance(value, int | Decimal) and not isinstance(value, bool):
                    page.write_number(line, column, value)
                elif isinstance(value, date):
                    page.write_datetime(line, column, value, day)
                else:
                    page.write_string(line, column, plain_text(value), heading if line == 0 else None)
                if column < len(widths):
                    widths[column] = max(widths[column], min(WIDEST, len(str(value or "")) + 2))
        for offset, note in enumerate(notes):
            page.write_string(line + 2 + offset, 0, plain_text(note))
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.freeze_panes(1, 0)
    file.seek(0)
    return file


def plain_text(value: object) -> str:
    """The value as text a workbook can hold: no control character or half of a pair, at most a cell's length."""
    text = "" if value is None else str(value)
    kept = (character for character in text if character in "\n\t" or is_storable(character))
    return "".join(kept)[:LONGEST_CELL]


def is_storable(character: str) -> bool:
    """True for a character that XML may hold."""
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in "\ufffe\uffff"


def sheet_name(words: str) -> str:
    """The words as the name of a sheet: 31 UTF-16 units, without the marks that a spreadsheet refuses there."""
    name = "".join(mark for mark in plain_text(words) if mark not in "[]:*?/\\'\n\t").strip()
    # A spreadsheet counts a character beyond the basic plane as two; half of one is dropped.
    return name.encode("utf-16-le")[: 31 * 2].decode("utf-16-le", errors="ignore").strip() or "Sheet"
