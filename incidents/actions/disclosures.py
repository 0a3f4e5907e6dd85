"""The one writer of disclosures: what crosses, as it crosses, on which ground, under which clause."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from accounts.models import User
from incidents.choices import IDENTITY_BASES, About, Basis, Crime, Danger, Direction
from incidents.errors import ForeignClause, IdentityNotAllowed, IncompleteReferral, PlanNeedsGround
from incidents.limits import GROUND_NEEDS
from incidents.models import Consult, Disclosure, DisclosureText, RecordRequest, Referral
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
    consent: Mapping[str, str] | None = None,
) -> Disclosure:
    """School to police. What staff saw themselves is the ground, unless identity crosses on one of its own.

    `consent` is the ground of words that are not the staff's own: who agreed that they cross, when, and for what.
    """
    disclosure = Disclosure(
        referral=referral,
        consult=consult,
        partnership=cover.partnership,
        direction=Direction.TO_AGENCY,
        source=cover.partnership.district,
        recipient=cover.partnership.agency,
        basis=Basis.CONSENT if consent else Basis.OBSERVATION,
        identity_basis=identity.basis if identity else "",
        clause_id=_grounding(cover, Direction.TO_AGENCY, identity=identity is not None),
    )
    return _cross(disclosure, matter, by=by, at=at, ground=identity.ground if identity else consent or {})


def tell_agency_of_record(
    matter: Matter, *, referral: Referral, cover: Cover, by: User, at: datetime, ground: IdentityBasis
) -> Disclosure:
    """School to police, of something that only a student's record says: never on what staff saw themselves.

    Raises PlanNeedsGround on that ground; IdentityNotAllowed and IncompleteReferral as for a name.
    """
    if ground.basis == Basis.OBSERVATION:
        raise PlanNeedsGround
    check_identity(referral=referral, cover=cover, identity=ground)
    disclosure = Disclosure(
        referral=referral,
        partnership=cover.partnership,
        direction=Direction.TO_AGENCY,
        source=referral.district,
        recipient=cover.partnership.agency,
        basis=ground.basis,
        clause_id=_grounding(cover, Direction.TO_AGENCY, identity=True),
    )
    return _cross(disclosure, matter, by=by, at=at, ground=ground.ground)


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
        referral=referral,
        consult=consult,
        partnership=cover.partnership,
        direction=Direction.TO_SCHOOL,
        source=cover.partnership.agency,
        recipient=cover.partnership.district,
        basis=Basis.AGENCY_RECORD,
        clause_id=_grounding(cover, Direction.TO_SCHOOL),
    )
    return _cross(disclosure, matter, by=by, at=at, ground={})


def ask_district(matter: Matter, *, request: RecordRequest, cover: Cover, by: User, at: datetime) -> Disclosure:
    """Police to school: the words in which a record is asked for."""
    disclosure = Disclosure(
        record_request=request,
        partnership=cover.partnership,
        direction=Direction.TO_SCHOOL,
        source_id=request.agency_id,
        recipient_id=request.district_id,
        basis=Basis.AGENCY_RECORD,
        clause_id=_grounding(cover, Direction.TO_SCHOOL),
    )
    return _cross(disclosure, matter, by=by, at=at, ground={})


def answer_agency(
    matter: Matter, *, request: RecordRequest, cover: Cover, by: User, at: datetime, ground: Mapping[str, str] | None
) -> Disclosure:
    """School to police: the custodian's answer. Without a ground no record crosses, only the words of a refusal."""
    disclosure = Disclosure(
        record_request=request,
        partnership=cover.partnership,
        direction=Direction.TO_AGENCY,
        source_id=request.district_id,
        recipient_id=request.agency_id,
        basis=Basis.NO_RECORD if ground is None else request.basis,
        clause_id=_grounding(cover, Direction.TO_AGENCY),
    )
    return _cross(disclosure, matter, by=by, at=at, ground=ground or {})


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
