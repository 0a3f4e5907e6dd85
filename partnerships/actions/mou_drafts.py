"""Entering an MOU as one goes: a draft of one side is begun, written part by part, discarded, or sent to the other."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from textwrap import shorten
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.resending import sent_before
from common.checkpoint import checkpoint_after_commit
from common.scans import Paper, delete_files, write_files
from common.versions import check_seen
from ledger.actions.events import record
from partnerships.actions import versions
from partnerships.actions.partnerships import lock_partnership
from partnerships.actions.versions import VersionText, kept_facts
from partnerships.blanks import with_days, without_days
from partnerships.cutting import Kind, cut
from partnerships.draft_status import FACTS, DraftStatus, draft_shown, facts_shown, status_of, terms_shown
from partnerships.errors import (
    AlreadyBegun,
    BadTerm,
    DraftGone,
    NotAccepted,
    NothingPasted,
    StillMissing,
    TooManyClauses,
    TooMuchPasted,
    WaitingAlready,
)
from partnerships.events import EventName
from partnerships.models import (
    DraftClause,
    DraftOrigin,
    DraftScan,
    DraftTerm,
    MouDraft,
    Partnership,
    Place,
    Scan,
    StoredPaper,
    Version,
)
from partnerships.reference import MODEL_GROUNDS, ClauseText, model_clauses
from partnerships.states import TO_CORRECT, VersionState
from partnerships.terms import DEFAULT_TERMS, checked_term

NOUN = "partnerships.mou_draft"
MOST_CLAUSES = 300
MOST_CHARACTERS = 300_000  # of a pasted text
LONGEST_NUMBER, LONGEST_HEADING = 12, 120
COPIED = ("subject", "heading", "text", "key_words", "plain")


@dataclass(frozen=True)
class Beginning:
    """What a draft begins with: its clauses in their order, what follows from them, and the version it goes on from."""

    clauses: list[DraftClause]
    terms: Mapping[str, Any]
    grounds: Mapping[str, str]
    follows: Version | None = None


def begin(
    *, by: User, at: datetime, partnership: Partnership, side: Organization, origin: str, form_key: UUID, text: str = ""
) -> MouDraft:
    """Begin a draft for one side with our model clauses, the version before, or a pasted text; once for each form.

    Raises AccessDenied, NotAccepted, WaitingAlready, AlreadyBegun, NothingPasted, TooMuchPasted, TooManyClauses.
    """
    if side.pk not in (partnership.district_id, partnership.agency_id):
        raise AccessDenied("not a side of this partnership")
    require(by=by, permission=Permission.MOU_ENTER, on=side, at=at)
    with transaction.atomic():
        lock_partnership(partnership)
        whose = {"begun_by_id": by.pk, "side_id": side.pk, "partnership_id": partnership.pk}
        before = sent_before(MouDraft.objects.filter(form_key=form_key), whose=whose, said={"origin": origin})
        if before is not None:
            return before
        _check_now(partnership, side)
        beginning = _beginning(partnership, origin, text)
        draft = MouDraft.objects.create(
            **whose,
            origin=origin,
            form_key=form_key,
            begun_at=at,
            changed_by=by,
            changed_at=at,
            **_facts_of(beginning.follows),
        )
        _write(draft, beginning, at)
        _record(EventName.DRAFT_BEGUN, by=by, at=at, draft=draft, data={"origin": str(origin)})
    return draft


def save_facts(*, by: User, at: datetime, draft: MouDraft, facts: Mapping[str, Any], seen: str) -> MouDraft:
    """Save the general facts, whole or not. `seen` is the version of those on the page.

    Raises AccessDenied, DraftGone, ChangedSince.
    """
    with writing(by=by, at=at, draft=draft, what="facts") as held:
        check_seen(seen, facts_shown(held))
        for name in FACTS:
            setattr(held, name, facts[name])
    return held


def save_terms(
    *, by: User, at: datetime, draft: MouDraft, terms: Mapping[str, Any], grounds: Mapping[str, str], seen: str
) -> MouDraft:
    """Save the terms; `grounds` names the draft's clause behind each by its key, where there is one.

    Raises AccessDenied, DraftGone, ChangedSince, BadTerm.
    """
    try:
        checked = {str(key): checked_term(key, value) for key, value in terms.items()}
    except ValueError as error:
        raise BadTerm from error
    with writing(by=by, at=at, draft=draft, what="terms") as held:
        rows = {term.key: term for term in held.terms.all()}
        check_seen(seen, terms_shown(status_of(held).terms))
        clauses = {str(clause.pk): clause for clause in held.clauses.filter(place__in=(Place.WITHIN, Place.CUT))}
        for key, value in checked.items():
            rows[key].value, rows[key].clause = value, clauses.get(grounds.get(key, ""))
        DraftTerm.objects.bulk_update(rows.values(), ["value", "clause"])
        held.terms_seen = True
    return held


def save_scan(*, by: User, at: datetime, draft: MouDraft, paper: Paper) -> MouDraft:
    """Keep the scan of the signed paper with the draft, in place of the one before. Raises AccessDenied, DraftGone."""
    scan = DraftScan(name=paper.name, **paper.facts)
    write_files(paper, scan.file, scan.original)
    try:
        with writing(by=by, at=at, draft=draft, what="scan") as held:
            _drop_scan(held)
            scan.draft, scan.added_at = held, at
            scan.save(force_insert=True)
    except BaseException:
        # The database forgets by itself; the file must be taken away by hand.
        delete_files(scan.file, scan.original)
        raise
    return held


def discard(*, by: User, at: datetime, draft: MouDraft, seen: str | None = None) -> None:
    """Delete a draft with all it holds; one that is gone already is no fault. Raises AccessDenied, ChangedSince."""
    require(by=by, permission=Permission.MOU_ENTER, on=draft.side, at=at)
    with transaction.atomic():
        held: MouDraft | None = MouDraft.objects.locked(draft.pk)
        if held is None:
            return
        check_seen(seen, draft_shown(status_of(held)))
        _drop_scan(held)
        held.delete()
        checkpoint_after_commit()
        _record(EventName.DRAFT_DISCARDED, by=by, at=at, draft=draft)


def send(*, by: User, at: datetime, draft: MouDraft, seen: str) -> Version:
    """Enter what the draft says as the next version, for the other side to confirm; the draft is over then.

    `seen` is the version of what the check page showed. The same draft sent twice is one version. Raises AccessDenied,
    DraftGone, ChangedSince, StillMissing, and all that `versions.enter` raises.
    """
    require(by=by, permission=Permission.MOU_ENTER, on=draft.side, at=at)
    with transaction.atomic():
        lock_partnership(draft.partnership)
        held: MouDraft | None = MouDraft.objects.locked(draft.pk)
        if held is None:
            raise DraftGone
        status = status_of(held)
        check_seen(seen, draft_shown(status))
        if status.missing:
            raise StillMissing
        version = versions.enter(
            by=by,
            at=at,
            partnership=held.partnership,
            side=held.side,
            text=text_of(status),
            paper=status.scan,
            form_key=held.pk,
        )
        held.delete()
        checkpoint_after_commit()
    return version


def text_of(status: DraftStatus) -> VersionText:
    """The draft as an MOU, with its days in the blanks for them. Raises StillMissing where a day is not there."""
    draft = status.draft
    first, last = draft.effective_on, draft.last_day
    if draft.signed_on is None or first is None or last is None:
        raise StillMissing
    within = {row.clause.pk: row.clause for row in status.within}
    clauses = [
        ClauseText(
            key=clause.key,
            subject=clause.subject,
            **{name: with_days(getattr(clause, name), first, last) for name in versions.CLAUSE_WORDS},
        )
        for clause in within.values()
    ]
    return VersionText(
        title=draft.title,
        signed_on=draft.signed_on,
        signed_by_school=draft.signed_by_school,
        signed_by_agency=draft.signed_by_agency,
        effective_on=first,
        expires_on=last + timedelta(days=1),
        clauses=clauses,
        terms={term.key: term.value for term in status.terms},
        grounds={term.key: within[term.clause_id].number for term in status.terms if term.clause_id in within},
    )


@contextmanager
def writing(*, by: User, at: datetime, draft: MouDraft, what: str) -> Iterator[MouDraft]:
    """The draft as it is now, held while one part of it (`what`) is written; who wrote when is kept, and the event.

    Raises AccessDenied, DraftGone.
    """
    require(by=by, permission=Permission.MOU_ENTER, on=draft.side, at=at)
    with transaction.atomic():
        held: MouDraft | None = MouDraft.objects.locked(draft.pk)
        if held is None:
            raise DraftGone
        yield held
        held.changed_by, held.changed_at = by, at
        held.save()
        _record(EventName.DRAFT_CHANGED, by=by, at=at, draft=held, data={"what": what})


def _check_now(partnership: Partnership, side: Organization) -> None:
    """Raise unless a draft can be begun at this moment."""
    if partnership.accepted_at is None:
        raise NotAccepted
    if Version.objects.filter(agreement__partnership=partnership.pk, state=VersionState.ENTERED).exists():
        raise WaitingAlready
    if MouDraft.objects.filter(partnership=partnership, side=side).exists():
        raise AlreadyBegun


def _beginning(partnership: Partnership, origin: str, text: str) -> Beginning:
    """What the draft begins with. A version to begin from that is not there gives way to our model clauses."""
    previous = Version.objects.filter(agreement__partnership=partnership).order_by("-number").first()
    if origin == DraftOrigin.PASTED:
        return Beginning(_pasted(text), DEFAULT_TERMS, {}, previous)
    if origin == DraftOrigin.LAST and previous is not None:
        rows = list(previous.terms.select_related("clause"))
        clauses = [
            DraftClause(
                key=one.key,
                number=one.number,
                **{name: getattr(one, name) for name in COPIED}
                | {"text": without_days(one.text, previous.effective_on, previous.last_day)},
            )
            for one in previous.clauses.all()
        ]
        terms = {**DEFAULT_TERMS, **{row.key: row.value for row in rows}}
        return Beginning(clauses, terms, {row.key: row.clause.number for row in rows if row.clause}, previous)
    model = model_clauses(district=partnership.district.name, agency=partnership.agency.name)
    return Beginning([of_text(one) for one in model if one.core], DEFAULT_TERMS, MODEL_GROUNDS, previous)


def of_text(text: ClauseText) -> DraftClause:
    """A clause of our model text as one of a draft, without a row yet."""
    return DraftClause(number=text.number, **{name: getattr(text, name) for name in COPIED})


def _pasted(text: str) -> list[DraftClause]:
    """The pieces of a pasted text, each to be looked at; a number or a heading is proposed where the text has none.

    Raises NothingPasted, TooMuchPasted, TooManyClauses.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooMuchPasted
    pieces = cut(text)
    if not any(piece.text or piece.heading for piece in pieces):
        raise NothingPasted
    if len(pieces) > MOST_CLAUSES:
        raise TooManyClauses
    unnumbered = not any(piece.number for piece in pieces)
    found = []
    for piece in pieces:
        clause = DraftClause(place=Place.CUT, number=piece.number, heading=piece.heading, text=piece.text)
        if len(piece.number) > LONGEST_NUMBER or len(piece.heading) > LONGEST_HEADING:
            clause = DraftClause(place=Place.CUT, text=piece.source.strip())
        if piece.kind != Kind.CLAUSE:
            clause.place, clause.loose = Place.LOOSE, piece.kind.value
        elif not clause.heading:
            clause.heading = _first_words(clause.text)
        found.append(clause)
    if unnumbered:
        for number, clause in enumerate((one for one in found if one.place == Place.CUT), start=1):
            clause.number = str(number)
    return found


