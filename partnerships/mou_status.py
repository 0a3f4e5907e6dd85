"""How an MOU stands, in a sentence. Derived from its versions each time, stored nowhere."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils.formats import date_format, time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import Organization
from partnerships.models import Posting, Version
from partnerships.scoping import Cover, agency_numbers

StandingKey = Literal["in_force", "grace", "lapsed", "coming", "none"]


@dataclass(frozen=True)
class Standing:
    """The standing of one MOU on one day: a key, the sentence for the heading, what follows from it."""

    key: StandingKey
    words: str
    follows: str = ""

    @property
    def tone(self) -> str:
        """The tone of a note about it."""
        return {"in_force": "calm", "grace": "danger", "lapsed": "danger"}.get(self.key, "warn")


def standing(cover: Cover, coming: Version | None = None) -> Standing:
    """How the MOU stands; `coming` is a confirmed version whose first day lies ahead."""
    version = cover.version
    if cover.in_force and version is not None:
        return Standing("in_force", _("In force until %(day)s") % {"day": day_words(version.last_day)})
    if version is not None and cover.grace_until is not None:
        words = _("Ended %(day)s; the agency’s access ends %(grace)s") % {
            "day": day_words(version.last_day),
            "grace": day_words(cover.grace_until),
        }
        follows = _(
            "Until then the agency opens what it was told. After that it opens no school record, and the school phones."
        )
        return Standing("grace", words, f"{follows} {phone_words(cover)}")
    if coming is not None:
        words = _("Not in force yet: it begins %(day)s") % {"day": day_words(coming.effective_on)}
        return Standing("coming", words, phone_words(cover))
    if version is not None:
        words = _("No MOU in force: the last one ended %(day)s") % {"day": day_words(version.last_day)}
        follows = _("The agency opens no school record.")
        return Standing("lapsed", words, f"{follows} {phone_words(cover)}")
    return Standing("none", _("No MOU in force"), phone_words(cover))


def phone_words(cover: Cover) -> str:
    """Whom the school phones meanwhile; 911 first."""
    numbers = agency_numbers(cover.partnership)
    if not numbers:
        return _("Emergency? Call 911 first. The agency has not said whom to phone.")
    return _("Emergency? Call 911 first. Otherwise phone %(numbers)s.") % {"numbers": get_text_list(numbers, _("or"))}


def day_words(day: date) -> str:
    """A day as it stands in a sentence."""
    return date_format(day, "F j, Y")


def on_campus(posting: Posting, at: datetime, school: Organization, *, school_day: bool) -> dict[str, Any]:
    """An officer and until when they are at the school today, as components/on_campus.html takes them.

    Nobody is on campus on a day that is no school day there.
    """
    leaves = posting.here_until
    gone = leaves is not None and at.astimezone(school.zone).time() >= leaves
    away = gone or not school_day
    until = ""
    if not school_day:
        until = _("No school today, so not on campus.")
    elif gone:
        until = _("Not on campus now.")
    elif leaves:
        until = _("On campus today until %(time)s.") % {"time": time_format(leaves, "g:i A")}
    return {"name": posting.officer.name, "until": until, "phone": posting.phone, "away": away}
