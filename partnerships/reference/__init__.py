"""Texts as data, each with its source and version: our model clauses, and what holds where no MOU is in force."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class ClauseText:
    """A clause before (or without) a row: what a form, the model text and the written defaults hold."""

    number: str
    heading: str
    text: str
    key_words: str = ""
    plain: str = ""
    subject: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before its deciding words, those words, and the text after them."""
        return split_at(self.text, self.key_words)


def split_at(text: str, key_words: str) -> tuple[str, str, str]:
    """A text in three at the first place its deciding words stand; all of it first where they do not."""
    before, key, after = text.partition(key_words) if key_words else (text, "", "")
    return before, key, after


def _load(name: str) -> dict[str, Any]:
    given: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return given


_MODEL = _load("model_clauses")
_DEFAULTS = _load("written_defaults")

MODEL_SOURCE: str = _MODEL["source"]
MODEL_VERSION: str = _MODEL["version"]
MODEL_CLAUSES = tuple(ClauseText(**line) for line in _MODEL["clauses"])
# Which clause of the model text grounds each term.
MODEL_GROUNDS: dict[str, str] = _MODEL["grounds"]

DEFAULT_CLAUSES = {line["subject"]: ClauseText(**line) for line in _DEFAULTS["clauses"]}
DEFAULT_DISCIPLINE = DEFAULT_CLAUSES["discipline"]
