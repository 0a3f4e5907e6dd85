"""The one writer of disclosures: what crosses, as it crosses, on which ground, under which clause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Organization, User
from incidents.choices import CROSSING_TEXTS, IDENTITY_BASES, About, Basis, Crime, Danger, Direction
from incidents.errors import ForeignClause, IdentityNotAllowed, IncompleteReferral
from incidents.limits import GROUND_NEEDS
from incidents.models import Disclosure, DisclosureText, Participant, Referral
from partnerships.models import Clause
from partnerships.scoping import Cover
from partnerships.subjects import Subject
from partnerships.terms import IdentitySharing, TermKey


@dataclass(frozen=True)
class IdentityBasis:
    """The ground on which names from a school record cross, with what the law wants written down."""

    basis: Basis
    ground: Mapping[str, str] = field(default_factory=dict)


def check_identity(*, referral: Referral, cover: Cover, identity: IdentityBasis) -> None:
    """Raise IdentityNotAllowed against the MOU's term or the ground, IncompleteReferral for an unwritten ground.

    Without an MOU in force, grace included, identity never crosses.
    """
    if identity.basis not in IDENTITY_BASES:
        raise IdentityNotAllowed("personal observation carries no identity from a record")
    emergency = referral.danger in (Danger.NOW, Danger.OVER)
    if identity.basis == Basis.EMERGENCY and not emergency:
        raise IdentityNotAllowed("no emergency was stated")
    sharing = cover.terms.identity_sharing if cover.in_force else IdentitySharing.NEVER
    allowed = sharing == IdentitySharing.ALWAYS or (
        sharing == IdentitySharing.CRIME_OR_EMERGENCY and (referral.crime == Crime.YES or emergency)
    )
    if not allowed:
        raise IdentityNotAllowed(f"the MOU's term is {sharing}")
    missing = [name for name in GROUND_NEEDS.get(identity.basis, ()) if not identity.ground.get(name, "").strip()]
    if missing:
        raise IncompleteReferral(missing)


def referral_projection(
    referral: Referral,
    *,
    participants: Iterable[Participant],
    with_identity: bool,
    writer: Mapping[str, str],
    sender: Mapping[str, str],
) -> dict[str, Any]:
    """What the agency reads of a referral: the row's facts, the shared texts, the people; never a school-only text."""
    texts = {text.kind: text.text for text in referral.texts.filter(kind__in=CROSSING_TEXTS)}
    return {
        "number": referral.number,
        "school": referral.school.name,
        "district": referral.district.name,
        "time_zone": referral.school.time_zone,
        "danger": referral.danger,
        "crime": referral.crime,
        "started_by": referral.started_by,
        "behavior": referral.behavior,
        "place": referral.place,
        "occurred_at": referral.occurred_at.isoformat() if referral.occurred_at else "",
        "submitted_at": referral.submitted_at.isoformat() if referral.submitted_at else "",
        "writer": dict(writer),
        "sender": dict(sender),
        "texts": texts,
        "participants": [participant_projection(one, with_identity) for one in participants],
    }


def participant_projection(participant: Participant, with_identity: bool) -> dict[str, str]:
    """A person as the agency reads them; name and number only where identity crosses."""
    told = {"role": participant.role, "kind": participant.kind, "description": participant.description}
    identity = getattr(participant, "identity", None)
    if with_identity and identity is not None:
        told |= {"name": identity.name, "student_number": identity.student_number}
    return told


def clause_projection(clause: Clause | None) -> dict[str, str] | None:
    """A clause as it is cited across the fence."""
    if clause is None:
        return None
    return {
        "id": str(clause.pk),
        "number": clause.number,
        "heading": clause.heading,
        "plain": clause.plain,
        "version": str(clause.version.number),
    }


def require_clause_of(clause: Clause | None, referral: Referral) -> None:
    """Raise ForeignClause when the clause is not of the MOU the referral was made under."""
    if clause is not None and clause.version.agreement.partnership_id != referral.partnership_id:
        raise ForeignClause(str(clause.pk))


def tell_agency(
    *,
    referral: Referral,
    cover: Cover,
    about: About,
    subject_id: UUID,
    projection: Mapping[str, Any],
    by: User,
    at: datetime,
    identity: IdentityBasis | None = None,
) -> Disclosure:
    """School to police. What staff saw themselves is the ground, unless identity crosses on one of its own."""
    terms = (TermKey.IDENTITY_SHARING,) if identity else ()
    return _cross(
        referral=referral,
        cover=cover,
        direction=Direction.TO_AGENCY,
        about=about,
        subject_id=subject_id,
        projection=projection,
        by=by,
        at=at,
        basis=Basis.OBSERVATION,
        identity=identity,
        clause_id=_grounding(cover, terms, Subject.IDENTITY if identity else Subject.INFORMATION),
    )


def tell_school(
    *,
    referral: Referral,
    cover: Cover,
    about: About,
    subject_id: UUID,
    projection: Mapping[str, Any],
    by: User,
    at: datetime,
) -> Disclosure:
    """Police to school: the agency's own record, reported back under the MOU."""
    terms = (TermKey.OUTCOMES_REPORTED,) if about == About.OUTCOME else ()
    return _cross(
        referral=referral,
        cover=cover,
        direction=Direction.TO_SCHOOL,
        about=about,
        subject_id=subject_id,
        projection=projection,
        by=by,
        at=at,
        basis=Basis.AGENCY_RECORD,
        identity=None,
        clause_id=_grounding(cover, terms, Subject.INFORMATION),
    )


def _cross(
    *,
    referral: Referral,
    cover: Cover,
    direction: Direction,
    about: About,
    subject_id: UUID,
    projection: Mapping[str, Any],
    by: User,
    at: datetime,
    basis: Basis,
    identity: IdentityBasis | None,
    clause_id: UUID | None,
) -> Disclosure:
    ends: tuple[Organization, Organization] = (referral.district, cover.partnership.agency)
    source, recipient = ends if direction == Direction.TO_AGENCY else reversed(ends)
    disclosure = Disclosure.objects.create(
        referral=referral,
        partnership=cover.partnership,
        direction=direction,
        source=source,
        recipient=recipient,
        about=about,
        subject_id=subject_id,
        basis=basis,
        identity_basis=identity.basis if identity else "",
        clause_id=clause_id,
        fields=fields_of(projection),
        by=by,
        at=at,
    )
    DisclosureText.objects.create(
        disclosure=disclosure, projection=projection, ground=dict(identity.ground) if identity else {}
    )
    return disclosure


def _grounding(cover: Cover, terms: Iterable[str], subject: Subject) -> UUID | None:
    """The clause that grounds the term; else the version's first clause on the subject; None where there is none."""
    if cover.version is None:
        return None
    for term in cover.version.terms.all():
        if term.key in terms and term.clause_id:
            return term.clause_id
    wanted = [subject, Subject.INFORMATION]
    found = {
        clause.subject: clause.pk
        for clause in Clause.objects.filter(version=cover.version, subject__in=wanted).order_by("-position")
    }
    return found.get(wanted[0]) or found.get(wanted[1])


def fields_of(projection: Mapping[str, Any]) -> list[str]:
    """The names of what a projection carries, nested ones with a dot; empty values carry nothing."""
    names: set[str] = set()
    for key, value in projection.items():
        inner = [value] if isinstance(value, Mapping) else value if isinstance(value, list) else None
        if inner is None:
            names |= {key} if value not in ("", None) else set()
            continue
        for part in inner:
            names |= {f"{key}.{name}" for name in fields_of(part)}
    return sorted(names)
