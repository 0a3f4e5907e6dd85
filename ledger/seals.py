"""A seal is the hash of what a row said when its event was recorded; the event carries it, so the chain covers the row.

A model says which columns each of its parts has; a part is what is written at one moment and never changed after it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from ledger.payload import canonical

KEY = "seals"
_MARK = f'"{KEY}":['
CHUNK = 500  # rows asked for at once; SQLite refuses some lists of a thousand


class Part(NamedTuple):
    """What of a row is written at one moment: the column that keeps the moment, and the columns that are sealed."""

    at: str
    columns: tuple[str, ...]


class SealedModel(models.Model):
    """Base of a model whose rows are sealed.

    A column added later may be appended to a part if it is empty on older rows, for empty values are not hashed. None
    may be taken out of a part.
    """

    sealed_parts: ClassVar[Mapping[str, Part]]
    # What is read along with the row, as prefetch_related wants it.
    sealed_with: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def sealed_content(self, part: str) -> dict[str, object]:
        """What the seal of a part covers. A model adds to it what lies in rows of their own."""
        return {name: getattr(self, name) for name in self.sealed_parts[part].columns}


def seal(row: SealedModel, part: str) -> str:
    """The word an event carries: model, key, part and SHA-256 of the content, joined by colons."""
    return f"{row._meta.label_lower}:{row.pk}:{part}:{digest(row.sealed_content(part))}"


def digest(content: Mapping[str, object]) -> str:
    """SHA-256, in hex, of the content's one spelling, without what is empty."""
    spelled = {name: _spelled(value) for name, value in content.items()}
    kept = {name: value for name, value in spelled.items() if value not in (None, "", [], {})}
    return hashlib.sha256(canonical(kept).encode()).hexdigest()


def _spelled(value: Any) -> Any:
    """A value as it is hashed, the same before it was stored and after it was read from either database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _spelled(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_spelled(one) for one in value]
    return str(value) if isinstance(value, str) else value


def sealed_models() -> list[type[SealedModel]]:
    """Every model whose rows are sealed."""
    return [model for model in apps.get_models() if issubclass(model, SealedModel)]


def rows_with(model: type[SealedModel], part: str, using: str = "default") -> "models.QuerySet[Any]":
    """The rows of which that part was written."""
    return model._base_manager.using(using).filter(**{f"{model.sealed_parts[part].at}__isnull": False})


@dataclass(frozen=True)
class Broken:
    """A seal that does not hold: the event that carries it, what is wrong, and of which row."""

    seq: int
    reason: str
    about: str


class SealReader:
    """Compares the seals of the events it is given with the rows as they are now, a thousand at a time."""

    def __init__(self, using: str = "default") -> None:
        self.using = using
        self.models = {model._meta.label_lower: model for model in sealed_models()}
        self.waiting: dict[str, list[tuple[int, str, str, str]]] = {}
        self.held = 0
        self.counted: Counter[tuple[str, str]] = Counter()

    def read(self, seq: int, data: str) -> Broken | None:
        """Take the seals of one event; the first that does not hold, once enough are waiting to be compared."""
        if _MARK not in data:
            return None
        for word in json.loads(data)[KEY]:
            label, pk, part, said = word.split(":")
            self.waiting.setdefault(label, []).append((seq, pk, part, said))
            self.counted[label, part] += 1
            self.held += 1
        return self.compare() if self.held >= CHUNK else None

    def compare(self) -> Broken | None:
        """The earliest of the waiting seals that does not hold."""
        waiting, self.waiting, self.held = self.waiting, {}, 0
        broken = [one for label, seals in waiting.items() for one in self._broken(label, seals)]
        return min(broken, key=lambda one: one.seq, default=None)

    def _broken(self, label: str, seals: list[tuple[int, str, str, str]]) -> Iterator[Broken]:
        model = self.models.get(label)
        if model is None:
            yield Broken(seals[0][0], "gone", label)
            return
        wanted = {pk for _seq, pk, _part, _said in seals}
        rows = model._base_manager.using(self.using).filter(pk__in=wanted).prefetch_related(*model.sealed_with)
        found = {str(row.pk): row for row in rows}
        for seq, pk, part, said in seals:
            row = found.get(pk)
            if row is None:
                yield Broken(seq, "gone", f"{label} {pk}")
            elif not _holds(row, part, said):
                yield Broken(seq, "altered", f"{label} {pk}")

    def unrecorded(self) -> str:
        """The first kind of row of which there are more than seals; empty where each has its event."""
        for model in self.models.values():
            for part in model.sealed_parts:
                label = model._meta.label_lower
                if rows_with(model, part, self.using).count() > self.counted[label, part]:
                    return f"{label} {part}"
        return ""


def _holds(row: SealedModel, part: str, said: str) -> bool:
    try:
        return part in row.sealed_parts and digest(row.sealed_content(part)) == said
    except ObjectDoesNotExist:
        return False  # a row beside it, such as a disclosure's text, is gone
