"""Small numbers as words."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

WORDS = (
    _("none"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
    _("ten"),
)


def number_words(number: int, *, most: int = 10) -> str:
    """The number as a word in the middle of a sentence; in figures beyond `most`, and beyond ten."""
    return str(WORDS[number]) if number <= min(most, len(WORDS) - 1) else number_format(number)
