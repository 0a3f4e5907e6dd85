"""From lines to pieces: numbers make a tree, and the tree is cut where its branches read like clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from partnerships.cutting.headings import SIGNED
from partnerships.cutting.lines import lines_of, page_lines, tidied
from partnerships.cutting.markers import marker_of
from partnerships.cutting.tree import Item, Tree

MOST_IN_A_CLAUSE = 5000  # characters; a longer one is cut where it counts further
BULLET = re.compile(r"\s*[•·●▪◦*o–—-]\s")
MOST_ON_A_LINE = 3  # numbers before the one whose text follows
WRAPPED = 40  # characters from which on a line without an end was broken by its page


class Kind(StrEnum):
    """What became of a piece; all but the first were placed nowhere."""

    CLAUSE = "clause"
    BEFORE = "before"
    BARE = "bare"  # a heading without text of its own: its parts are clauses
    PAGES = "pages"
    SIGNED = "signed"


@dataclass(frozen=True)
class Piece:
    """A part of the text: `number` and `heading` as it has them, empty where it has none; `source` its own lines."""

    kind: Kind
    number: str
    heading: str
    text: str
    source: str


def cut(text: str) -> list[Piece]:
    """The pieces of a pasted text in its order; what stands on every page comes last, as one."""
    lines = [one for line in lines_of(tidied(text)) for one in _apart(line)]
    noise = page_lines(lines)
    kept = [line for place, line in enumerate(lines) if place not in noise]
    signed = _first_signed(kept)
    kept, ending = kept[:signed], kept[signed:]
    tree = Tree(kept)
    before, items = (tree.before, tree.items) if tree.items else ([], _by_paragraphs(kept))
    found = [_loose(Kind.BEFORE, before)] if any(map(str.strip, before)) else []
    found += [piece for item in items for piece in _pieces(item, top=True)]
    found += [_loose(Kind.SIGNED, ending)] if ending else []
    pages = [line for place, line in enumerate(lines) if place in noise]
    return [*found, _loose(Kind.PAGES, pages)] if pages else found


def _apart(line: str) -> Iterator[str]:
    """“Section 2: A. Text” as two lines, each with its own number; “I. A. 1. Text” as three."""
    for _level in range(MOST_ON_A_LINE):
        marker = marker_of(line)
        inner = marker_of(marker.rest) if marker and marker.rest else None
        if not marker or not inner or not inner.rest or inner.word or inner.style == marker.style:
            break
        yield line[: len(line) - len(marker.rest)].rstrip()
        line = marker.rest
    yield line


def _by_paragraphs(lines: list[str]) -> list[Item]:
    """A text without numbers and headings: its paragraphs, by empty lines, or else where a sentence ends a line."""
    spaced = sum(1 for line in lines if not line.strip()) > 1
    found: list[Item] = []
    ended = True
    for line in lines:
        if not line.strip():
            ended = ended or spaced
            if found:
                found[-1].source.append(line)
            continue
        if ended:
            found.append(Item("", "", [], []))
        found[-1].body.append(line)
        found[-1].source.append(line)
        ended = not spaced and line.rstrip().endswith((".", ":"))
    return found


def _first_signed(lines: list[str]) -> int:
    """Where the signatures begin: below the last number, and not in the first half; the number of lines without any."""
    after = max((place for place, line in enumerate(lines) if marker_of(line)), default=len(lines) // 2)
    return next((place for place in range(after + 1, len(lines)) if SIGNED.match(lines[place])), len(lines))


def _pieces(item: Item, *, top: bool) -> Iterator[Piece]:
    """A clause, or the clauses that its parts are."""
    text = _flowing(item.whole)
    if not item.parts or not (_reads_apart(item, top) or len(text) > MOST_IN_A_CLAUSE):
        kind = Kind.CLAUSE if text or item.number else Kind.BARE
        yield Piece(kind, item.number, item.heading, text, "\n".join(item.everything))
        return
    own = _flowing(item.body)
    kind = Kind.CLAUSE if own else Kind.BARE
    yield Piece(kind, item.number, item.heading, own, "\n".join(item.source))
    for part in item.parts:
        yield from _pieces(part, top=False)


def _reads_apart(item: Item, top: bool) -> bool:
    """Whether the parts are clauses of their own: they count 1.1, 1.2, or at least half of them have headings."""
    headed = sum(1 for part in item.parts if part.heading)
    return top and (all(part.decimal for part in item.parts) or headed * 2 >= len(item.parts))


def _loose(kind: Kind, lines: list[str]) -> Piece:
    return Piece(kind, "", "", "\n".join(lines).strip("\n"), "\n".join(lines))


def _flowing(lines: list[str]) -> str:
    """The lines as a text: what a page broke is put together again, paragraphs and numbered lines stay apart."""
    found: list[str] = []
    for line in lines:
        bare = line.strip()
        last = found[-1] if found else ""
        begins = marker_of(line) or BULLET.match(line)
        broken = (
            bool(last and bare)
            and not begins
            and (bare[:1].islower() or (len(last) >= WRAPPED and not last.endswith((".", ":", ";", "!", "?"))))
        )
        if broken:
            found[-1] = f"{last} {bare}"
        elif bare or last:
            found.append(bare)
    return "\n".join(found).strip()
