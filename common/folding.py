"""One normal form of names and titles: what two spellings of one name have in common, for search, order and comparison.

What was typed is kept; the folded text stands beside it in a column of its own and is never shown. Decided in
docs/adr/0012-one-normal-form.md.
"""

import re
import unicodedata
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from common.lines import LineField

Row = TypeVar("Row", bound=models.Model)

MOST_WORDS = 8  # words of a search that are looked at
LONGEST = 300  # a name of 150 characters may grow when it is folded
# Signs that keyboards, phones and word processors put for one another.
SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʹʻʼʽˈ`´′＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    }
)
# Letters of one script that Unicode does not take apart, as people without the key type them.
LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ĸ": "k",
        "ŋ": "n", "ς": "σ",
    }
)  # fmt: skip
MARKS_OF_LETTERS = re.compile("[\u0300-\u036f]")
YO = "\u0435\u0308"


def fold(text: str) -> str:
    """The name without capitals, accents and kinds of quotation marks, dashes and spaces.

    Only Latin and Greek letters lose their marks. In other scripts a mark makes another letter, or is a vowel.
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(SIGNS)).casefold())
    plain = unicodedata.normalize("NFC", _without_marks(apart).translate(LETTERS))
    seen = "".join(mark for mark in plain if not _is_hidden(mark))
    # What consists of marks alone is still a name.
    return " ".join(seen.split()) or " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def _without_marks(text: str) -> str:
    kept: list[str] = []
    base = ""
    for mark in text.replace(YO, "\u0435"):
        if not unicodedata.combining(mark):
            base = mark
        elif MARKS_OF_LETTERS.match(mark) and unicodedata.name(base or " ", "").startswith(("LATIN", "GREEK")):
            continue
        kept.append(mark)
    return "".join(kept)


def _is_hidden(mark: str) -> bool:
    """Whether it only joins, parts or turns; the signs of Arabic that Unicode calls format characters are seen."""
    return unicodedata.category(mark) == "Cf" and unicodedata.bidirectional(mark) != "AN"


def having_words(words: str, column: str = "name_folded") -> Q:
    """Rows in whose folded column every one of the words occurs, however it is written."""
    found = Q()
    for word in fold(words).split()[:MOST_WORDS]:
        found &= Q(**{f"{column}__contains": word})
    return found


class FoldedField(LineField):
    """The folded form of another field of the row, written with the row. Lists search and sort on it."""

    def __init__(self, *, of: str, max_length: int = LONGEST, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, editable=False, blank=True, default="", **kwargs)
        self.of = of

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002
        """What the database is given: never what stood there."""
        value = fold(getattr(model_instance, self.of) or "")[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value

    def clone(self) -> "FoldedField":
        """Django's own way leads through `deconstruct`."""
        return FoldedField(of=self.of, max_length=self.max_length or LONGEST)


def folded_fields(model: type[models.Model]) -> dict[str, FoldedField]:
    """The folded column of each field that has one."""
    return {one.of: one for one in model._meta.concrete_fields if isinstance(one, FoldedField)}


def with_folded(model: type[models.Model], fields: list[str]) -> list[str]:
    """The fields, and the folded columns of those that have one: for writers that name what they write."""
    beside = folded_fields(model)
    return [*fields, *(beside[name].name for name in fields if name in beside)]


class FoldedQuerySet(models.QuerySet[Row]):
    """Rows with a folded column: it follows an update."""

    def update(self, **values: Any) -> int:
        """As Django's. Raises TypeError where a name would come from an expression, which no database can fold."""
        for name, beside in folded_fields(self.model).items():
            if name not in values:
                continue
            if not isinstance(values[name], str):
                raise TypeError(f"{name} is written as text, so that it can be folded.")
            values[beside.name] = fold(values[name])[: beside.max_length]
        return super().update(**values)
