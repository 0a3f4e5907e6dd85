"""What the tests of training's pages say again and again."""

from typing import Any

from training.actions.evidence import EvidenceGiven
from training.models import EvidenceKind

NEW = "/training/completions/new/"


def attested() -> EvidenceGiven:
    """Somebody's word."""
    return EvidenceGiven(kind=EvidenceKind.ATTESTATION, title="Led the session", attested_by="Lt. Dana Whitfield")


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
    }
    return {**given, **changed}
