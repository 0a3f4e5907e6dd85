"""What stands on one line, such as a name or a title: nothing in it ends the line or turns it round.

A name with a line break would add a sentence of its own to an official mail, and one with a hidden character could
pass for somebody else's.
"""

import unicodedata
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Between letters of scripts that join, these are spelling; in right-to-left text, its marks are punctuation.
JOINERS = frozenset("\u200c\u200d")
MARKS = frozenset("\u200e\u200f\u061c")
ENDS_A_LINE = frozenset({"Cc", "Zl", "Zp"})


def require_one_line(text: str) -> None:
    """Raise ValidationError where a character would end the line, turn it round, or not be seen."""
    if any(_is_foreign(text, at) for at in range(len(text))):
        raise ValidationError(
            _("This holds a line break or a hidden character. Type it again, on one line."),
            code="not_one_line",
        )


def one_line(text: str) -> str:
    """The text with a space for what would end the line, and without what cannot be seen."""
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for at, character in enumerate(text):
        if not _is_foreign(text, at):
            kept.append(character)
        elif unicodedata.category(character) in ENDS_A_LINE:
            kept.append(" ")
    # What was taken out may have stood beside a joiner.
    made = "".join(kept)
    return made if made == text else one_line(made)


def _is_foreign(text: str, at: int) -> bool:
    character = text[at]
    if character in JOINERS:
        around = text[at - 1 : at] + text[at + 1 : at + 2]
        return len(around) < 2 or around[0].isascii() or around[1].isascii()
    if character in MARKS:
        return not any(unicodedata.bidirectional(one) in {"R", "AL"} for one in text if one not in MARKS)
    category = unicodedata.category(character)
    # The signs of Arabic and other scripts that Unicode calls format characters are seen.
    return category in ENDS_A_LINE | {"Cs"} or (category == "Cf" and unicodedata.bidirectional(character) != "AN")


if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:
    Text = models.CharField  # no parameters at run time


class LineField(Text):
    """Text on one line, whoever writes it: a form refuses what is none, everything else is made one here."""

    def get_prep_value(self, value: Any) -> Any:
        """What the database is given."""
        given = super().get_prep_value(value)
        return one_line(given) if isinstance(given, str) else given

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The same on the row in hand, which a mail may be written from."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = one_line(value)
            setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """A plain column to the migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
