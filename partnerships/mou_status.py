"""Whether an MOU is in force, in grace or lapsed, in a sentence, derived from its versions each time."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from partnerships.models import Version
from partnerships.scoping import Cover, agency_numbers

MouStatusKey = Literal["in_force", "grace", "lapsed", "coming", "none"]


@dataclass(frozen=True)
class MouStatus:
    """The status of one MOU on one day: a key, the sentence for the heading, what follows from it."""

    key: MouStatusKey
    words: str
    consequence: str = ""

    @property
    def tone(self) -> str:
        """The tone of a note about it."""
        return {"in_force": "calm", "grace": "danger", "lapsed": "danger"}.get(self.key, "warn")


def mou_status(cover: Cover, coming: Version | None = None) -> MouStatus:
    """How the MOU stands; `coming` is a confirmed version whose first day lies ahead."""
    version = cover.version
    if cover.in_force and version is not None:
        return MouStatus("in_force", _("In force until %(day)s") % {"day": day_words(version.last_day)})
    if version is not None and cover.grace_until is not None:
        words = _("Ended %(day)s; the agency’s access ends %(grace)s") % {
            "day": day_words(version.last_day),
            "grace": day_words(cover.grace_until),
        }
        consequence = _(
            "Until then the agency opens what it was told. After that it opens no school record, and the school phones."
        )
        return MouStatus("grace", words, f"{consequence} {phone_words(cover)}")
    if coming is not None:
        words = _("Not in force yet: it begins %(day)s") % {"day": day_words(coming.effective_on)}
        return MouStatus("coming", words, phone_words(cover))
    if version is not None:
        words = _("No MOU in force: the last one ended %(day)s") % {"day": day_words(version.last_day)}
        consequence = _("The agency opens no school record.")
        return MouStatus("lapsed", words, f"{consequence} {phone_words(cover)}")
    return MouStatus("none", _("No MOU in force"), phone_words(cover))


def phone_words(cover: Cover) -> str:
    """Whom the school phones meanwhile; 911 first."""
    numbers = agency_numbers(cover.partnership)
    if not numbers:
        return _("Emergency? Call 911 first. The agency has not said whom to phone.")
    return _("Emergency? Call 911 first. Otherwise phone %(numbers)s.") % {"numbers": get_text_list(numbers, _("or"))}


def day_words(day: date) -> str:
    """A day as it stands in a sentence."""
    return date_format(day, "F j, Y")
