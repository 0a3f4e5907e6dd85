"""The one writer of disclosures: what crosses, as it crosses, on which ground, under which clause."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from accounts.models import User
from incidents.choices import IDENTITY_BASES, About, Basis, Crime, Danger, Direction
from incidents.errors import ForeignClause, IdentityNotAllowed, IncompleteReferral
from incidents.limits import GROUND_NEEDS
from incidents.models import Consult, Disclosure, DisclosureText, Referral
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


def require_clause_of(clause: Clause | None, matter: Referral | Consult) -> None:
    """Raise ForeignClause when the clause is not of the MOU the call or question was made under."""
    if clause is not None and clause.version.agreement.partnership_id != matter.partnership_id:
        raise ForeignClause


@dataclass(frozen=True)
class Matter:
    """What a disclosure carries: about what, of which row, in which words."""

    about: About
    subject_id: UUID
    projection: Projection


def tell_agency(
    matter: Matter,
    *,
    referral: Referral | None = None,
    consult: Consult | None = None,
    cover: Cover,
    by: User,
    at: datetime,
    identity: IdentityBasis | None = None,
) -> Disclosure:
    """School to police. What staff saw themselves is the ground, unless identity crosses on one of its own."""
    disclosure = Disclosure(
        partnership=cover.partnership,
        direction=Direction.TO_AGENCY,
        source=cover.partnership.district,
        recipient=cover.partnership.agency,
        basis=Basis.OBSERVATION,
        identity_basis=identity.basis if identity else "",
        clause_id=_grounding(cover, Direction.TO_AGENCY, identity=identity is not None),
    )
    disclosure.referral, disclosure.consult = referral, consult
    return _cross(disclosure, matter, by=by, at=at, ground=identity.ground if identity else {})


def tell_school(
    matter: Matter,
    *,
    referral: Referral | None = None,
    consult: Consult | None = None,
    cover: Cover,
    by: User,
    at: datetime,
) -> Disclosure:
    """Police to school: the agency's own record, reported back under the MOU."""
    disclosure = Disclosure(
        partnership=cover.partnership,
        direction=Direction.TO_SCHOOL,
        source=cover.partnership.agency,
        recipient=cover.partnership.district,
        basis=Basis.AGENCY_RECORD,
        clause_id=_grounding(cover, Direction.TO_SCHOOL),
    )
    disclosure.referral, disclosure.consult = referral, consult
    return _cross(disclosure, matter, by=by, at=at, ground={})


def _cross(disclosure: Disclosure, matter: Matter, *, by: User, at: datetime, ground: Mapping[str, str]) -> Disclosure:
    disclosure.about, disclosure.subject_id = matter.about, matter.subject_id
    disclosure.fields = names_in(matter.projection)
    disclosure.by, disclosure.at = by, at
    disclosure.save(force_insert=True)
    DisclosureText.objects.create(disclosure=disclosure, projection=matter.projection, ground=dict(ground))
    return disclosure


def _grounding(cover: Cover, direction: Direction, *, identity: bool = False) -> UUID | None:
    """The clause under which something crosses that way; None where the MOU has none that says so.

    What the agency reports back has a clause of its own, which the term on outcomes names; it never grounds what the
    school tells, and what the school tells never grounds the answer. An MOU with a single clause on information means
    both ways by it.
    """
    if cover.version is None:
        return None
    terms = {term.key: term.clause_id for term in cover.version.terms.all() if term.clause_id}
    about: dict[str, list[UUID]] = {Subject.IDENTITY: [], Subject.INFORMATION: []}
    rows = Clause.objects.filter(version=cover.version, subject__in=list(about)).order_by("position")
    for clause, subject in rows.values_list("pk", "subject"):
        about[subject].append(clause)
    back, shared = terms.get(TermKey.OUTCOMES_REPORTED), about[Subject.INFORMATION]
    if direction == Direction.TO_SCHOOL:
        return back or (shared[0] if len(shared) == 1 else None)
    if identity and (named := terms.get(TermKey.IDENTITY_SHARING) or next(iter(about[Subject.IDENTITY]), None)):
        return named
    return next((clause for clause in shared if clause != back), next(iter(shared), None))
