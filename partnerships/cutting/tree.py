"""The lines of an agreement as a tree: what each number or heading begins, and what counts on below it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from partnerships.cutting.headings import (
    counts_below_headings,
    heading_and_text,
    is_alone,
    is_capitals,
    is_dense,
    is_heading,
    next_words,
)
from partnerships.cutting.markers import ANNEXES, Marker, as_letter, as_roman, is_ambiguous, marker_of

DEEPEST = 8  # levels; what counts on further stands beside the last


@dataclass
class Item:
    """A number or a heading with the lines below it, and what counts on below."""

    number: str
    heading: str
    body: list[str]
    source: list[str]
    decimal: bool = False
    parts: list["Item"] = field(default_factory=list)
    awaits: bool = False  # its number stood alone: the next line with words has its heading

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing yet beyond its number and heading."""
        return not self.parts and not any(map(str.strip, self.body))

    @property
    def everything(self) -> list[str]:
        """Its own lines and those of its parts, as they stood."""
        return [*self.source, *(line for part in self.parts for line in part.everything)]

    @property
    def whole(self) -> list[str]:
        """Its text with that of its parts, whose numbers stay in it."""
        return [*self.body, *(line for part in self.parts for line in part.everything)]


@dataclass
class _Level:
    """A style of numbers that is open, with the last of them."""

    marker: Marker
    item: Item


