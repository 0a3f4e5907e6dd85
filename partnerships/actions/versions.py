"""The MOU signed on paper: one side enters it, and may take it back until the other confirms it or sends it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.resending import sent_before
from common.refusals import SaidOtherwise
from common.scans import Paper, delete_files, write_files
from common.transitions import Move, StaleState, move
from ledger.actions.events import record
from ledger.seals import seal
from partnerships import notices
from partnerships.actions.partnerships import lock_partnership
from partnerships.blanks import blank_in
from partnerships.errors import (
    AlreadyDecided,
    BadTerm,
    BlankLeft,
    IncompleteMOU,
    NotAccepted,
    NotSignedYet,
    OwnVersion,
    ReasonMissing,
    WaitingAlready,
    WrongDays,
)
from partnerships.events import EventName
from partnerships.models import Agreement, Clause, Partnership, Scan, StoredPaper, Term, Version
from partnerships.reference import ClauseText
from partnerships.states import CONFIRM, REJECT, WITHDRAW, VersionState
from partnerships.subjects import Subject
from partnerships.terms import DEFAULT_TERMS, checked_term

NOUN = "partnerships.version"
PAPER_FIELDS = ("title", "signed_on", "signed_by_school", "signed_by_agency", "effective_on", "expires_on")
CLAUSE_FIELDS = tuple(one.name for one in fields(ClauseText) if one.name != "key")
SCAN_FACTS = ("name", "media_type", "size", "sha256", "original_size", "original_sha256")
CLAUSE_WORDS = ("number", "heading", "text", "key_words", "plain")  # what a person writes of a clause


@dataclass(frozen=True)
class VersionText:
    """What stands on the paper. `expires_on` is the first day on which it is no longer in force.

    `terms` maps a TermKey to its value, `grounds` to the number of the clause behind it; what is not
    among the terms is the written default and is kept as such.
    """

    title: str
    signed_on: date
    signed_by_school: str
    signed_by_agency: str
    effective_on: date
    expires_on: date
    clauses: Sequence[ClauseText]
    terms: Mapping[str, Any] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)


def enter(
    *,
    by: User,
    at: datetime,
    partnership: Partnership,
    side: Organization,
    text: VersionText,
    paper: Paper | StoredPaper | None = None,
    form_key: UUID,
) -> Version:
    """Enter for one side what both signed on paper; frozen from then on, and in force once the other side confirms.

    `paper` is a new scan, or one that is kept already, with a draft or an earlier version of the same MOU. The same
    form twice gives the same version. Raises AccessDenied, SaidOtherwise, NotAccepted, WaitingAlready, WrongDays,
    NotSignedYet, IncompleteMOU, BlankLeft, BadTerm.
    """
    if side.pk not in (partnership.district_id, partnership.agency_id):
        raise AccessDenied("not a side of this partnership")
    require(by=by, permission=Permission.MOU_ENTER, on=side, at=at)
    terms = _check_text(text)
    whose = {"entered_by_id": by.pk, "entered_for_id": side.pk}
    stored: Scan | None = None
    try:
        with transaction.atomic():
            lock_partnership(partnership)
            before = _entered_before(form_key, text, terms, paper, whose)
            if before is not None:
                return before
            _check_now(partnership, text, at)
            version = _insert(partnership, text, at=at, **whose, form_key=form_key)
            rows = _clauses(version, text.clauses)
            Term.objects.bulk_create(
                Term(version=version, key=key, value=value, clause=rows.get(text.grounds.get(key, "")))
                for key, value in terms.items()
            )
            if paper is not None:
                stored = _keep(version, paper, at)
            notices.mou_entered(version, at)
            record(
                action=EventName.VERSION_ENTERED,
                at=at,
                by=by,
                on=(NOUN, str(version.pk)),
                organization=side.pk,
                data={"number": version.number, "clauses": len(rows), **_sums(stored)},
                seals=[seal(version, "entered")],
            )
    except BaseException:
        # The database forgets by itself; the file must be taken away by hand.
        if stored is not None and isinstance(paper, Paper):
            delete_files(stored.file, stored.original)
        raise
    return version


def confirm(*, by: User, at: datetime, version: Version) -> Version:
    """Say for the other side that this is what was signed; in force by its own dates from then on.

    Raises AccessDenied, OwnVersion, AlreadyDecided.
    """
    side, right = check_deciding(by=by, version=version, at=at)
    with transaction.atomic():
        _move(version, CONFIRM, at, right, confirmed_by=by, confirmed_at=at)
        notices.mou_confirmed(version, at)
        record(
            action=EventName.VERSION_CONFIRMED,
            at=at,
            by=by,
            on=(NOUN, str(version.pk)),
            organization=side.pk,
            data={"number": version.number, "effective_on": version.effective_on, "expires_on": version.expires_on},
            seals=[seal(version, "confirmed")],
        )
    return version


def reject(*, by: User, at: datetime, version: Version, reason: str) -> Version:
    """Send it back with what is not right. Raises AccessDenied, OwnVersion, ReasonMissing, AlreadyDecided."""
    side, right = check_deciding(by=by, version=version, at=at)
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        _move(version, REJECT, at, right, rejected_by=by, rejected_at=at, rejection_reason=reason.strip())
        notices.mou_rejected(version, at)
        record(
            action=EventName.VERSION_REJECTED,
            at=at,
            by=by,
            on=(NOUN, str(version.pk)),
            organization=side.pk,
            data={"number": version.number},
            seals=[seal(version, "rejected")],
        )
    return version


def withdraw(*, by: User, at: datetime, version: Version) -> Version:
    """Take it back for the side that entered it, before the other side has answered. Raises AccessDenied,
    AlreadyDecided."""
    side = version.entered_for
    right = require(by=by, permission=Permission.MOU_ENTER, on=side, at=at)
    with transaction.atomic():
        _move(version, WITHDRAW, at, right, withdrawn_by=by)
        notices.mou_withdrawn(version, at)
        record(
            action=EventName.VERSION_WITHDRAWN,
            at=at,
            by=by,
            on=(NOUN, str(version.pk)),
            organization=side.pk,
            data={"number": version.number},
            seals=[seal(version, "withdrawn")],
        )
    return version


def _check_text(text: VersionText) -> dict[str, Any]:
    """All terms, defaults filled in and typed, when such a text can be kept."""
    if text.expires_on <= text.effective_on:
        raise WrongDays
    numbers = [clause.number for clause in text.clauses]
    if not numbers or len(set(numbers)) < len(numbers) or not all(numbers):
        raise IncompleteMOU
    if any(clause.subject and clause.subject not in Subject.values for clause in text.clauses):
        raise IncompleteMOU
    if not set(filter(None, text.grounds.values())) <= set(numbers):
        raise BadTerm
    _check_blanks(text)
    try:
        return {str(key): checked_term(key, value) for key, value in {**DEFAULT_TERMS, **text.terms}.items()}
    except ValueError as error:
        raise BadTerm from error


def _check_blanks(text: VersionText) -> None:
    """Raise BlankLeft, naming the clause, where anything is still to be filled in."""
    blank = blank_in(text.title, text.signed_by_school, text.signed_by_agency)
    if blank:
        words = _("The title or a name still has the blank “%(blank)s”. Write what the paper says there.")
        raise BlankLeft(words % {"blank": blank})
    for clause in text.clauses:
        blank = blank_in(*(getattr(clause, name) for name in CLAUSE_WORDS))
        if blank:
            words = _("Clause %(number)s still has the blank “%(blank)s”. Write what the paper says there.")
            raise BlankLeft(words % {"number": clause.number, "blank": blank})


def _check_now(partnership: Partnership, text: VersionText, at: datetime) -> None:
    """Raise unless a version can be entered at that moment."""
    if partnership.accepted_at is None:
        raise NotAccepted
    if Version.objects.filter(agreement__partnership=partnership.pk, state=VersionState.ENTERED).exists():
        raise WaitingAlready
    if text.signed_on > partnership.district.today(at):
        raise NotSignedYet


def _entered_before(
    form_key: UUID,
    text: VersionText,
    terms: Mapping[str, Any],
    paper: Paper | StoredPaper | None,
    whose: Mapping[str, Any],
) -> Version | None:
    """What the same form entered when it was sent before. Raises AccessDenied, SaidOtherwise."""
    before = sent_before(
        Version.objects.filter(form_key=form_key),
        whose=whose,
        said={name: getattr(text, name) for name in PAPER_FIELDS},
    )
    if before is None:
        return None
    scans = [(paper.sha256, paper.original_sha256)] if paper else []
    clauses = [tuple(getattr(clause, name) for name in CLAUSE_FIELDS) for clause in text.clauses]
    agreed = {key: (value, text.grounds.get(key) or None) for key, value in terms.items()}
    if (
        list(before.clauses.order_by("position").values_list(*CLAUSE_FIELDS)) != clauses
        or {key: tuple(rest) for key, *rest in before.terms.values_list("key", "value", "clause__number")} != agreed
        or list(Scan.objects.filter(version=before).values_list("sha256", "original_sha256")) != scans
    ):
        raise SaidOtherwise
    return before


def _insert(partnership: Partnership, text: VersionText, *, at: datetime, **entered: Any) -> Version:
    """The next version of the agreement."""
    agreement, _made = Agreement.objects.get_or_create(partnership=partnership, defaults={"created_at": at})
    last = agreement.versions.aggregate(last=Max("number"))["last"] or 0
    paper = {name: getattr(text, name) for name in PAPER_FIELDS}
    return Version.objects.create(agreement=agreement, number=last + 1, entered_at=at, **paper, **entered)


def _clauses(version: Version, clauses: Sequence[ClauseText]) -> dict[str, Clause]:
    rows = Clause.objects.bulk_create(
        Clause(
            version=version,
            key=clause.key or uuid4(),
            position=position,
            **{name: getattr(clause, name) for name in CLAUSE_FIELDS},
        )
        for position, clause in enumerate(clauses, start=1)
    )
    return {row.number: row for row in rows}


def _keep(version: Version, paper: Paper | StoredPaper, at: datetime) -> Scan:
    """Lay the scan beside its version: new bytes under random names, or the files that are kept already."""
    if isinstance(paper, StoredPaper):
        return Scan.objects.create(version=version, added_at=at, **kept_facts(paper))
    scan = Scan(version=version, name=paper.name, added_at=at, **paper.facts)
    write_files(paper, scan.file, scan.original)
    try:
        scan.save(force_insert=True)
    except BaseException:
        delete_files(scan.file, scan.original)
        raise
    return scan


def kept_facts(paper: StoredPaper) -> dict[str, Any]:
    """The files of a paper that is kept already and what is said about them, for another row that has them too."""
    files = {"file": paper.file.name, "original": paper.original.name}
    return {**{name: getattr(paper, name) for name in SCAN_FACTS}, **files}


def _sums(scan: Scan | None) -> dict[str, str]:
    """The SHA-256 of its files; that of the picture as it was sent only where one is kept."""
    if scan is None:
        return {"scan": ""}
    return {"scan": scan.sha256, **({"original": scan.original_sha256} if scan.original_sha256 else {})}


def check_deciding(*, by: User, version: Version, at: datetime) -> tuple[Organization, Permission]:
    """The side that decides and the right by which this person decides for it. Raises AccessDenied, OwnVersion."""
    side = version.confirming_side
    right = require(by=by, permission=Permission.MOU_CONFIRM, on=side, at=at)
    if by.pk == version.entered_by_id:
        raise OwnVersion
    return side, right


def _move(version: Version, step: Move, at: datetime, right: Permission, **changes: Any) -> None:
    """One move of the row, and of the object in hand. Raises AlreadyDecided for whoever came second."""
    try:
        move(Version, version.pk, step, at=at, right=right, **changes)
    except StaleState as error:
        raise AlreadyDecided from error
    version.refresh_from_db()
