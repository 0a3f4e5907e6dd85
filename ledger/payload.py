"""What may stand beside an event or a notice: ids and fixed words, never a name or a sentence."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import TypeAlias
from uuid import UUID

Scalar: TypeAlias = str | int | bool | None
JSON: TypeAlias = Scalar | UUID | date | Sequence[Scalar | UUID | date]
Facts: TypeAlias = Mapping[str, JSON]

LONGEST_WORD = 120  # a path with two UUIDs fits
LONGEST_LIST = 500
LONGEST_TEXT = 20_000

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
# No space, no @: neither a sentence nor an address fits.
_WORD = re.compile(r"[A-Za-z0-9_.:/+-]*\Z")
# A capital before a small letter is how names are written; codes (13B), numbers (SRO-2026-0123) and times pass.
_NAME_LIKE = re.compile(r"[A-Z][a-z]")
_BIGGEST = 2**63

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def canonical(value: object) -> str:
    """The one spelling of a value as JSON: sorted keys, no spaces, ASCII only; the same bytes on every machine.

    Raises TypeError or ValueError for what JSON cannot say.
    """
    return _ENCODER.encode(value)


def word(value: object, *, name: str, longest: int = LONGEST_WORD) -> str:
    """The value as one fixed word or id; None is the empty word. Raises ValueError for anything that could be prose."""
    text = "" if value is None else str(value)
    if len(text) > longest or not _WORD.match(text) or _NAME_LIKE.search(text):
        raise ValueError(f"{name} must be an id or a fixed word of at most {longest} characters.")
    return text


def plain(facts: Facts | None) -> dict[str, Scalar | list[Scalar]]:
    """A copy of the facts, checked: ids, fixed words, days, whole numbers, yes or no, and flat lists of those.

    Raises ValueError that names the key, never the value, so that the refusal can be logged.
    """
    checked: dict[str, Scalar | list[Scalar]] = {}
    for key, value in (facts or {}).items():
        if not isinstance(key, str) or not _KEY.match(key):
            raise ValueError("A fact's key must be a short lower-case word.")
        if isinstance(value, list | tuple):
            if len(value) > LONGEST_LIST:
                raise ValueError(f"{key} holds more than {LONGEST_LIST} values.")
            checked[key] = [_scalar(item, key) for item in value]
        else:
            checked[key] = _scalar(value, key)
    if len(canonical(checked)) > LONGEST_TEXT:
        raise ValueError("The facts are too long.")
    return checked


def _scalar(value: object, key: str) -> Scalar:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, UUID):
        value = str(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and -_BIGGEST <= value < _BIGGEST:
        return int(value)
    if isinstance(value, str):
        return word(value, name=key)
    raise ValueError(f"{key} must be an id, a fixed word, a whole number, yes or no.")
