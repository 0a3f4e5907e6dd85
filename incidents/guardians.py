"""Telling a guardian: in words, and which calls are late by the MOU's own term."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from incidents.choices import GuardianHow, GuardianWhyNot
from incidents.fields import words_of
from incidents.models import GuardianNotice, Referral
from partnerships.scoping import Cover
from partnerships.terms import TermKey

# How long a call stays on the desk for this; a month later nobody mends it by being reminded.
REMINDED_FOR = timedelta(days=30)


def guardian_words(one: GuardianNotice, zone: ZoneInfo) -> str:
    """Who told a guardian, when and how, or why not; and who says so."""
    if one.why_not or one.told_at is None:
        said = _("Not told: %(why)s.") % {"why": words_of(GuardianWhyNot, one.why_not)}
    else:
        when = date_format(one.told_at.astimezone(zone), "D, M j, Y, g:i A")
        how = words_of(GuardianHow, one.how).lower()
        interpreter = _("with an interpreter") if one.interpreter else _("without an interpreter")
        told = {"who": one.told_by, "when": when, "how": how, "interpreter": interpreter}
        said = _("Told by %(who)s, %(when)s, %(how)s, %(interpreter)s.") % told
    return _("%(said)s Written by %(by)s.") % {"said": said, "by": one.by.name}


def late_for_guardian(user: User, school: Organization, cover: Cover, at: datetime) -> list[Referral]:
    """Calls of the school whose hours by the MOU have passed, and nobody said whether a guardian was told.

    None where the MOU in force has no such term: what it does not say is late for nobody.
    """
    if not cover.in_force or cover.version is None:
        return []
    if TermKey.HOURS_TO_TELL_GUARDIAN not in {term.key for term in cover.version.terms.all()}:
        return []
    hours = timedelta(hours=cover.terms.hours_to_tell_guardian)
    rows = Referral.objects.on_school_side_of(user).filter(school=school.pk, partnership=cover.partnership.pk)
    return list(rows.guardian_open(at - REMINDED_FOR).filter(occurred_at__lt=at - hours))
