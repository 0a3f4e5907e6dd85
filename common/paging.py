"""Pages by key. The cost of a page does not grow with its distance from the first, and no row is seen twice."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, GeneratedField, Model, Q, QuerySet, Value
from django.utils.formats import number_format

from common import crypto

Row = TypeVar("Row", bound=Model)

PAGE_SIZE = 25
COUNT_CAP = 1000
# Longer than any cursor made here; what is longer was made by hand.
CURSOR_LENGTH = 2000
SEALED = "paging"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows. `older` goes into ?after=, `newer` into ?before=; None where nothing lies beyond."""

    items: list[Row]
    older: str | None
    newer: str | None


def page(
    queryset: QuerySet[Row],
    *,
    key: Sequence[str],
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
    sealed: bool = False,
) -> Page[Row]:
    """The page after (or before) a cursor, in the order of the key; the first page when the cursor makes no sense.

    `key` names columns or annotations that hold no NULL, "-" before a descending one, the last of them unique. A
    cursor holds only values of the row it points at; the queryset decides what may be seen. It is `sealed` where such a
    value counts rows of others too, and would say how many they have.
    """
    given = after or before
    place = cursor_place(queryset, key, opened(given) if sealed else given)
    backwards = place is not None and not after
    ordered = queryset.order_by(*(map(opposite, key) if backwards else key))
    if place is not None:
        ordered = ordered.filter(beyond(place, [opposite(name) for name in key] if backwards else key))
    rows = list(ordered[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    if backwards and not rows:
        # Everything newer is gone: the first page is what was asked for.
        return page(queryset, key=key, size=size, sealed=sealed)
    has_older = more if not backwards else True
    has_newer = place is not None if not backwards else more
    mark = sealed_cursor if sealed else cursor
    return Page(
        items=rows,
        older=mark(rows[-1], key) if rows and has_older else None,
        newer=mark(rows[0], key) if rows and has_newer else None,
    )


def chained(
    parts: Sequence[QuerySet[Row]],
    *,
    key: Sequence[str],
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """As `page`, over several querysets one after the other, each in the order of the key; they share no row.

    So a list begins with what is open and still walks an index, which no ORDER BY over both could. The cursor names
    the part it points into.
    """
    number, text = part_of(after or before, len(parts))
    place = cursor_place(parts[number], key, text)
    backwards = place is not None and not after
    keyed = [opposite(name) for name in key] if backwards else key
    found: list[tuple[int, Row]] = []
    for part in range(number, -1, -1) if backwards else range(number if place is not None else 0, len(parts)):
        rows = parts[part].order_by(*keyed)
        if place is not None and part == number:
            rows = rows.filter(beyond(place, keyed))
        found += [(part, row) for row in rows[: size + 1 - len(found)]]
        if len(found) > size:
            break
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if backwards and not found:
        return chained(parts, key=key, size=size)
    has_older = more if not backwards else True
    has_newer = place is not None if not backwards else more
    return Page(
        items=[row for _part, row in found],
        older=f"{found[-1][0]}.{cursor(found[-1][1], key)}" if found and has_older else None,
        newer=f"{found[0][0]}.{cursor(found[0][1], key)}" if found and has_newer else None,
    )


def part_of(text: str | None, parts: int) -> tuple[int, str]:
    """The part a cursor of `chained` points into, and its place there; the first part when it makes no sense."""
    number, _dot, place = (text or "").partition(".")
    return (int(number), place) if number in map(str, range(parts)) else (0, "")


def capped_count(queryset: QuerySet[Any], cap: int = COUNT_CAP) -> str:
    """How many rows, in words that stay cheap: "987", or "1,000+" beyond the cap."""
    found = queryset.order_by()[: cap + 1].count()
    return f"{number_format(cap, force_grouping=True)}+" if found > cap else number_format(found, force_grouping=True)


def count_each(**rows: QuerySet[Any]) -> dict[str, int]:
    """How many each of them is, by the name it is given. One statement."""
    parts = [
        found.order_by().values(what=Value(name)).annotate(number=Count("pk")).values_list("what", "number")
        for name, found in rows.items()
    ]
    return dict.fromkeys(rows, 0) | dict(parts[0].union(*parts[1:], all=True))


def opposite(name: str) -> str:
    """The same column in the other direction."""
    return name[1:] if name.startswith("-") else f"-{name}"


def beyond(place: Sequence[Any], key: Sequence[str]) -> Q:
    """Rows that come after the place: the first column further, or equal and the next one further, and so on.

    The outer bound on the first column alone lets both databases begin at the right place of the index.
    """
    first = key[0].lstrip("-")
    bound = Q(**{f"{first}__{'lte' if key[0].startswith('-') else 'gte'}": place[0]})
    condition = Q()
    equal = Q()
    for name, value in zip(key, place, strict=True):
        column = name.lstrip("-")
        condition |= equal & Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{column: value})
    return bound & condition


def cursor(row: Model, key: Sequence[str]) -> str:
    """The row's place as text for a URL. Not signed: it grants nothing."""
    values = [plain(getattr(row, name.lstrip("-"))) for name in key]
    return (
        base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode())
        .decode()
        .rstrip("=")
    )


def sealed_cursor(row: Model, key: Sequence[str]) -> str:
    """The row's place as text that nobody outside reads."""
    return crypto.seal(cursor(row, key), purpose=SEALED)


def opened(text: str | None) -> str | None:
    """The cursor inside a sealed one; None when it was not sealed here."""
    if not text or len(text) > CURSOR_LENGTH:
        return None
    try:
        return crypto.unseal(text, purpose=SEALED)
    except crypto.Unreadable:
        return None


def plain(value: object) -> str | int:
    """A key's value as JSON can hold it. Raises TypeError for any other."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, str | int):
        return value
    raise TypeError(f"A page key cannot hold {type(value).__name__}.")


def cursor_place(queryset: QuerySet[Any], key: Sequence[str], text: str | None) -> list[Any] | None:
    """The values a cursor points at, as the model's own fields read them; None when it makes no sense."""
    if not text or len(text) > CURSOR_LENGTH:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or len(values) != len(key):
            return None
        place = [reader(queryset, name.lstrip("-")).to_python(value) for name, value in zip(key, values, strict=True)]
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return None
    return None if any(unfit(value) for value in place) else place


def reader(queryset: QuerySet[Any], name: str) -> Any:
    """The field that reads a key's value from text: of a column, or of what the query annotates."""
    annotation = queryset.query.annotations.get(name)
    found: Any = annotation if annotation is not None else queryset.model._meta.get_field(name)
    # A column that the database computes takes any text; the field of what is computed does not.
    computed = annotation is not None or isinstance(found, GeneratedField)
    return found.output_field if computed else found


def in_utc(moment: datetime) -> bool:
    """Whether the moment has a place in the calendar where databases keep it; the edges of other zones have none."""
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return False
    return True


def is_whole(text: str) -> bool:
    """Whether the text can be written down at all; half a character of UTF-16 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def unfit(value: object) -> bool:
    """True for what a database column cannot be compared with."""
    if value is None or isinstance(value, bool | float | list | dict):
        return True
    if isinstance(value, datetime):
        return value.tzinfo is None or not in_utc(value)
    if isinstance(value, int):
        return not -(2**63) <= value < 2**63
    return isinstance(value, str) and ("\0" in value or not is_whole(value))
