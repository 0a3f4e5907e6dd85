"""A day of an officer at a school, in words: for the school, for the agency, for a list."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from incidents.models import AwayTime, Presence
from incidents.presence.choices import Said
from incidents.presence.hours import Hours, clock_words, now_in
from incidents.presence.rules import posted_hours
from partnerships.models import Posting
from partnerships.on_campus import Told


def cover_words(one: AwayTime) -> str:
    """Who covers a time away, until when."""
    if one.covered_by is None or one.cover is None:
        return _("No officer covers.")
    words = {"officer": one.covered_by.name, "from": clock_words(one.cover.begins)}
    words["until"] = clock_words(one.cover.ends)
    if one.cover.begins == one.begins:
        return _("%(officer)s covers until %(until)s.") % words
    return _("%(officer)s covers from %(from)s to %(until)s.") % words


def today_words(row: Presence, away: Iterable[AwayTime], at: datetime) -> Told:
    """What the school reads of today. Why an officer is absent is the agency's; why they were recalled is not."""
    zone, day = row.school.zone, row.day
    times = list(away)
    if row.said == Said.ABSENT:
        open_now = any(not _covered(one) for one in times)
        return Told(" ".join([_("Absent today."), *map(cover_words, times)]), away=True, uncovered=open_now)
    for one in times:
        if now_in(one.hours, day, zone, at):
            said = _("Recalled off campus until %(until)s (%(why)s).") % {
                "until": clock_words(one.ends),
                "why": one.get_why_display().lower(),
            }
            return Told(f"{said} {cover_words(one)}", away=True, uncovered=not _covered(one))
    here = row.here or row.owed
    if now_in(here, day, zone, at):
        return Told(_("On campus today until %(time)s.") % {"time": clock_words(here.ends)}, away=False)
    return Told(_("Not on campus now. Today from %(hours)s.") % {"hours": here}, away=True)


def _covered(one: AwayTime) -> bool:
    return one.cover is not None and one.cover.begins <= one.begins and one.cover.ends >= one.ends


def line_words(row: Presence | None, away: Iterable[AwayTime], posting: Posting, *, why: bool) -> str:
    """A day in a sentence or two, for lists; `why` says the reason of an absence, which the agency reads alone."""
    if row is None:
        hours = posted_hours(posting)
        return _("Not confirmed. Posted %(hours)s.") % {"hours": hours} if hours else _("Not confirmed.")
    parts = []
    if row.said == Said.HERE and row.here:
        parts.append(_("At the school, %(hours)s.") % {"hours": row.here})
    for one in away:
        parts.append(away_words(one, absent=row.said == Said.ABSENT, why=why))
    return " ".join(parts)


def unsaid_words(posting: Posting) -> str:
    """What stands beside a day nobody has spoken of."""
    hours = posted_hours(posting)
    return _("Posted %(hours)s.") % {"hours": hours} if hours else _("The posting states no hours.")


def away_words(one: AwayTime, *, absent: bool, why: bool) -> str:
    """One time away, with who covers it."""
    if absent:
        said = _("Absent (%(why)s).") % {"why": one.get_why_display().lower()} if why else _("Absent.")
    else:
        said = _("Recalled off campus %(hours)s by %(who)s (%(why)s).") % {
            "hours": one.hours,
            "who": one.recalled_by,
            "why": one.get_why_display().lower(),
        }
    return f"{said} {cover_words(one)}{_training_words(one)}"


def _training_words(one: AwayTime) -> str:
    return f" {one.get_cover_training_display()}." if one.covered_by else ""


def tap_words(posting: Posting, hours: Hours) -> str:
    """What the one tap says."""
    return _("I am at %(school)s today, %(from)s–%(until)s") % {
        "school": posting.school.name,
        "from": clock_words(hours.begins),
        "until": clock_words(hours.ends),
    }
