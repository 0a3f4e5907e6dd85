"""Tables that leave the portal. Every cell is text that no spreadsheet runs."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

BYTE_ORDER_MARK = "\ufeff"
# A cell that begins with one of these is a formula to Excel and LibreOffice; full-width twins are folded by NFKC.
FORMULA_STARTS = frozenset("=+-@")


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


def is_invisible(character: str) -> bool:
    """True for control, format, surrogate and space characters of any script."""
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


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
