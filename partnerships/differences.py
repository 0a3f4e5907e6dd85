"""Where the clauses of a version and what was typed beside them say different things; shown before it is confirmed.

The portal goes by the typed days and terms, so both sides see where the text reads otherwise. It reads English, the
language of the model text; what it cannot read it says nothing about.
"""

import re
from collections.abc import Iterable, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from partnerships.blanks import english_day
from partnerships.models import Clause, Term, Version
from partnerships.reference import is_model_text, term_phrase
from partnerships.terms import TermKey, term_words

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: number for number, word in enumerate(_ONES)}
for _ten, _word in enumerate(_TENS, start=2):
    NUMBER_WORDS |= {_word: _ten * 10} | {f"{_word}-{one}": _ten * 10 + n for n, one in enumerate(_ONES[1:10], 1)}
_NUMBER = rf"(\d+|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
_BETWEEN = r"(?:\s*\(\d+\))?[\s-]+(?:(?:calendar|working|business|more|additional|further)\s+)?"
# A term's unit in the text, and how many of the term's own it is.
UNITS: dict[str, dict[str, int]] = {
    TermKey.REVIEW_INTERVAL_MONTHS: {"months?": 1, "years?": 12},
    TermKey.DAYS_TO_ACKNOWLEDGE: {"days?": 1, "weeks?": 7},
    TermKey.SCHOOL_DAYS_TO_ANSWER: {"school days?": 1},
    TermKey.SCHOOL_DAYS_TO_REVIEW: {"school days?": 1},
    TermKey.GRACE_DAYS: {"days?": 1, "weeks?": 7},
    TermKey.HOURS_TO_TELL_GUARDIAN: {"hours?": 1, "days?": 24},
}
_LADDER = re.compile(r"((?:\d+(?:,| and|, and)? )+)days? before")
_DAYS = re.compile(r"in force from (\w+ \d{1,2}, \d{4}),? (?:through|to|until) (\w+ \d{1,2}, \d{4})")
_REFERENCE = re.compile(r"clauses? (\d+\.\d+)(?: (?:to|and) (\d+\.\d+))?")


def differences(version: Version, clauses: Sequence[Clause], terms: Iterable[Term]) -> list[str]:
    """A sentence for each term, day and reference that a clause says otherwise."""
    return [*_of_terms(terms), *_of_days(version, clauses), *_of_references(clauses)]


def _of_terms(terms: Iterable[Term]) -> Iterable[str]:
    for term in terms:
        if term.clause is None:
            continue
        facts = {
            "clause": term.clause.number,
            "term": TermKey(term.key).label,
            "value": term_words(term.key, term.value),
        }
        said = _said(term.key, term.value, term.clause.text)
        if said:
            facts["said"] = get_text_list(said, _("and"))
            yield _("Clause %(clause)s says %(said)s; the term “%(term)s” is %(value)s.") % facts
        elif is_model_text(term.clause.text) and term_phrase(term.key, term.value) not in term.clause.text:
            yield _("Clause %(clause)s says something else than the term “%(term)s”, which is: %(value)s.") % facts


def _said(key: str, value: object, text: str) -> list[str]:
    """What the text says in the unit of the term, where the term's own value is not among it."""
    if key == TermKey.NOTICE_LADDER_DAYS and isinstance(value, list):
        rungs = {int(one) for found in _LADDER.finditer(text) for one in re.findall(r"\d+", found[1])}
        wrong = rungs and rungs != {days for days in value if days}
        return [_("%(days)s days before") % {"days": term_words(key, sorted(rungs, reverse=True))}] if wrong else []
    found: dict[str, int] = {}
    for unit, times in UNITS.get(key, {}).items():
        for one in re.finditer(rf"\b{_NUMBER}{_BETWEEN}({unit})\b", text, re.IGNORECASE):
            word = one[1].lower()
            number = NUMBER_WORDS[word] if word in NUMBER_WORDS else int(word)
            found[f"{number} {one[2].lower()}"] = number * times
    return [] if value in found.values() else list(found)


def _of_days(version: Version, clauses: Iterable[Clause]) -> Iterable[str]:
    days = english_day(version.effective_on), english_day(version.last_day)
    for clause in clauses:
        for found in _DAYS.finditer(clause.text):
            if found.groups() != days:
                words = _("Clause %(clause)s says from %(said)s through %(until)s; typed were %(first)s and %(last)s.")
                yield words % {
                    "clause": clause.number, "said": found[1], "until": found[2], "first": days[0], "last": days[1],
                }  # fmt: skip


def _of_references(clauses: Sequence[Clause]) -> Iterable[str]:
    """Clauses of our model text that speak of another clause which was not taken over."""
    numbers = {clause.number for clause in clauses}
    for clause in clauses:
        if is_model_text(clause.text):
            for other in missing_references(clause.text, numbers):
                words = _("Clause %(clause)s speaks of clause %(other)s, which is not part of this MOU.")
                yield words % {"clause": clause.number, "other": other}


def missing_references(text: str, numbers: Iterable[str]) -> list[str]:
    """The clauses a text speaks of that are not among these numbers."""
    named = [number for found in _REFERENCE.finditer(text) for number in found.groups() if number]
    return [number for number in dict.fromkeys(named) if number not in set(numbers)]
