"""The one writer of disclosures: what crosses, as it crosses, on which ground, under which clause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from accounts.models import User
from incidents.choices import IDENTITY_BASES, About, Basis, Crime, Danger, Direction
from incidents.errors import ForeignClause, IdentityNotAllowed, IncompleteReferral
from incidents.limits import GROUND_NEEDS
from incidents.models import Disclosure, DisclosureText, Referral
from incidents.projection import Projection, names_in
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
        raise IdentityNotAllowed
    emergency = referral.danger in (Danger.NOW, Danger.OVER)
    if identity.basis == Basis.EMERGENCY and not emergency:
        raise IdentityNotAllowed
    sharing = cover.terms.identity_sharing if cover.in_force else IdentitySharing.NEVER
    allowed = sharing == IdentitySharing.ALWAYS or (
        sharing == IdentitySharing.CRIME_OR_EMERGENCY and (referral.crime == Crime.YES or emergency)
    )
    if not allowed:
        raise IdentityNotAllowed
    missing = [name for name in GROUND_NEEDS.get(identity.basis, ()) if not identity.ground.get(name, "").strip()]
    if missing:
        raise IncompleteReferral(missing)


def require_clause_of(clause: Clause | None, referral: Referral) -> None:
    """Raise ForeignClause when the clause is not of the MOU the referral was made under."""
    if clause is not None and clause.version.agreement.partnership_id != referral.partnership_id:
        raise ForeignClause


@dataclass(frozen=True)
class Matter:
    """What a disclosure carries: about what, of which row, in which words."""

    about: About
    subject_id: UUID
    projection: Projection


def tell_agency(
    matter: Matter, *, referral: Referral, cover: Cover, by: User, at: datetime, identity: IdentityBasis | None = None
) -> Disclosure:
    """School to police. What staff saw themselves is the ground, unless identity crosses on one of its own."""
    terms = (TermKey.IDENTITY_SHARING,) if identity else ()
    disclosure = Disclosure(
        partnership=cover.partnership,
        direction=Direction.TO_AGENCY,
        source=referral.district,
        recipient=cover.partnership.agency,
        basis=Basis.OBSERVATION,
        identity_basis=identity.basis if identity else "",
        clause_id=_grounding(cover, terms, Subject.IDENTITY if identity else Subject.INFORMATION),
    )
    return _cross(disclosure, matter, referral=referral, by=by, at=at, ground=identity.ground if identity else {})


def tell_school(matter: Matter, *, referral: Referral, cover: Cover, by: User, at: datetime) -> Disclosure:
    """Police to school: the agency's own record, reported back under the MOU."""
    terms = (TermKey.OUTCOMES_REPORTED,) if matter.about == About.OUTCOME else ()
    disclosure = Disclosure(
        partnership=cover.partnership,
        direction=Direction.TO_SCHOOL,
        source=cover.partnership.agency,
        recipient=referral.district,
        basis=Basis.AGENCY_RECORD,
        clause_id=_grounding(cover, terms, Subject.INFORMATION),
    )
    return _cross(disclosure, matter, referral=referral, by=by, at=at, ground={})


def _cross(
    disclosure: Disclosure, matter: Matter, *, referral: Referral, by: User, at: datetime, ground: Mapping[str, str]
) -> Disclosure:
    disclosure.referral = referral
    disclosure.about, disclosure.subject_id = matter.about, matter.subject_id
    disclosure.fields = names_in(matter.projection)
    disclosure.by, disclosure.at = by, at
    disclosure.save(force_insert=True)
    DisclosureText.objects.create(disclosure=disclosure, projection=matter.projection, ground=dict(ground))
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
