"""The context of one PDF: the MOU as it was entered, or the draft to print before anybody has signed."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from partnerships.differences import missing_references
from partnerships.models import Clause, Partnership, Version
from partnerships.mou_status import day_words
from partnerships.reference import (
    MODEL_GROUNDS,
    MODEL_VERSION,
    ModelClause,
    is_model_text,
    model_articles,
    model_clauses,
)
from partnerships.states import VersionState
from partnerships.terms import DEFAULT_TERMS, KEPT_ONLY, TermKey, term_words

MOU = "documents/partnerships/mou.html"


@dataclass(frozen=True)
class Signature:
    """One column of the signature block; empty words are lines to write on."""

    side: str
    role: str
    name: str = ""
    day: str = ""


def mou_title(version: Version) -> str:
    """The document's title, with the number of the version."""
    return _("%(title)s, version %(number)d") % {"title": version.title, "number": version.number}


def draft_title(partnership: Partnership) -> str:
    """The title of the draft."""
    return _("Memorandum of understanding of %(district)s and %(agency)s") % {
        "district": partnership.district.name,
        "agency": partnership.agency.name,
    }


def mou(version: Version, *, clauses: Iterable[Clause], terms: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A version on paper: as it was confirmed, or marked as not confirmed on every page."""
    confirmed = version.state == VersionState.CONFIRMED
    partnership = version.agreement.partnership
    shown = [clause_context(clause, draft=not confirmed) for clause in clauses]
    signed = day_words(version.signed_on)
    return {
        **_letterhead(partnership),
        "title": version.title,
        "day_line": _("Version %(number)d") % {"number": version.number},
        "notice": "" if confirmed else _("Not confirmed. %(standing)s.") % {"standing": version.get_state_display()},
        "facts": [
            (_("In force from"), day_words(version.effective_on)),
            (_("Through"), day_words(version.last_day)),
            (_("Signed on"), signed),
            *_answers(version),
        ],
        "articles": [{"heading": _("Clauses"), "clauses": shown}],
        "terms": [{**term, "number": term["clause"].number if term["clause"] else ""} for term in terms],
        "terms_words": _("The terms of this memorandum, and the clause behind each"),
        "signatures": [
            Signature(partnership.district.name, _("For the district"), version.signed_by_school, signed),
            Signature(partnership.agency.name, _("For the agency"), version.signed_by_agency, signed),
        ],
        "signed_words": _(
            "Signed on paper. The paper both sides signed is the agreement; this is its text as entered."
        ),
    }


def draft(
    partnership: Partnership, *, terms: Mapping[str, Any], articles: Sequence[str], at: datetime
) -> dict[str, Any]:
    """The model text for the two sides to change, fill in and sign; "Draft for counsel" stands on every page.

    `articles` are the numbers of those to print; the terms are those chosen, the written default for the others.
    """
    given = {**DEFAULT_TERMS, **terms}
    sides = {"district": partnership.district.name, "agency": partnership.agency.name}
    text = tuple(clause for clause in model_clauses(given, **sides) if clause.article in articles)
    numbers = {clause.number for clause in text}
    printed = date_format(at.astimezone(partnership.district.zone), "F j, Y")
    return {
        **_letterhead(partnership),
        "title": _("Memorandum of understanding"),
        "day_line": _("Draft for counsel"),
        "notice": _("Draft for counsel. Not signed; it binds nobody."),
        "facts": [
            (_("In force from"), ""),
            (_("Through"), ""),
            (_("Drafted from"), _("Fenceline’s model text %(version)s, on %(day)s") % {
                "version": MODEL_VERSION, "day": printed,
            }),
        ],
        "intro": _(
            "A starting point for the two sides and their counsel, not legal advice. Words in [brackets] are to be "
            "filled in or chosen; everything may be changed. Once it is signed, one side enters it in Fenceline word "
            "for word and the other confirms it."
        ),
        "articles": [
            {
                "heading": f"{article.number}. {article.heading}",
                "clauses": [clause_context(_to_fill_in(clause, numbers), draft=False) for clause in article.clauses],
            }
            for article in model_articles(text)
        ],
        "terms": [
            {
                "label": key.label,
                "value": term_words(key, given[key]),
                "number": MODEL_GROUNDS[key] if MODEL_GROUNDS[key] in numbers else "",
                "kept_only": key in KEPT_ONLY,
            }
            for key in TermKey
        ],
        "terms_words": _("The terms this draft is written with, and the clause behind each"),
        "signatures": [
            Signature(partnership.district.name, _("For the district")),
            Signature(partnership.agency.name, _("For the agency")),
        ],
        "signed_words": "",
    }  # fmt: skip


def _to_fill_in(clause: ModelClause, numbers: Collection[str]) -> ModelClause:
    """The clause with a blank where it speaks of one that is not printed."""
    text = clause.text
    for other in missing_references(text, numbers):
        text = re.sub(rf"\b{re.escape(other)}\b", f"[{other}, not printed here]", text)
    return replace(clause, text=text)


def clause_context(clause: Any, *, draft: bool) -> dict[str, Any]:
    """A clause as paper and page show it; `draft` marks what is our model text, word for word."""
    return {
        "number": clause.number,
        "heading": clause.heading,
        "parts": clause.parts,
        "plain": clause.plain,
        "draft": draft and is_model_text(clause.text),
    }


def _letterhead(partnership: Partnership) -> dict[str, Any]:
    return {"sides": [_side(partnership.district), _side(partnership.agency)]}


def _side(side: Organization) -> dict[str, str]:
    kind = side.get_kind_display()
    return {"name": side.name, "kind": f"{kind}, {side.state}" if side.state else kind}


def _answers(version: Version) -> list[tuple[str, str]]:
    """Who entered it and who answered, each with the day, by the district's clock."""
    zone = version.agreement.partnership.district.zone

    def said(person: User, side: Organization, at: datetime | None) -> str:
        day = date_format(at.astimezone(zone), "F j, Y") if at else ""
        return _("%(name)s for %(side)s, %(day)s") % {"name": person.name, "side": side.name, "day": day}

    rows = [(_("Entered by"), said(version.entered_by, version.entered_for, version.entered_at))]
    if version.confirmed_by:
        rows.append((_("Confirmed by"), said(version.confirmed_by, version.confirming_side, version.confirmed_at)))
    if version.rejected_by:
        rows.append((_("Sent back by"), said(version.rejected_by, version.confirming_side, version.rejected_at)))
    if version.withdrawn_by:
        rows.append((_("Taken back by"), said(version.withdrawn_by, version.entered_for, version.withdrawn_at)))
    return rows