def _first_words(text: str) -> str:
    """What is proposed as the heading of a clause without one."""
    return shorten(text, 60, placeholder="").rstrip(" ,;:.")


def _facts_of(follows: Version | None) -> dict[str, Any]:
    """The paper's own facts again when it is to be corrected; for a new paper only its title."""
    if follows is None:
        return {}
    if follows.state not in TO_CORRECT:
        return {"title": follows.title, "follows": follows}
    return {**{name: getattr(follows, name) for name in FACTS}, "follows": follows, "terms_seen": True}


def _write(draft: MouDraft, beginning: Beginning, at: datetime) -> None:
    """The rows of a new draft; a version to be corrected by the side that entered it gives its scan."""
    for position, clause in enumerate(beginning.clauses, start=1):
        clause.draft, clause.position = draft, position
    rows = DraftClause.objects.bulk_create(beginning.clauses)
    numbered = {row.number: row for row in rows}
    DraftTerm.objects.bulk_create(
        DraftTerm(draft=draft, key=key, value=value, clause=numbered.get(beginning.grounds.get(key, "")))
        for key, value in beginning.terms.items()
    )
    follows = beginning.follows
    if follows is not None and follows.state in TO_CORRECT and follows.entered_for_id == draft.side_id:
        scan = Scan.objects.filter(version=follows).first()
        if scan is not None:
            DraftScan.objects.create(draft=draft, added_at=at, **kept_facts(scan))


def _drop_scan(draft: MouDraft) -> None:
    """Take away the scan of a draft; its files go too, once that is certain, unless a version has them."""
    scan: StoredPaper | None = DraftScan.objects.filter(draft=draft).first()
    if scan is None:
        return
    DraftScan.objects.filter(pk=scan.pk).delete()
    kept = (Scan, DraftScan)
    if not any(model.objects.filter(file=scan.file.name).exists() for model in kept):
        files = scan.file, scan.original
        transaction.on_commit(lambda: delete_files(*files), robust=True)


def _record(
    action: EventName, *, by: User, at: datetime, draft: MouDraft, data: Mapping[str, Any] | None = None
) -> None:
    record(action=action, at=at, by=by, on=(NOUN, str(draft.pk)), organization=draft.side_id, data=dict(data or {}))
