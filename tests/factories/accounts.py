"""People, organizations, memberships."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from accounts.models import ClosedDay, Membership, Organization, User
from accounts.roles import Kind, Role

LONG_AGO = datetime(2025, 7, 1, 12, tzinfo=UTC)
FIRST_DAY = date(2025, 7, 1)


class UserFactory(DjangoModelFactory):
    """A person without a password; tests sign in by force_login."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = "!"
    created_at = LONG_AGO
    joined_at = LONG_AGO


class OrganizationFactory(DjangoModelFactory):
    """An agency unless said otherwise."""

    class Meta:
        model = Organization

    kind = Kind.AGENCY
    name = factory.Sequence(lambda n: f"Organization {n}")
    slug = factory.Sequence(lambda n: f"organization-{n}")
    state = "OH"
    time_zone = "America/New_York"
    created_at = LONG_AGO


class DistrictFactory(OrganizationFactory):
    """A school district."""

    kind = Kind.DISTRICT


class SchoolFactory(OrganizationFactory):
    """A school; give its district as `parent`."""

    kind = Kind.SCHOOL
    parent = factory.SubFactory(DistrictFactory)


class MembershipFactory(DjangoModelFactory):
    """A role, since the school year before."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = Role.PRINCIPAL
    starts_on = FIRST_DAY
    created_at = LONG_AGO


class ClosedDayFactory(DjangoModelFactory):
    """One day without school."""

    class Meta:
        model = ClosedDay

    organization = factory.SubFactory(DistrictFactory)
    first_day = date(2026, 10, 16)
    last_day = factory.SelfAttribute("first_day")
    name = "Staff day"
    created_at = LONG_AGO
