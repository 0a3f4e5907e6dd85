"""One cast for all tests: two sides that work together, and a stranger of each side who works elsewhere.

Everyone holds their role since July 2025. The MOU is in force until the end of June 2027, so tests that read the
clock freeze it at `NOW`, a Wednesday morning in term.
"""

import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pytest
from django.db import connection, models
from django.db.models.signals import post_save

from accounts.models import Organization, User
from accounts.roles import Role
from partnerships.models import Clause, Partnership, Posting, Version
from tests.factories.accounts import (
    DistrictFactory,
    MembershipFactory,
    OrganizationFactory,
    SchoolFactory,
    UserFactory,
)
from tests.factories.partnerships import (
    AgreementFactory,
    ClauseFactory,
    PartnershipFactory,
    PartnershipSchoolFactory,
    PostingFactory,
    VersionFactory,
)

NOW = datetime(2026, 10, 14, 14, 0, tzinfo=UTC)  # 10:00 in New York


@dataclass
class Cast:
    """The two sides, what binds them, and the people by what they are."""

    district: Organization
    school: Organization
    second_school: Organization  # covered by the partnership, no officer posted
    agency: Organization
    partnership: Partnership
    version: Version
    discipline: Clause
    information: Clause
    posting: Posting

    principal: User
    designee: User
    staff: User
    district_administrator: User
    records_custodian: User
    sro: User
    supervisor: User
    second_supervisor: User
    agency_administrator: User
    district_signatory: User
    agency_signatory: User
    portal_administrator: User

    other_district: Organization
    other_school: Organization
    other_agency: Organization
    other_partnership: Partnership
    other_posting: Posting
    stranger_principal: User
    stranger_district_administrator: User
    stranger_sro: User
    stranger_supervisor: User

    def strangers(self) -> list[User]:
        """People of other sides."""
        return [
            self.stranger_principal,
            self.stranger_district_administrator,
            self.stranger_sro,
            self.stranger_supervisor,
        ]

    def without_referrals(self) -> list[User]:
        """People of these two sides who may see no referral at all."""
        return [
            self.staff,
            self.agency_administrator,
            self.district_signatory,
            self.agency_signatory,
            self.portal_administrator,
        ]


def person(name: str, role: str, organization: Organization | None, title: str = "") -> User:
    """Somebody with one role."""
    slug = name.lower().replace(" ", ".").replace("'", "")
    user = UserFactory(name=name, email=f"{slug}@example.org")
    MembershipFactory(user=user, organization=organization, role=role, title=title)
    return user


def bind(
    district: Organization, agency: Organization, schools: list[Organization], officer: User
) -> tuple[Partnership, Version, Posting]:
    """A partnership covering the schools, its MOU in force, the officer posted to the first school."""
    partnership = PartnershipFactory(district=district, agency=agency)
    for school in schools:
        PartnershipSchoolFactory(partnership=partnership, school=school)
    version = VersionFactory(agreement=AgreementFactory(partnership=partnership))
    return partnership, version, PostingFactory(partnership=partnership, school=schools[0], officer=officer)


def make_cast() -> Cast:
    """Everyone, once."""
    district = DistrictFactory(name="Aldmoor Schools", slug="aldmoor")
    school = SchoolFactory(name="Aldmoor High", slug="aldmoor-high", parent=district)
    second_school = SchoolFactory(name="Brook Middle", slug="brook-middle", parent=district)
    agency = OrganizationFactory(name="Aldmoor Sheriff", slug="aldmoor-sheriff")
    sro = person("Iris Lindqvist", Role.SRO, agency, "Dep.")
    partnership, version, posting = bind(district, agency, [school, second_school], sro)

    other_district = DistrictFactory(name="Farside Schools", slug="farside")
    other_school = SchoolFactory(name="Farside High", slug="farside-high", parent=other_district)
    other_agency = OrganizationFactory(name="Farside Police", slug="farside-police")
    stranger_sro = person("Nils Wander", Role.SRO, other_agency)
    other_partnership, _version, other_posting = bind(other_district, other_agency, [other_school], stranger_sro)

    return Cast(
        district=district,
        school=school,
        second_school=second_school,
        agency=agency,
        partnership=partnership,
        version=version,
        discipline=ClauseFactory(version=version, number="4.2", subject="discipline"),
        information=ClauseFactory(version=version, number="6.1", subject="information", heading="Information"),
        posting=posting,
        principal=person("Maren Okafor", Role.PRINCIPAL, school, "Principal"),
        designee=person("Tobias Reyes", Role.DESIGNEE, school, "Assistant principal"),
        staff=person("Wanda Birch", Role.STAFF, school),
        district_administrator=person("Petra Salgado", Role.DISTRICT_ADMINISTRATOR, district),
        records_custodian=person("Hollis Grant", Role.RECORDS_CUSTODIAN, district),
        sro=sro,
        supervisor=person("Rudy Castellan", Role.SRO_SUPERVISOR, agency, "Sgt."),
        second_supervisor=person("Ada Whitlock", Role.SRO_SUPERVISOR, agency, "Lt."),
        agency_administrator=person("Greta Monk", Role.AGENCY_ADMINISTRATOR, agency),
        district_signatory=person("Sybil Arden", Role.SIGNATORY, district, "Superintendent"),
        agency_signatory=person("Cormac Dahl", Role.SIGNATORY, agency, "Sheriff"),
        portal_administrator=person("Ozzie Portal", Role.PORTAL_ADMINISTRATOR, None),
        other_district=other_district,
        other_school=other_school,
        other_agency=other_agency,
        other_partnership=other_partnership,
        other_posting=other_posting,
        stranger_principal=person("Leonie Far", Role.PRINCIPAL, other_school),
        stranger_district_administrator=person("Doran Far", Role.DISTRICT_ADMINISTRATOR, other_district),
        stranger_sro=stranger_sro,
        stranger_supervisor=person("Ulric Far", Role.SRO_SUPERVISOR, other_agency),
    )


class Written:
    """The cast as it was made once, written again for each test: a statement a model instead of one a row."""

    def __init__(self) -> None:
        self.rows: list[models.Model] = []
        post_save.connect(self._seen)
        self.cast = make_cast()
        post_save.disconnect(self._seen)

    def _seen(self, instance: models.Model, created: bool, **_more: object) -> None:
        if created:
            self.rows.append(instance)

    def again(self) -> Cast:
        """A copy of everyone, saved; rows with a counted key get the next one."""
        cast, rows = copy.deepcopy((self.cast, self.rows))
        by_model: dict[type[models.Model], list[models.Model]] = {}
        for row in rows:
            if isinstance(row._meta.pk, models.AutoField):
                row.pk = None
            by_model.setdefault(type(row), []).append(row)
        for model, found in by_model.items():
            model._base_manager.bulk_create(found)
        return cast


@cache
def written(_database: str) -> Written:
    """Made at the first test of a process that asks for it, and rolled back with that test."""
    return Written()


@pytest.fixture
def cast(db) -> Cast:
    """The cast, in the test's own transaction."""
    known = written.cache_info().currsize
    found = written(connection.settings_dict["NAME"])
    return found.again() if known else copy.deepcopy(found.cast)
