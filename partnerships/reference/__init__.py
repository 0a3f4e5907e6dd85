"""Texts as data, each with its source and version: our model clauses, and what holds where no MOU is in force."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from partnerships.terms import ALL_OUTCOMES, DEFAULT_TERMS, TermKey

HERE = Path(__file__).parent


@dataclass(frozen=True)
class ClauseText:
    """A clause before (or without) a row: what a draft, the model text and the written defaults hold.

    `key` is the clause's own through all versions; without one it is a new clause.
    """

    number: str
    heading: str
    text: str
    key_words: str = ""
    plain: str = ""
    subject: str = ""
    key: UUID | None = None

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before its deciding words, those words, and the text after them."""
        return split_at(self.text, self.key_words)


@dataclass(frozen=True)
class ModelClause(ClauseText):
    """A clause of our model text, with the items of the checklist it answers."""

    elements: tuple[str, ...] = ()
    core: bool = False  # the entry page begins with it: it grounds a term, or the portal shows it where it decides

    @property
    def article(self) -> str:
        """The number of its article: 3 for clause 3.10."""
        return self.number.partition(".")[0]


@dataclass(frozen=True)
class Article:
    """Clauses that belong together, under a heading."""

    number: str
    heading: str
    clauses: tuple[ModelClause, ...]


def split_at(text: str, key_words: str) -> tuple[str, str, str]:
    """A text in three at the first place its deciding words stand; all of it first where they do not."""
    before, key, after = text.partition(key_words) if key_words else (text, "", "")
    return before, key, after


def _load(name: str) -> dict[str, Any]:
    given: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return given


_MODEL = _load("model_clauses")
_PHRASES: dict[str, Any] = _MODEL["phrases"]

MODEL_SOURCE: str = _MODEL["source"]
MODEL_VERSION: str = _MODEL["version"]
# Which clause of the model text grounds each term.
MODEL_GROUNDS: dict[str, str] = _MODEL["grounds"]
# The checklist: every element is answered by a clause.
CHECKLIST: dict[str, str] = {line["id"]: line["element"] for line in _load("mou_elements")["elements"]}


def model_clauses(
    terms: Mapping[str, Any] = DEFAULT_TERMS, *, district: str = "[the district]", agency: str = "[the agency]"
) -> tuple[ModelClause, ...]:
    """The model text with the values of these terms and the names of the two sides in it."""
    words = {str(key): term_phrase(key, {**DEFAULT_TERMS, **terms}[key]) for key in TermKey}
    words |= {"district": district, "agency": agency}
    found = []
    for line in _MODEL["clauses"]:
        text = line["text"]
        for name, said in words.items():
            text = text.replace(f"{{{name}}}", said)
        found.append(ModelClause(**{**line, "text": text, "elements": tuple(line["elements"])}))
    return tuple(found)


def model_articles(clauses: tuple[ModelClause, ...]) -> tuple[Article, ...]:
    """The same clauses under their articles; an article without a clause is left out."""
    articles = (
        Article(line["number"], line["heading"], tuple(one for one in clauses if one.article == line["number"]))
        for line in _MODEL["articles"]
    )
    return tuple(article for article in articles if article.clauses)


def term_phrase(key: str, value: Any) -> str:
    """A term's value as the model text says it, in the text's own language."""
    if key == TermKey.IDENTITY_SHARING:
        return str(_PHRASES[key][str(value)])
    if key == TermKey.OUTCOMES_REPORTED:
        said = [_PHRASES[key][outcome] for outcome in ALL_OUTCOMES if outcome in value]
        return _listed(said or [_PHRASES[key]["nothing"]])
    if key == TermKey.NOTICE_LADDER_DAYS:
        words, said = _PHRASES[key], []
        before = [str(days) for days in sorted(value, reverse=True) if days]
        if before:
            said.append(words["one"] if before == ["1"] else words["before"].format(list=_listed(before)))
        if 0 in value:
            said.append(words["on"])
        return " and ".join(said)
    one, many = _PHRASES[key]
    return str(one if value == 1 else many).format(n=value)


def _listed(given: list[str]) -> str:
    return given[0] if len(given) == 1 else f"{', '.join(given[:-1])} and {given[-1]}"


def is_model_text(text: str) -> bool:
    """Whether a clause is ours word for word, whatever was filled in for its terms, sides and local facts."""
    return any(pattern.fullmatch(text.strip()) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    gaps = re.compile(r"\{\w+\}|\[[^\]]*\]")
    return tuple(
        re.compile(".{1,200}".join(map(re.escape, gaps.split(line["text"]))), re.DOTALL) for line in _MODEL["clauses"]
    )


MODEL_CLAUSES = model_clauses()


def default_discipline() -> ClauseText:
    """What the portal shows where no MOU is in force; unlike an MOU, in the reader's language."""
    key_words = _("an officer does not decide, carry out or threaten school discipline")
    return ClauseText(
        number="default",
        subject="discipline",
        heading=_("Discipline belongs to the school"),
        text=_(
            "No MOU is in force for this school. Until one is, the portal goes by this rule: a breach of a school rule "
            "that is not a crime is the school's to settle, and %(key_words)s."
        )
        % {"key_words": key_words},
        key_words=key_words,
        plain=_("If it breaks a school rule and no law, the school handles it without an officer."),
    )
