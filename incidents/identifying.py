"""Words that tell who, where or when: an example that is kept for a whole partnership holds none of them."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, User
from common.folding import fold
from incidents.reference import PLACES
from partnerships.models import Partnership, PartnershipSchool, Posting

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Surnames that are words of everyday English too: found only where they stand as a name does.
WORDS_TOO = frozenset(
    (
        *("bell", "banks", "berry", "best", "bird", "black", "bond", "brown", "bush", "case", "cash"),
        *("chance", "church", "cook", "cross", "day", "drew", "field", "fields", "fish", "fox", "gold"),
        *("good", "grant", "gray", "green", "grey", "hall", "hand", "hill", "hope", "hunt", "hunter", "key"),
        *("king", "knight", "lake", "lane", "law", "light", "little", "long", "love", "march", "mark"),
        *("mason", "may", "miller", "moon", "moore", "noble", "page", "park", "parks", "peace", "penny"),
        *("pool", "porter", "power", "price", "read", "rich", "rivers", "rose", "shore", "short", "small"),
        *("smith", "snow", "spring", "steel", "stone", "street", "strong", "summer", "summers", "sweet"),
        *("trice", "wall", "ward", "waters", "wells", "west", "white", "will", "winter", "wise", "wood"),
        *("woods", "young"),
    )
)
# Before a surname, however it is typed.
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "officer", "sgt", "sergeant", "lt", "deputy", "principal", "coach"}
# Of these the list of places says nothing that a reader could find.
NO_PLACE = {"other", "online", "phone", "whole_school", "event"}
MORE_PLACES = (
    *("classroom", "hallway", "hall", "stairwell", "restroom", "bathroom", "cafeteria", "gym"),
    *("gymnasium", "library", "locker room", "computer lab", "auditorium", "commons", "locker"),
    *("front office", "playground", "courtyard", "stadium", "parking lot", "bus", "bus stop"),
    *("crosswalk", "roof", "building", "wing", "room \\d+", "portable"),
)
MONTHS = "january|february|april|june|july|august|september|october|november|december"
SHORT_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|march"
DAYS = (
    rf"(?:{MONTHS})(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?",
    rf"(?:{SHORT_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?",
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS}|{SHORT_MONTHS})",
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}",
    r"\d{1,2}/\d{1,2}",
    r"(?:19|20)\d\d",
    r"\d{1,2}:\d\d(?:\s*[ap]\.?m\b)?",
    r"\d{1,2}\s*[ap]\.?m\b",
    r"yesterday|last (?:week|month|spring|fall|autumn|winter|summer)|this (?:morning|afternoon|week)",
)
PLACE_WORDS = re.compile(
    r"(?<!\w)("
    + "|".join(
        sorted(
            {*(re.escape(str(item.label).lower()) for item in PLACES if item.key not in NO_PLACE), *MORE_PLACES},
            key=len,
            reverse=True,
        )
    )
    + r")s?(?!\w)",
    re.IGNORECASE,
)
DAY_WORDS = re.compile(r"(?<!\w)(" + "|".join(DAYS) + r")(?!\w)", re.IGNORECASE)


def places_in(text: str) -> list[str]:
    """Places at and around a school."""
    return [found.group(0) for found in PLACE_WORDS.finditer(text)]


def days_in(text: str) -> list[str]:
    """Days, months, years and times of day."""
    return [found.group(0) for found in DAY_WORDS.finditer(text)]


def schools_in(text: str, names: Iterable[str]) -> list[str]:
    """Names of schools and districts, whole or by the words that no other place is named with."""
    folded = f" {' '.join(fold(word) for word in WORD.findall(text))} "
    found = []
    for name in names:
        words = [fold(word) for word in WORD.findall(name)]
        own = [word for word in words if word not in COMMON_IN_NAMES and len(word) > 2]
        if f" {' '.join(words)} " in folded or (own and f" {' '.join(own)} " in folded):
            found.append(name)
    return found


COMMON_IN_NAMES = frozenset(
    (
        *("high", "middle", "elementary", "primary", "junior", "senior", "school", "schools", "academy"),
        *("district", "county", "city", "public", "unified", "the", "of", "and", "intermediate", "charter"),
        *("center", "central", "community", "education", "board"),
    )
)


def people_in(text: str, names: Iterable[str]) -> list[str]:
    """Names of people: whole, by surname, or by another part of the name where it stands as a name does."""
    words = list(WORD.finditer(text))
    folded = [fold(word.group(0)).removesuffix("'s") for word in words]
    told = [_tells(text, word.start(), word.group(0), folded[:place]) for place, word in enumerate(words)]
    named = {word for word, tells in zip(folded, told, strict=True) if tells}
    plain = set(folded) - WORDS_TOO
    line = f" {' '.join(folded)} "
    found = []
    for name in names:
        parts = [fold(part) for part in WORD.findall(name)]
        parts = [part for part in parts if len(part) > 2 and part not in TITLES]
        whole = len(parts) > 1 and f" {' '.join(parts)} " in line
        if whole or named.intersection(parts) or plain.intersection(parts[-1:]):
            found.append(name)
    return found


def _tells(text: str, start: int, word: str, before: list[str]) -> bool:
    """Whether a word stands as a name does: after a title, or with a capital that no sentence begins."""
    if before and before[-1] in TITLES:
        return True
    begins = text[:start].rstrip(" \t\"'“‘(")[-1:] in ("", ".", "!", "?", ":", "\n")
    return word[:1].isupper() and not begins


def names_of_people(partnership: Partnership, at: datetime) -> list[str]:
    """Everyone who works on either side now, and who was or is posted. Two statements."""
    held = Membership.objects.around(at).filter(side__in=[partnership.district_id, partnership.agency_id])
    posted = Posting.objects.filter(partnership=partnership.pk).values("officer")
    people = User.objects.filter(pk__in=held.values("user")) | User.objects.filter(pk__in=posted)
    return sorted(set(people.values_list("name", flat=True)))


def names_of_schools(partnership: Partnership) -> list[str]:
    """The district, its schools and those the partnership ever covered. One statement."""
    covered = PartnershipSchool.objects.filter(partnership=partnership.pk).values("school")
    own = Organization.objects.filter(side=partnership.district_id)
    return sorted(set((own | Organization.objects.filter(pk__in=covered)).values_list("name", flat=True)))


def telling_words(text: str, partnership: Partnership, at: datetime) -> list[str]:
    """Everything in a text that tells who, where or when, each once; empty where it may be kept."""
    found = [
        *schools_in(text, names_of_schools(partnership)),
        *places_in(text),
        *days_in(text),
        *people_in(text, names_of_people(partnership, at)),
    ]
    return list(dict.fromkeys(found))


REWORD = _("Still says who, where or when: %(words)s. Reword it.")
