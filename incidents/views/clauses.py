"""The clause shown where it decides, from the MOU in force or from the written default."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organization
from incidents.models import Consult, Referral
from partnerships.models import Clause, Version
from partnerships.reference import ClauseText, default_discipline, split_at
from partnerships.scoping import covers, school_covers

DISCIPLINE = "discipline"


def card(clause: Clause | ClauseText, *, version: Version | None, why: str) -> dict[str, Any]:
    """A clause as components/clause_card.html takes it, the deciding words set apart."""
    before, key, after = split_at(clause.text.strip(), clause.key_words)
    signed = ""
    if version:
        signed = _("Signed %(day)s by %(school)s and %(agency)s.") % {
            "day": date_format(version.signed_on, "F j, Y"),
            "school": version.signed_by_school,
            "agency": version.signed_by_agency,
        }
    return {
        "number": clause.number if version else "",
        "version": version.number if version else "",
        "title": clause.heading,
        "before": before,
        "key": key,
        "after": after,
        "why": why,
        "signed": signed,
        "read_url": reverse("mou-version", args=[version.pk]) if version else "",
    }


def discipline_card(school: Organization, *, at: datetime, why: str) -> dict[str, Any]:
    """The clause on discipline that binds the school's officer now, or our written default."""
    version = next((cover.cover.version for cover in school_covers(school, at) if cover.cover.in_force), None)
    clause = version.clauses.about(DISCIPLINE).first() if version else None
    if version is None or clause is None:
        return card(default_discipline(), version=None, why=why)
    return card(clause, version=version, why=why)


def reported_of(referral: Referral) -> frozenset[str]:
    """The outcomes that the terms between the referral's two sides let the agency report to the school."""
    if referral.partnership is None:
        return frozenset()
    return covers([referral.partnership], timezone.now())[0].terms.outcomes_reported


def clauses_of(matter: Referral | Consult) -> list[Clause]:
    """The clauses to cite of the MOU that binds (or last bound) between the two sides of a call or question, in order.

    Not those that are about no matter of daily work, such as purpose and parties, unless there are no others.
    """
    if matter.partnership is None:
        return []
    version = covers([matter.partnership], timezone.now())[0].version
    clauses = list(version.clauses.all()) if version else []
    return [clause for clause in clauses if clause.subject] or clauses
