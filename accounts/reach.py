"""Which organizations a person's memberships reach, in ids alone.

Read from the memberships in force at the moment it is asked, by each organization's own calendar day. Every
`visible_to` begins here; the agency's side of a partnership is added by `partnerships.scoping`.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q

from accounts.permissions import Permission
from accounts.roles import RULES, RoleRule, Span


class Place(Protocol):
    """An organization, as far as reach looks at one."""

    @property
    def pk(self) -> Any: ...
    @property
    def parent_id(self) -> uuid.UUID | None: ...


class Held(Protocol):
    """A membership, as far as reach looks at one."""

    @property
    def role(self) -> str: ...
    @property
    def organization(self) -> Place | None: ...


@dataclass(frozen=True)
class Places:
    """Organizations a right reaches: by themselves, by their district, or all of them."""

    here: frozenset[uuid.UUID]
    districts: frozenset[uuid.UUID]
    agencies: frozenset[uuid.UUID]

    def match(self, field: str, side: str = "") -> Q:
        """A condition on a foreign key to Organization: it is one of these, or a school in one of these.

        `side` is the column that holds the organization's side, where the row itself has one.
        """
        themselves = self.here | self.agencies
        found = Q(**{f"{field}__in": themselves})
        if self.districts:
            # By one column, so that both databases can begin at the district.
            found = Q(**{f"{side or f'{field}__side'}__in": self.districts}) | (found if themselves else Q())
        return found

    def match_itself(self) -> Q:
        """The same condition on Organization itself."""
        return Q(pk__in=self.here | self.agencies) | Q(side__in=self.districts)

    def includes(self, organization: Place) -> bool:
        """Whether the organization is one of these, or a school in one of these."""
        return (
            organization.pk in self.here
            or organization.pk in self.districts
            or organization.pk in self.agencies
            or organization.parent_id in self.districts
        )

    def __bool__(self) -> bool:
        return bool(self.here or self.districts or self.agencies)


@dataclass(frozen=True)
class HeldRole:
    """A role in force, where it is held, and the district or agency that place belongs to; both None at the portal."""

    role: str
    organization_id: uuid.UUID | None
    side_id: uuid.UUID | None

    @property
    def rule(self) -> RoleRule:
        return RULES[self.role]


@dataclass(frozen=True)
class Reach:
    """All the roles a person holds at one moment."""

    held: tuple[HeldRole, ...]

    @classmethod
    def by(cls, memberships: Iterable[Held]) -> "Reach":
        """The reach of memberships that are in force."""
        places = ((one.role, one.organization) for one in memberships)
        return cls(
            tuple(
                HeldRole(role, place.pk, place.parent_id or place.pk) if place else HeldRole(role, None, None)
                for role, place in places
            )
        )

    def may(self, permission: Permission, on: Place | None = None) -> bool:
        """Whether the right is held anywhere, or, with `on`, reaches that organization."""
        if on is None:
            return any(permission in held.rule.rights for held in self.held)
        return self.of(permission).includes(on)

    def of(self, permission: Permission) -> Places:
        """The places a right reaches. Officers reach schools by posting, which is not in here."""
        return Places(
            here=self.with_span(permission, Span.HERE),
            districts=self.with_span(permission, Span.DISTRICT),
            agencies=self.with_span(permission, Span.AGENCY, Span.POSTED),
        )

    def with_span(self, permission: Permission, *spans: Span) -> frozenset[uuid.UUID]:
        """The organizations where the right is held by a role of one of these spans."""
        return frozenset(
            held.organization_id
            for held in self.held
            if held.organization_id and held.rule.span in spans and permission in held.rule.rights
        )

    @property
    def own_organizations(self) -> frozenset[uuid.UUID]:
        """Where the person has a membership, and the districts of those schools."""
        return frozenset(held.organization_id for held in self.held if held.organization_id) | self.sides

    @property
    def own_districts(self) -> frozenset[uuid.UUID]:
        """Districts whose schools the person reaches."""
        return frozenset(
            held.organization_id for held in self.held if held.organization_id and held.rule.span == Span.DISTRICT
        )

    @property
    def sides(self) -> frozenset[uuid.UUID]:
        """The districts and agencies the person belongs to."""
        return frozenset(held.side_id for held in self.held if held.side_id)

    @property
    def needs_second_factor(self) -> bool:
        """Whether any role held asks for one."""
        return any(held.rule.second_factor for held in self.held)

    @property
    def needs_strong_factor(self) -> bool:
        """Whether any role held asks for a passkey, or a provider's word of one."""
        return any(held.rule.strong_factor for held in self.held)


def reach_of(user: Any, at: datetime | None = None) -> Reach:
    """The person's reach now (or at a given moment); nobody's for who is not signed in."""
    return Reach.by(user.active_memberships(at)) if user.is_authenticated else Reach(())
