"""Many rows in pieces: read, walked by key, and written back, so that memory holds one piece at a time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from common.folding import with_folded

CHUNK = 500
WIDEST = 100  # conditions side by side

Row = TypeVar("Row", bound=Model)
Thing = TypeVar("Thing")


def in_chunks(things: Iterable[Thing], size: int = CHUNK) -> Iterator[list[Thing]]:
    """A stream in pieces, so that memory holds one of them at a time."""
    stream = iter(things)
    while piece := list(islice(stream, size)):
        yield piece


def any_of(conditions: Sequence[Q]) -> Q:
    """Whatever fulfils one of them, in as many levels of brackets as it takes.

    A plain OR of a thousand is refused by SQLite, whose expressions may be a thousand deep.
    """
    if len(conditions) <= WIDEST:
        found = Q(pk__in=[])
        for condition in conditions:
            found |= condition
        return found
    whole = Q(pk__isnull=False)  # beside an AND an OR keeps its brackets
    return any_of([any_of(conditions[start : start + WIDEST]) & whole for start in range(0, len(conditions), WIDEST)])


def by_key(rows: QuerySet[Row], size: int = CHUNK) -> Iterator[list[Row]]:
    """The rows in pieces in the order of their key, each asked for anew; rows may be changed between two pieces."""
    last = None
    ordered = rows.order_by("pk")
    while piece := list((ordered.filter(pk__gt=last) if last is not None else ordered)[:size]):
        last = piece[-1].pk
        yield piece


def write_back(model: type[Row], rows: list[Row], fields: list[str]) -> None:
    """Write fields of many rows that are there, by an upsert: `bulk_update` costs five times as much."""
    if rows:
        model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=with_folded(model, fields)
        )
