"""The clauses of a draft: written, added, moved, left out and taken in again, joined, cut in two."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from accounts.models import User
from common.versions import check_seen
from partnerships.actions.mou_drafts import MOST_CLAUSES, of_text, writing
from partnerships.draft_status import CLAUSE_WORDS, clause_shown
from partnerships.errors import DraftGone, TooManyClauses
from partnerships.models import DraftClause, MouDraft, Place
from partnerships.reference import ClauseText

CUT_HERE = re.compile(r"^[ \t]*={3,}[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def save(
    *, by: User, at: datetime, clause: DraftClause, words: Mapping[str, Any], after: UUID | None, place: str, seen: str
) -> DraftClause:
    """Save a clause, whole or not, behind the clause `after` (None: first), in the MOU or left out.

    A line of `===` in its text cuts it there; what follows is a clause of its own, to be looked at. `seen` is the
    version of the clause on the page. Raises AccessDenied, DraftGone, ChangedSince, TooManyClauses.
    """
    with writing(by=by, at=at, draft=clause.draft, what="clause") as draft:
        held = _held(clause)
        check_seen(seen, clause_shown(held))
        for name in CLAUSE_WORDS:
            setattr(held, name, words[name])
        text, *rest = CUT_HERE.split(str(words["text"]))
        held.text, held.place = text.strip(), Place(place)
        held.save()
        new = [
            DraftClause(draft=draft, text=part.strip(), place=Place.CUT, position=0) for part in rest if part.strip()
        ]
        _insert(draft, [held, *new], after)
    return held


def put(*, by: User, at: datetime, clause: DraftClause, place: str) -> DraftClause:
    """Leave a clause out, or take it in again, as it was saved. Raises AccessDenied, DraftGone."""
    with writing(by=by, at=at, draft=clause.draft, what="clause"):
        held = _held(clause)
        held.place = Place(place)
        held.save(update_fields=["place"])
    return held


def join(*, by: User, at: datetime, clause: DraftClause, words: Mapping[str, Any], seen: str) -> DraftClause:
    """Put what a piece says (`words`) at the end of the clause before it, which is given back; the piece is gone.

    Raises AccessDenied, DraftGone (also where there is none before it), ChangedSince.
    """
    with writing(by=by, at=at, draft=clause.draft, what="clause") as draft:
        held = _held(clause)
        check_seen(seen, clause_shown(held))
        before = draft.clauses.filter(place__in=(Place.WITHIN, Place.CUT), position__lt=held.position).last()
        if before is None:
            raise DraftGone
        first = f"{words['number']} {words['heading']}".strip()
        before.text = "\n".join(part for part in (before.text, first, words["text"].strip()) if part)
        before.save(update_fields=["text"])
        held.delete()
    return before


def add(
    *, by: User, at: datetime, draft: MouDraft, texts: Sequence[ClauseText], after: UUID | None, form_key: UUID
) -> list[DraftClause]:
    """Add clauses behind the clause `after` (None: first), once for each form; a text without words is to be written.

    Raises AccessDenied, DraftGone, TooManyClauses.
    """
    keys = [uuid5(form_key, str(place)) for place, _text in enumerate(texts)]
    with writing(by=by, at=at, draft=draft, what="clause") as held:
        before = list(held.clauses.filter(key__in=keys))
        if before:
            return before
        new = [of_text(text) for text in texts]
        for key, clause in zip(keys, new, strict=True):
            clause.draft, clause.key, clause.position = held, key, 0
        _insert(held, new, after)
    return new


def _held(clause: DraftClause) -> DraftClause:
    """The clause as it is now; the draft is held. Raises DraftGone for one that was joined to another meanwhile."""
    held: DraftClause | None = DraftClause.objects.filter(pk=clause.pk).first()
    if held is None:
        raise DraftGone
    return held


def _insert(draft: MouDraft, clauses: Sequence[DraftClause], after: UUID | None) -> None:
    """Put clauses, new ones or not, behind another, and count all positions anew. Raises TooManyClauses."""
    moved = {clause.pk for clause in clauses}
    others = [clause for clause in draft.clauses.all() if clause.pk not in moved]
    if len(others) + len(clauses) > MOST_CLAUSES:
        raise TooManyClauses
    places = [place for place, clause in enumerate(others, start=1) if clause.pk == after]
    at = places[0] if places else 0 if after is None else len(others)
    ordered = [*others[:at], *clauses, *others[at:]]
    for position, clause in enumerate(ordered, start=1):
        clause.position = position
    DraftClause.objects.bulk_create([clause for clause in clauses if clause._state.adding])
    DraftClause.objects.bulk_update(ordered, ["position"])
