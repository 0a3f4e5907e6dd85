"""Blanks in the text of an MOU: which the portal fills in from the typed days, and whether one is left."""

import re
from datetime import date

from common.dates import school_year_of

# A word in brackets, a line to write on, or a place of our own model text.
BLANK = re.compile(r"\[[^\[\]]*\]|_{3,}|\{\w+\}")
FIRST_DAY, LAST_DAY, SCHOOL_YEARS = "[first day]", "[last day]", "[school years]"
DAY_BLANKS = (FIRST_DAY, LAST_DAY, SCHOOL_YEARS)


def blank_in(*texts: str) -> str:
    """The first blank in these texts, as it stands there; empty where none is left."""
    found = next(filter(None, (BLANK.search(text) for text in texts)), None)
    return found[0] if found else ""


def with_days(text: str, first: date, last: date) -> str:
    """The text with the blanks for its days filled in, in the text's own language."""
    for blank, words in zip(DAY_BLANKS, _day_words(first, last), strict=True):
        text = text.replace(blank, words)
    return text


def without_days(text: str, first: date, last: date) -> str:
    """The same text with blanks for its days again, where both stand in it: what a next version begins from."""
    words = _day_words(first, last)
    if words[0] not in text or words[1] not in text:
        return text
    for blank, said in zip(DAY_BLANKS, words, strict=True):
        text = text.replace(said, blank)
    return text


def english_day(day: date) -> str:
    """A day as the model text writes it."""
    return f"{day:%B} {day.day}, {day.year}"


def _day_words(first: date, last: date) -> tuple[str, str, str]:
    begun, ended = (f"{year}–{(year + 1) % 100:02}" for year in (school_year_of(first), school_year_of(last)))
    years = f"the school year {begun}" if begun == ended else f"the school years {begun} to {ended}"
    return english_day(first), english_day(last), years