class Tree:
    """Built line by line. `before` are the lines above the first number or heading, `items` what stands at the top."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.headed = counts_below_headings(lines)
        self.dense = is_dense(lines)
        self.before: list[str] = []
        self.items: list[Item] = []
        self._levels: list[_Level] = []
        self._open: Item | None = None
        self._carried: list[str] = []  # headings over a number, until it is known what they head
        for place, line in enumerate(lines):
            self._add(place, line)
        self._lay_down()
        self.items = _with_headings_joined(self.items)

    def _add(self, place: int, line: str) -> None:
        marker = marker_of(line)
        if marker and not (marker.word in ANNEXES and not self.items):  # or the text is itself somebody's appendix
            self._begin(_read(marker, self._levels), place, line)
        elif self._open and self._open.awaits and line.strip():
            self._name(self._open, place, line)
        elif self._open and self._goes_on_with_heading(self._open, place):
            self._open.heading += f" {line.strip()}"
            self._open.source.append(line)
        elif self._heads_a_number(place):
            self._carried.append(line)
        elif self._stands_alone(place):
            self._lay_down()
            self._levels, self._open = [], Item("", line.strip().rstrip(":"), [], [line])
            self.items.append(self._open)
        else:
            self._say(line)

    def _say(self, line: str) -> None:
        """A line of text, with the headings that turned out to be none."""
        self._lay_down()
        if self._open is None:
            self.before.append(line)
        else:
            self._open.source.append(line)
            self._open.body.append(line)

    def _lay_down(self) -> None:
        """What was carried heads nothing: it is text of what is open."""
        carried, self._carried = self._carried, []
        for line in carried:
            self._say(line)

    def _begin(self, marker: Marker, place: int, line: str) -> None:
        """A number: where it counts on, and what it begins."""
        self._levels = _up_to(marker, self._levels)[:DEEPEST]
        parent = self._levels[-1].item if self._levels else self._headed_parent(marker)
        item = _item(marker, parent, self.lines, place, line)
        if self._carried and parent is None:
            head = " ".join(one.strip() for one in self._carried).rstrip(":")
            if item.heading or item.awaits or not (marker.is_decimal or self._carried[-1].rstrip().endswith(":")):
                self.items.append(Item("", head, [], self._carried))
            else:
                item.heading, item.source = head, [*self._carried, line]
            self._carried = []
        self._lay_down()
        (parent.parts if parent else self.items).append(item)
        self._open = item
        self._levels.append(_Level(marker, item))

    def _headed_parent(self, marker: Marker) -> Item | None:
        """The heading without a number that a number counts below."""
        return self.items[-1] if self.headed and self.items and not marker.word else None

    def _name(self, item: Item, place: int, line: str) -> None:
        """The first words below a number that stood alone: its heading, its text, or both on one line."""
        item.awaits = False
        item.source.append(line)
        bare = line.strip()
        if is_heading(bare):
            item.heading = bare
            return
        followed, told = _below(self.lines, place, bare)
        item.heading, text = heading_and_text(bare, followed=followed, told=told)
        item.body += [text] if text else []

    def _goes_on_with_heading(self, item: Item, place: int) -> bool:
        """Whether a heading in capitals goes on in the next line."""
        line = self.lines[place]
        above = self.lines[place - 1].strip()
        return (
            item.is_empty
            and bool(item.heading)
            and is_capitals(item.heading)
            and item.heading.endswith(above)
            and bool(above)
            and is_capitals(line)
            and is_heading(line)
        )

    def _heads_a_number(self, place: int) -> bool:
        """Whether the line is a heading over a number, which may be its own."""
        line = self.lines[place]
        if self.headed or not is_capitals(line) or not is_heading(line.rstrip(":")):
            return False
        after = next_words(self.lines, place)
        if after == len(self.lines) or not marker_of(self.lines[after]):
            return False
        return bool(self.items) or line.rstrip().endswith(":")

    def _stands_alone(self, place: int) -> bool:
        """Whether the line begins a clause without a number."""
        if self.headed:
            return is_alone(self.lines, place, dense=self.dense)
        if not self.items:
            return False
        empty = not self.lines[place - 1].strip() and next_words(self.lines, place) < len(self.lines)
        return empty and is_capitals(self.lines[place]) and is_alone(self.lines, place, dense=False)


def _item(marker: Marker, parent: Item | None, lines: Sequence[str], place: int, line: str) -> Item:
    """What a number begins, with the heading that stands beside it."""
    heading, text = "", ""
    if marker.rest:
        followed, told = _below(lines, place, marker.rest, marker.style)
        heading, text = heading_and_text(marker.rest, followed=followed, told=told, word=bool(marker.word))
    number = marker.number
    if parent and parent.number and not marker.is_decimal and marker.word not in ANNEXES:
        number = f"{parent.number}.{number}"
    body = [text] if text else []
    return Item(number, heading.strip(), body, [line], decimal=marker.is_decimal, awaits=not marker.rest)


def _below(lines: Sequence[str], place: int, rest: str, style: str = "") -> tuple[bool, bool]:
    """Whether lines follow that do not go on with this one, and whether those are text without a number.

    The next of the same style does not: “1. This agreement” of a list is all that it says.
    """
    after = next_words(lines, place)
    following = lines[after] if after < len(lines) else ""
    marker = marker_of(following)
    followed = bool(following) and not following.lstrip()[:1].islower()
    if marker and marker.style == style and marker.value > 1:
        followed = False
    if rest.endswith("."):  # “2. None.” says all it says
        followed = followed and not marker and not is_heading(following)
    return followed, followed and not marker


def _read(marker: Marker, levels: list[_Level]) -> Marker:
    """An i, v or x that may be a letter, read by what is open."""
    if not is_ambiguous(marker):
        return marker
    letter, number = as_letter(marker), as_roman(marker)
    for level in reversed(levels):
        if level.marker.style == letter.style and level.marker.value == letter.value - 1:
            return letter
        if level.marker.style == number.style:
            return number
    return number if marker.number.upper() == "I" else letter


def _up_to(marker: Marker, levels: list[_Level]) -> list[_Level]:
    """The levels above a number: those above the last open one of its style, or all of them for a new style."""
    if marker.word in ANNEXES:
        return []
    same = [place for place, level in enumerate(levels) if level.marker.style == marker.style]
    if not same:
        return [] if marker.word and not any(level.marker.word for level in levels) else levels
    deeper = [place for place in same if levels[place].marker.indent <= marker.indent]
    place = deeper[-1] if deeper else same[0]
    last = levels[place]
    if marker.value == 1 and last.marker.value >= 1:
        bare = place == len(levels) - 1 and bool(last.item.heading) and last.item.is_empty and not marker.word
        if marker.indent > last.marker.indent or bare:
            return levels  # the same style counts again, one level down
    if len(same) > 1 and marker.indent == levels[same[0]].marker.indent == last.marker.indent:
        place = _nearest(marker, levels, same)
    return levels[:place]


def _nearest(marker: Marker, levels: list[_Level], same: list[int]) -> int:
    """Of two levels of one style, without indents to tell them apart, the one that a number goes on with."""
    goes_on = [place for place in same if levels[place].marker.value == marker.value - 1]
    headed = bool(heading_and_text(marker.rest, followed=True)[0])
    alike = [place for place in goes_on if bool(levels[place].item.heading) == headed]
    return (alike or goes_on or same)[-1]


def _with_headings_joined(items: list[Item]) -> list[Item]:
    """Headings of several lines as one; a heading over nothing but the next heading belongs to it."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if last and not item.number and not last.number and last.is_empty:
            last.heading = f"{last.heading} {item.heading}"
            last.source += item.source
            last.body, last.parts = item.body, item.parts
        else:
            found.append(item)
    return found
