"""Headings: lines that read like one, where they stand alone, and what of a line is its heading."""

import re
from collections.abc import Sequence

from partnerships.cutting.markers import marker_of

SIGNED = re.compile(r"\s*(IN WITNESS WHEREOF|By:|Signed( by)?:|Signature|_{5,})|.*_{8,}|.*\bDate:?\s*$", re.IGNORECASE)
SMALL = frozenset({"and", "or", "of", "the", "for", "to", "in", "on", "with", "by", "a", "an", "at", "as", "from"})
HEADING_CHARACTERS, HEADING_WORDS = 90, 12
SPOKEN_HEADING = 45  # characters; a longer line may have been broken by its page
SENTENCE = 60  # characters of a line that is no item of a list
# How a sentence begins whose line had its heading before it.
OPENERS = "It|The|This|These|In|Each|All|Any|Both|For|As|An|No|If|When|Upon|By|Either|Nothing"
BEFORE_SENTENCE = re.compile(rf"(.{{3,70}}?)\s+(?:{OPENERS})\s+[a-zA-Z]")


def is_capitals(text: str) -> bool:
    """Whether it is written in capitals throughout, with a word of at least three letters."""
    return text.isupper() and bool(re.search(r"[^\W\d_]{3}", text))


def is_heading(text: str) -> bool:
    """Whether words read like a heading: few, in capitals or mostly with capital first letters, and no sentence."""
    bare = text.strip()
    words = re.findall(r"[^\W\d_][\w’'/&-]*", bare)
    if not words or len(bare) > HEADING_CHARACTERS or len(words) > HEADING_WORDS:
        return False
    if bare[-1] in ";,." or "_" in bare or "[" in bare or not (bare[0].isupper() or bare[0] in "“\"'("):
        return False
    if is_capitals(bare):
        return True
    weighty = [word for word in words if word.lower() not in SMALL]
    capital = [word for word in weighty if word[0].isupper()]
    return len(weighty) > 0 and len(capital) * 10 >= len(weighty) * 7 and len(words[0]) > 1


def heading_and_text(rest: str, *, followed: bool, told: bool = False, word: bool = False) -> tuple[str, str]:
    """What follows a number in two: its heading and its text.

    `followed` says whether lines come after it that do not go on with it, `told` whether those are text, without a
    number. `word`: it was an article or a section, whose heading may have lost the break behind it.
    """
    if is_heading(rest.rstrip(".:")) and (followed or is_capitals(rest)):
        return rest, ""
    opened = _words_before_sentence(rest) if word else ""
    if opened:
        return opened, rest[len(opened) :].strip()
    if told and len(rest) <= SPOKEN_HEADING and rest[:1].isupper() and rest[-1] not in ".;,:" and "[" not in rest:
        return rest, ""  # “When to call”, on a line of its own
    capitals = _capitals_first(rest)
    if capitals:
        return capitals, rest[len(capitals) :].lstrip(" .:–—-")
    found = re.match(r"(.{3,70}?)(?:[.:]|\s[-–—])\s+(?=\S)", rest)
    if found and len(found[1].split()) <= 8 and is_heading(found[1]):
        return found[1], rest[found.end() :]
    return "", rest


def _capitals_first(rest: str) -> str:
    """The words in capitals before a text that is not: “TERM” of “TERM The term begins”."""
    words = rest.split(" ")
    count = 0
    for word in words:
        bare = word.strip(".,:;()–—-")
        if bare and not (bare.isupper() and (len(bare) > 1 or bare == "&")):
            break
        count += 1
    head = " ".join(words[:count])
    return head.rstrip(" .:–—-") if count < len(words) and is_capitals(head) and len(head) <= HEADING_CHARACTERS else ""


def _words_before_sentence(rest: str) -> str:
    """“Goals and Objectives” of “Goals and Objectives It is understood”; empty where a line has no such words."""
    found = BEFORE_SENTENCE.match(rest)
    return found[1] if found and not re.search(r"[.;,]", found[1]) and is_heading(found[1]) else ""


def next_words(lines: Sequence[str], place: int) -> int:
    """The place of the next line with words; the number of lines where there is none."""
    return next((after for after in range(place + 1, len(lines)) if lines[after].strip()), len(lines))


def is_dense(lines: Sequence[str]) -> bool:
    """Whether the text has hardly an empty line, so that none can be asked for around a heading."""
    inner = "\n".join(lines).strip().split("\n")
    return sum(1 for line in inner if not line.strip()) * 20 < len(inner)


def is_alone(lines: Sequence[str], place: int, *, dense: bool) -> bool:
    """Whether a line reads like a heading and stands alone: in capitals, below an empty line, or over a sentence."""
    line = lines[place]
    if not is_heading(line.rstrip(":")) or marker_of(line) or SIGNED.match(line):
        return False
    above = lines[place - 1].strip() if place else ""
    if is_capitals(line) or not above:
        return True
    after = next_words(lines, place)
    below = lines[after].strip() if after < len(lines) else ""
    listed = is_heading(above) or above.endswith((":", ","))
    return dense and not listed and len(below) >= SENTENCE // 2 and not is_heading(below) and below[0].isupper()


def counts_below_headings(lines: Sequence[str]) -> bool:
    """Whether bare headings make the order of the text: numbers begin again below them, or there are none."""
    markers = [(place, marker) for place, line in enumerate(lines) if (marker := marker_of(line))]
    if any(marker.word or marker.is_decimal for _place, marker in markers):
        return False
    dense = is_dense(lines)
    heads = {place for place in range(len(lines)) if is_alone(lines, place, dense=dense)}
    groups = [place for place in sorted(heads) if next_words(lines, place) not in heads]
    if len(groups) < 2:
        return False
    first = markers[0][1].style if markers else ""
    again = [place for place, marker in markers if marker.style == first and marker.value == 1]
    return not markers or len(again) > 1 or len([place for place in groups if place < markers[0][0]]) > 1
