"""What the tests of training's pages say again and again."""

from typing import Any
from uuid import uuid4

from training.actions.evidence import NewEvidence
from training.models import EvidenceKind

NEW = "/training/completions/new/"


def attested() -> NewEvidence:
    """Somebody's word."""
    return NewEvidence(kind=EvidenceKind.ATTESTATION, title="Led the session", attested_by="Lt. Dana Whitfield")


def entry(course: Any, /, *people: Any, **changed: Any) -> dict[str, Any]:
    """A whole entry on somebody's word, as the page sends it."""
    given = {
        "course": course.pk,
        "completed_on": "2026-10-13",
        "hours": "",
        "kind": "attestation",
        "attested_by": "Lt. Dana Whitfield",
        "title": "",
        "people": [one.pk for one in people],
        "form_key": uuid4(),
    }
    return {**given, **changed}
