"""A fixed list as data: its source, its version and its lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise


@dataclass(frozen=True)
class Item:
    """One line of a list. `key` is what rows keep."""

    key: str
    label: str | Promise
    group: str | Promise = ""
    hint: str | Promise = ""
    frequency: str = ""


@dataclass(frozen=True)
class ReferenceList:
    """One list; what is shown of it is shown in the reader's language."""

    source: str
    version: str
    items: tuple[Item, ...]

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
        return str(item.label) if item else key

    def choices(self) -> list[tuple[str, str]]:
        """(key, label) pairs in the order of the list."""
        return [(item.key, str(item.label)) for item in self.items]

    def grouped_choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(group, [(key, label)]) as a select with optgroups takes them."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for item in self.items:
            groups.setdefault(str(item.group), []).append((item.key, str(item.label)))
        return list(groups.items())
