"""Which organizations a person's memberships reach.

A person's reach is read from their memberships at the moment it is asked, by each organization's own
calendar day, and kept for one request at most. Every `visible_to` begins here; the agency's side of a
partnership is added by `partnerships.scoping`.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from accounts.permissions import Permission
from accounts.roles import RULES, RoleRule, Span

if TYPE_CHECKING:
    from accounts.models import Membership, Organization


@dataclass(frozen=True)
class Places:
    """Organizations a right reaches: by themselves, by their district, or all of them."""

    here: frozenset[uuid.UUID]
    districts: frozenset[uuid.UUID]
    agencies: frozenset[uuid.UUID]

    def match(self, field: str) -> Q:
        """A condition on a foreign key to Organization: it is one of these, or a school in one of these."""
        return Q(**{f"{field}__in": self.here | self.districts | self.agencies}) | Q(
            **{f"{field}__parent__in": self.districts}
        )

    def match_itself(self) -> Q:
        """The same condition on Organization itself."""
        return Q(pk__in=self.here | self.districts | self.agencies) | Q(parent__in=self.districts)

    def includes(self, organization: "Organization") -> bool:
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
class Standing:
    """One membership in force, with the rule of its role."""

    membership: "Membership"
    rule: RoleRule

    @property
    def organization(self) -> "Organization | None":
        return self.membership.organization

    @property
    def role(self) -> str:
        return self.membership.role


@dataclass(frozen=True)
class Reach:
    """All the memberships a person holds at one moment."""

    standings: tuple[Standing, ...]

    def may(self, permission: Permission, on: "Organization | None" = None) -> bool:
        """Whether the right is held anywhere, or, with `on`, reaches that organization."""
        if on is None:
            return any(permission in standing.rule.rights for standing in self.standings)
        return self.of(permission).includes(on)

    def of(self, permission: Permission) -> Places:
        """The places a right reaches. Officers reach schools by posting, which is not in here."""
        here, districts, agencies = set(), set(), set()
        for standing in self.standings:
            if permission not in standing.rule.rights or standing.organization is None:
                continue
            match standing.rule.span:
                case Span.HERE:
                    here.add(standing.organization.pk)
                case Span.DISTRICT:
                    districts.add(standing.organization.pk)
                case Span.AGENCY | Span.POSTED:
                    agencies.add(standing.organization.pk)
        return Places(frozenset(here), frozenset(districts), frozenset(agencies))

    def with_span(self, permission: Permission, span: Span) -> frozenset[uuid.UUID]:
        """The organizations where the right is held by a role of that span."""
        return frozenset(
            standing.organization.pk
            for standing in self.standings
            if standing.organization and standing.rule.span == span and permission in standing.rule.rights
        )

    @property
    def own_organizations(self) -> frozenset[uuid.UUID]:
        """Where the person has a membership, and the districts of those schools."""
        found: set[uuid.UUID] = set()
        for standing in self.standings:
            if standing.organization:
                found |= {standing.organization.pk, standing.organization.side_id}
        return frozenset(found)

    @property
    def own_districts(self) -> frozenset[uuid.UUID]:
        """Districts whose schools the person reaches."""
        return frozenset(
            standing.organization.pk
            for standing in self.standings
            if standing.organization and standing.rule.span == Span.DISTRICT
        )

    @property
    def sides(self) -> frozenset[uuid.UUID]:
        """The districts and agencies the person belongs to."""
        return frozenset(standing.organization.side_id for standing in self.standings if standing.organization)

    @property
    def needs_second_factor(self) -> bool:
        """Whether any role held asks for one."""
        return any(standing.rule.second_factor for standing in self.standings)


def reach_of(user: Any, at: datetime | None = None) -> Reach:
    """The person's reach now (or at a given moment). One query; remembered on request.user only.

    What is remembered for one moment answers for that moment only: an action that is given its own `at` reads the
    memberships once, inside its own transaction, however often it asks.
    """
    if not getattr(user, "is_active", False):
        return Reach(())
    known: dict[datetime | None, Reach] = user.__dict__.setdefault("_reach", {}) if user.remembers_reach else {}
    if at in known:
        return known[at]
    moment = at or timezone.now()
    memberships = user.memberships.select_related("organization__parent").order_by("starts_on", "created_at", "pk")
    reach = Reach(tuple(Standing(held, RULES[held.role]) for held in memberships if held.holds(moment)))
    known[at] = reach
    return reach
