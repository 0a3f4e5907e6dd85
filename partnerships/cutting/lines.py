"""The lines of a pasted text: what came along with copying is taken out, and lost line breaks are put back."""

import re
from collections import defaultdict
from itertools import pairwise

BREAK = re.compile(r"<br\s*/?>|\r\n?|[\f\v\u2028\u2029\x85]", re.IGNORECASE)
SPACE = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u3000]")
UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x09\x0b-\x1f\x7f-\x9f]")
LONG = 300  # a line longer than this has lost the breaks it had
# A new section inside such a line: it follows the end of a sentence.
INSIDE = re.compile(
    r"(?<=[.;:)\]”\"])\s+(?=(?:SECTION|ARTICLE|Section|Article)\s+(?:\d{1,3}|[IVXLC]{1,6})\b[.:]?\s+[A-Z]"
    r"|\d{1,2}\.\d{1,2}\.?\s+[A-Z])"
)
# What stands at the edge of a page: its number, with or without a word, or a footer that ends with it.
EDGE = r"[^\w()]*"
PAGE = re.compile(
    rf"{EDGE}(?:(?:page|pg\.?|p\.)\s*\d{{1,4}}(?:\s*(?:of|/)\s*\d{{1,4}})?(?:\s*[-–—]\s*\w{{1,12}})?"
    rf"|[-–—\s]*\d{{1,4}}[-–—\s]*|draft|(?-i:[A-Z].{{0,60}}\sPage\s\d{{1,4}}(?:\sof\s\d{{1,4}})?)){EDGE}",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\s*\d{1,3}[.)]")
FAR = 15  # lines between two copies of what stands on every page
COPIES = 3
SHORT = 90


def tidied(text: str) -> str:
    """The text with line breaks of one kind, plain spaces, and nothing that cannot be seen."""
    return UNSEEN.sub("", SPACE.sub(" ", BREAK.sub("\n", text)))


def lines_of(text: str) -> list[str]:
    """The lines of a tidied text; in one that is very long each section begins a line of its own."""
    found: list[str] = []
    for line in text.split("\n"):
        found += INSIDE.split(line) if len(line) > LONG else [line]
    return [line.rstrip() for line in found]


def _is_of_page(line: str) -> bool:
    return len(line) <= SHORT and bool(PAGE.fullmatch(line)) and not NUMBERED.match(line)


def page_lines(lines: list[str]) -> set[int]:
    """The places of page numbers, and of headers and footers: short lines that come again page by page."""
    found = {place for place, line in enumerate(lines) if _is_of_page(line.strip())}
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.strip() and len(line) <= SHORT and not NUMBERED.match(line):
            places[re.sub(r"\d+", "#", line.strip().lower())].append(place)
    for copies in places.values():
        apart = [after - before for before, after in pairwise(copies)]
        if len(copies) >= COPIES and min(apart) >= FAR:
            found |= set(copies)
    return found
