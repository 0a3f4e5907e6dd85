"""Whether an MOU is in force, in grace or lapsed, in a sentence, derived from its versions each time."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.dates import add_months, local_day
from partnerships.effective_days import EffectiveDays, effective_days
from partnerships.models import Version
from partnerships.scoping import Cover, agency_numbers

LONG_YEARS = 5  # longer than that, somebody may have mistyped the year

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
    if cover.in_force and cover.days is not None:
        words = _("In force until %(day)s") % {"day": day_words(cover.days.last_day)}
        follower = cover.days.follower
        if follower is None:
            return MouStatus("in_force", words)
        follows = {"words": words, "number": follower.number, "day": day_words(cover.days.ends_on)}
        return MouStatus("in_force", _("%(words)s; version %(number)d follows on %(day)s") % follows)
    if version is not None and cover.grace_until is not None:
        words = _("Ended %(day)s; the agency’s access ends %(grace)s") % {
            "day": day_words(version.last_day),
            "grace": day_words(cover.grace_until),
        }
        consequence = _(
            "Until then the agency opens what it was told. After that it opens no school record, and the school "
            "phones instead."
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


def mous_words(statuses: Sequence[MouStatus]) -> str:
    """How the MOUs of a list stand, as its heading."""
    out = [one for one in statuses if one.key != "in_force"]
    if not statuses:
        return _("No MOU yet.")
    if not out:
        return _("The MOU is in force.") if len(statuses) == 1 else _("Every MOU is in force.")
    if len(out) == len(statuses):
        return _("No MOU is in force.")
    words = ngettext("%(out)d of %(all)d MOUs is not in force.", "%(out)d of %(all)d MOUs are not in force.", len(out))
    return words % {"out": len(out), "all": len(statuses)}


def version_words(version: Version, days: EffectiveDays | None, today: date) -> str:
    """How one version stands among the others; `days` is None for one that is not confirmed."""
    if days is None:
        return str(version.get_state_display())
    number = days.follower.number if days.follower else 0
    if days.never_binds and not number:
        return _("Confirmed after its last day, so never in force")
    if days.never_binds:
        return _("Confirmed, but never in force: version %(number)d took its place") % {"number": number}
    if today < days.begins_on:
        return _("Confirmed; begins on %(day)s") % {"day": day_words(days.begins_on)}
    if today < days.ends_on:
        return _("In force until %(day)s") % {"day": day_words(days.last_day)}
    if days.superseded:
        return _("Superseded on %(day)s by version %(number)d") % {"day": day_words(days.ends_on), "number": number}
    return _("Ended on %(day)s") % {"day": day_words(days.last_day)}


def what_it_changes(version: Version, confirmed: Iterable[Version], at: datetime) -> list[str]:
    """What confirming a version at that moment does to the days of the others and of its own, a sentence each."""
    zone = version.agreement.partnership.district.zone
    others = [one for one in confirmed if one.pk != version.pk]
    trial = copy(version)
    trial.confirmed_at = at
    before, after = effective_days(others, zone), effective_days([*others, trial], zone)
    said, own, today = [], after[version.pk], local_day(at, zone)
    for one in sorted(others, key=lambda other: other.number):
        was, now = before[one.pk], after[one.pk]
        if now.ends_on < was.ends_on and was.ends_on > today:
            said.append(_cut_words(was, now))
    if own.never_binds and own.follower:
        words = _("This version would never be in force: version %(number)d takes its place from its first day.")
        return [*said, words % {"number": own.follower.number}]
    if own.superseded and own.follower:
        words = _(
            "This version ends on %(day)s, not on %(planned)s: from %(next)s version %(number)d is in force, because "
            "its first day is later."
        )
        said.append(words % {
            "day": day_words(own.last_day), "planned": day_words(version.last_day), "next": day_words(own.ends_on),
            "number": own.follower.number,
        })  # fmt: skip
    lost = [one for one in others if before[one.pk].ends_on > own.ends_on and after[one.pk].follower == version]
    if own.follower is None:
        words = _("After %(day)s no MOU is in force: version %(number)d does not come back.")
        said += [words % {"day": day_words(own.last_day), "number": one.number} for one in lost]
    return said


def _cut_words(was: EffectiveDays, now: EffectiveDays) -> str:
    number = was.version.number
    if now.never_binds:
        return _("Version %(number)d will never be in force; this version takes its place.") % {"number": number}
    words = _("Version %(number)d ends on %(day)s, not on %(planned)s: this version takes its place on %(next)s.")
    return words % {
        "number": number, "day": day_words(now.last_day), "planned": day_words(was.last_day),
        "next": day_words(now.ends_on),
    }  # fmt: skip


def long_words(first: date, last: date) -> str:
    """A sentence about an MOU that would be in force for longer than people sign for; empty for any other."""
    if last < add_months(first, 12 * LONG_YEARS):
        return ""
    words = _("It would be in force for %(years)d years, from %(first)s through %(last)s.")
    years = last.year - first.year - ((last.month, last.day) < (first.month, first.day))
    return words % {"years": years, "first": day_words(first), "last": day_words(last)}


def phone_words(cover: Cover) -> str:
    """Whom the school phones meanwhile; 911 first."""
    numbers = agency_numbers(cover.partnership)
    if not numbers:
        return _("Emergency? Call 911 first. The agency has not said whom to phone.")
    return _("Emergency? Call 911 first. Otherwise phone %(numbers)s.") % {"numbers": get_text_list(numbers, _("or"))}


def day_words(day: date) -> str:
    """A day as it stands in a sentence."""
    return date_format(day, "F j, Y")
