"""Fixed lists as data, each with its source and version: behaviors, places, the school's own routes, offenses."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Item:
    """One line of a list. `key` is what rows keep."""

    key: str
    label: str
    group: str = ""
    hint: str = ""
    frequency: str = ""
    crime_against: str = ""


@dataclass(frozen=True)
class ReferenceList:
    """One list, loaded once."""

    source: str
    version: str
    items: tuple[Item, ...]

    @classmethod
    def load(cls, name: str) -> "ReferenceList":
        """The list in `<name>.json` beside this file."""
        given = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
        return cls(given["source"], given["version"], tuple(Item(**line) for line in given["items"]))

    @cached_property
    def by_key(self) -> dict[str, Item]:
        return {item.key: item for item in self.items}

    def __contains__(self, key: object) -> bool:
        return key in self.by_key

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def label(self, key: str) -> str:
        """The words for a key; the key itself where an older list had it."""
        item = self.by_key.get(key)
        return _(item.label) if item else key

    def choices(self) -> list[tuple[str, str]]:
        """(key, label) pairs in the order of the list."""
        return [(item.key, _(item.label)) for item in self.items]

    def grouped_choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(group, [(key, label)]) as a select with optgroups takes them."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for item in self.items:
            groups.setdefault(item.group, []).append((item.key, _(item.label)))
        return [(_(group), pairs) for group, pairs in groups.items()]


BEHAVIORS = ReferenceList.load("behaviors")
PLACES = ReferenceList.load("places")
SCHOOL_ROUTES = ReferenceList.load("school_routes")
OFFENSES = ReferenceList.load("nibrs")
RECORD_WORDS = ReferenceList.load("record_words")

FREQUENCIES = {
    "common": gettext_lazy("Seen most in schools"),
    "occasional": gettext_lazy("Seen now and then"),
    "rare": gettext_lazy("Rare"),
}


def offense_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """NIBRS codes as optgroups, those seen most in schools first; each label carries its code."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in OFFENSES:
        groups.setdefault(item.frequency, []).append((item.key, f"{item.key} · {_(item.label)}"))
    return [(str(FREQUENCIES[frequency]), pairs) for frequency, pairs in groups.items()]


def offense_words(code: str) -> str:
    """ "13B · Simple Assault"; nothing for an empty code."""
    return f"{code} · {OFFENSES.label(code)}" if code else ""


_RECORD_WORDS = re.compile(
    r"(?<!\w)("
    + "|".join(re.escape(item.label) for item in sorted(RECORD_WORDS, key=lambda w: -len(w.label)))
    + r")(?!\w)",
    re.IGNORECASE,
)


def record_words_in(text: str) -> list[str]:
    """The words in a text that usually come from a student's record, each once, in order: a warning, not a bar."""
    return list(dict.fromkeys(found.lower() for found in _RECORD_WORDS.findall(text)))
