"""What shows that people took a course: a certificate, a sheet, or somebody's word."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import Organization, User
from common.scans import Paper, delete_files, write_files
from training.errors import EvidenceMissing
from training.models import Evidence, EvidenceKind


@dataclass(frozen=True)
class NewEvidence:
    """What is put forward. `paper` is the file as `common.scans` passed it, `attested_by` who gives their word."""

    kind: str
    title: str
    attested_by: str = ""
    paper: Paper | None = None


def check_evidence(given: NewEvidence) -> None:
    """Raise EvidenceMissing unless it is named, and shows something."""
    shown = given.attested_by.strip() if given.kind == EvidenceKind.ATTESTATION else given.paper
    if given.kind not in EvidenceKind.values or not given.title.strip() or not shown:
        raise EvidenceMissing


def store(*, by: User, at: datetime, organization: Organization, given: NewEvidence, form_key: UUID) -> Evidence:
    """Write it beside its side, in the caller's transaction; the file lies under a random name.

    Whoever calls takes the file away when the transaction fails: the database forgets by itself, a disk does not.
    """
    evidence = Evidence(
        organization=organization,
        kind=given.kind,
        title=given.title.strip(),
        attested_by=given.attested_by.strip(),
        added_by=by,
        added_at=at,
        form_key=form_key,
    )
    if given.paper is not None:
        evidence.file_name = given.paper.name
        for name, value in given.paper.facts.items():
            setattr(evidence, name, value)
        write_files(given.paper, evidence.file, evidence.original)
    try:
        evidence.save(force_insert=True)
    except BaseException:
        delete_file(evidence)
        raise
    return evidence


def delete_file(evidence: Evidence) -> None:
    """Take the file away of evidence that was not kept after all, and the picture as it was sent."""
    delete_files(evidence.file, evidence.original)
