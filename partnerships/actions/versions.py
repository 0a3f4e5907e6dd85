"""The MOU signed on paper: one side enters it, the other confirms it or sends it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from common.scans import Paper
from common.transitions import Move, StaleState, move
from ledger.actions.events import record
from partnerships import notices
from partnerships.errors import (
    AlreadyDecided,
    BadTerm,
    IncompleteMOU,
    NotAccepted,
    NotSignedYet,
    OwnVersion,
    ReasonMissing,
    WaitingAlready,
    WrongDays,
)
from partnerships.events import EventName
from partnerships.models import Agreement, Clause, Partnership, Scan, Term, Version
from partnerships.reference import ClauseText
from partnerships.states import CONFIRM, REJECT, VersionState
from partnerships.subjects import Subject
from partnerships.terms import DEFAULT_TERMS, checked_term

NOUN = "partnerships.version"


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
    paper: Paper | Scan | None = None,
) -> Version:
    """Enter for one side what both signed on paper; frozen from then on, and in force once the other side confirms.

    `paper` is a new scan, or that of an earlier version of the same MOU. Raises AccessDenied, NotAccepted,
    WaitingAlready, WrongDays, NotSignedYet, IncompleteMOU, BadTerm.
    """
    if side.pk not in (partnership.district_id, partnership.agency_id):
        raise AccessDenied("not a side of this partnership")
    require(by=by, permission=Permission.MOU_ENTER, on=side, at=at)
    terms = _check(partnership, text)
    if text.signed_on > partnership.district.today(at):
        raise NotSignedYet
    stored: Scan | None = None
    try:
        with transaction.atomic():
            version = _insert(partnership, side, text, by, at)
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
                data={"number": version.number, "clauses": len(rows), "scan": stored.sha256 if stored else ""},
            )
    except BaseException:
        # The database forgets by itself; the file must be taken away by hand.
        if stored is not None and isinstance(paper, Paper):
            stored.file.delete(save=False)
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
        )
    return version


def _check(partnership: Partnership, text: VersionText) -> dict[str, Any]:
    """All terms, defaults filled in and typed, when the text can be kept."""
    if partnership.accepted_at is None:
        raise NotAccepted
    if Version.objects.filter(agreement__partnership=partnership.pk, state=VersionState.ENTERED).exists():
        raise WaitingAlready
    if text.expires_on <= text.effective_on:
        raise WrongDays
    numbers = [clause.number for clause in text.clauses]
    if not numbers or len(set(numbers)) < len(numbers) or not all(numbers):
        raise IncompleteMOU
    if any(clause.subject and clause.subject not in Subject.values for clause in text.clauses):
        raise IncompleteMOU
    if not set(filter(None, text.grounds.values())) <= set(numbers):
        raise BadTerm
    try:
        return {str(key): checked_term(key, value) for key, value in {**DEFAULT_TERMS, **text.terms}.items()}
    except ValueError as error:
        raise BadTerm from error


def _insert(partnership: Partnership, side: Organization, text: VersionText, by: User, at: datetime) -> Version:
    """The next version of the agreement; of two entered at once the database keeps one."""
    try:
        with transaction.atomic():
            agreement, _made = Agreement.objects.get_or_create(partnership=partnership, defaults={"created_at": at})
            last = agreement.versions.aggregate(last=Max("number"))["last"] or 0
            return Version.objects.create(
                agreement=agreement,
                number=last + 1,
                title=text.title,
                signed_on=text.signed_on,
                signed_by_school=text.signed_by_school,
                signed_by_agency=text.signed_by_agency,
                effective_on=text.effective_on,
                expires_on=text.expires_on,
                entered_by=by,
                entered_for=side,
                entered_at=at,
            )
    except IntegrityError as error:
        raise WaitingAlready from error


def _clauses(version: Version, clauses: Sequence[ClauseText]) -> dict[str, Clause]:
    rows = Clause.objects.bulk_create(
        Clause(
            version=version,
            number=clause.number,
            position=position,
            subject=clause.subject,
            heading=clause.heading,
            text=clause.text,
            key_words=clause.key_words,
            plain=clause.plain,
        )
        for position, clause in enumerate(clauses, start=1)
    )
    return {row.number: row for row in rows}


def _keep(version: Version, paper: Paper | Scan, at: datetime) -> Scan:
    """Lay the scan beside its version: new bytes under a random name, or the file an earlier version has."""
    if isinstance(paper, Scan):
        return Scan.objects.create(
            version=version,
            file=paper.file.name,
            name=paper.name,
            media_type=paper.media_type,
            size=paper.size,
            sha256=paper.sha256,
            added_at=at,
        )
    scan = Scan(
        version=version,
        name=paper.name,
        media_type=paper.media_type,
        size=len(paper.content),
        sha256=paper.sha256,
        added_at=at,
    )
    scan.file.save(paper.stored_name, ContentFile(paper.content), save=False)
    try:
        scan.save(force_insert=True)
    except BaseException:
        scan.file.delete(save=False)
        raise
    return scan


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
