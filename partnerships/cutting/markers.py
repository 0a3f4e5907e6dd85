"""Numbers at the beginning of a line, in the styles agreements use."""

import re
from dataclasses import dataclass, replace

WORD = re.compile(
    r"(?P<word>article|section|part|exhibit|appendix|annex|attachment)\s+"
    r"(?P<n>\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|[A-Z])(?![\w’'(])\s*(?P<close>[.:)]|[-–—])?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
DECIMAL = re.compile(r"(?P<n>\d{1,3}(?:\.\d{1,3})+)(?P<close>[.):]?)(?:\s+(?P<rest>.*))?$")
PLAIN = re.compile(r"(?P<open>\(?)(?P<n>\d{1,3}|[IVX]{1,6}|[ivx]{1,6}|[A-Z]|[a-z])(?P<close>[.)])(?:\s+(?P<rest>.*))?$")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
ANNEXES = ("exhibit", "appendix", "annex", "attachment")


@dataclass(frozen=True)
class Marker:
    """A number with its style: `value` counts within the style, `rest` is what follows on the line."""

    number: str
    style: str
    value: int
    rest: str
    indent: int

    @property
    def word(self) -> str:
        """article, section and their like; empty for a bare number."""
        return self.style.removeprefix("word ") if self.style.startswith("word ") else ""

    @property
    def is_decimal(self) -> bool:
        return self.style.startswith("decimal")


def roman(letters: str) -> int:
    """The value of a Roman number; 0 for letters that are none."""
    if not re.fullmatch(r"(?i)c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", letters):
        return 0
    values = [ROMAN[one] for one in letters.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def marker_of(line: str) -> Marker | None:
    """The number a line begins with; None for a line without one. A single i, v or x is read as a letter."""
    bare = line.lstrip()
    indent = len(line) - len(bare)
    found = WORD.match(bare)
    if found and _begins(found, bare):
        word, number = found["word"].lower(), found["n"].upper()
        said = f"{word.capitalize()} {number}" if word in ANNEXES else number
        return Marker(said, f"word {word}", _value(number), found["rest"].strip(), indent)
    found = DECIMAL.match(bare)
    if found:
        number = found["n"]
        depth = 0 if number.endswith(".0") else number.count(".")
        return Marker(number, f"decimal {depth}", int(number.split(".")[-1]), (found["rest"] or "").strip(), indent)
    found = PLAIN.match(bare)
    if not found or (found["open"] and found["close"] == "."):
        return None
    number = found["n"]
    rest = (found["rest"] or "").strip()
    if number.isalpha() and rest[:1].isdigit():
        return None  # “P. 1152”, “No. 3”
    punctuation = f"{found['open']}{found['close']}"
    return Marker(number, f"{_kind(number)} {punctuation}", _value(number), rest, indent)


def _begins(found: re.Match[str], bare: str) -> bool:
    """Whether article or section begin something here, and are not spoken of in a sentence that was broken there."""
    if found["word"].islower():
        return False
    rest = found["rest"]
    return not rest or bool(found["close"]) or rest[:1].isupper() or bare.isupper()


def _kind(number: str) -> str:
    if number.isdecimal():
        return "digit"
    case = "upper" if number.isupper() else "lower"
    return case if len(number) == 1 else f"{case} roman"


def _value(number: str) -> int:
    if number[-1].isdecimal():
        return int(number.split(".")[-1])
    if len(number) == 1 and number.upper() not in "IVX":
        return ord(number.upper()) - 64
    return roman(number) or ord(number[0].upper()) - 64


def as_roman(marker: Marker) -> Marker:
    """A single i, v or x read as a Roman number."""
    case, _kind_and_rest, punctuation = marker.style.partition(" ")
    return replace(marker, style=f"{case} roman {punctuation}", value=roman(marker.number))


def as_letter(marker: Marker) -> Marker:
    """The same read as a letter of the alphabet."""
    return replace(marker, value=ord(marker.number.upper()) - 64)


def is_ambiguous(marker: Marker) -> bool:
    """Whether it may be a letter as well as a Roman number."""
    return len(marker.number) == 1 and marker.number.upper() in "IVX" and not marker.word
