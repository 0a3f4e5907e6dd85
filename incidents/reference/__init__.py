"""Fixed lists as data, each with its source and version: behaviors, duties, places, activities, offenses and others."""

import re

from django.utils.translation import gettext_lazy as _

from incidents.reference.activities import ACTIVITIES
from incidents.reference.behaviors import BEHAVIORS
from incidents.reference.duties import DISTRICT_DUTY, TOLD, Duty, duty_of
from incidents.reference.nibrs import OFFENSES
from incidents.reference.places import PLACES
from incidents.reference.record_words import RECORD_WORDS
from incidents.reference.refusals import REFUSALS
from incidents.reference.school_routes import SCHOOL_ROUTES

__all__ = [
    "ACTIVITIES",
    "BEHAVIORS",
    "DISTRICT_DUTY",
    "OFFENSES",
    "PLACES",
    "RECORD_WORDS",
    "REFUSALS",
    "SCHOOL_ROUTES",
    "TOLD",
    "Duty",
    "duty_of",
]

FREQUENCIES = {
    "common": _("Seen most in schools"),
    "occasional": _("Seen now and then"),
    "rare": _("Rare"),
}


def offense_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """NIBRS codes as optgroups, those seen most in schools first; each label carries its code."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in OFFENSES:
        groups.setdefault(item.frequency, []).append((item.key, f"{item.key} · {item.label}"))
    return [(str(FREQUENCIES[frequency]), pairs) for frequency, pairs in groups.items()]


def offense_words(code: str) -> str:
    """ "13B · Simple Assault"; nothing for an empty code."""
    return f"{code} · {OFFENSES.label(code)}" if code else ""


_RECORD_WORDS = re.compile(
    r"(?<!\w)("
    + "|".join(re.escape(word) for word in sorted((str(item.label) for item in RECORD_WORDS), key=len, reverse=True))
    + r")(?!\w)",
    re.IGNORECASE,
)


def record_words_in(text: str) -> list[str]:
    """The words in a text that usually come from a student's record, each once, in order: a warning, not a bar."""
    return list(dict.fromkeys(found.lower() for found in _RECORD_WORDS.findall(text)))
