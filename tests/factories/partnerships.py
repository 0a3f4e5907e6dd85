"""Partnerships, postings, MOUs."""

from datetime import date
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from partnerships.models import Agreement, Clause, Partnership, PartnershipSchool, Posting, Term, Version
from partnerships.states import VersionState
from tests.factories.accounts import FIRST_DAY, LONG_AGO, DistrictFactory, OrganizationFactory, UserFactory


class PartnershipFactory(DjangoModelFactory):
    """Offered by the district, accepted by the agency."""

    class Meta:
        model = Partnership

    district = factory.SubFactory(DistrictFactory)
    agency = factory.SubFactory(OrganizationFactory)
    school_contact = "District office, 555-0100"
    agency_contact = "Desk sergeant, 555-0199"
    proposed_by = factory.SubFactory(UserFactory)
    proposed_for = factory.SelfAttribute("district")
    proposed_at = LONG_AGO
    accepted_by = factory.SubFactory(UserFactory)
    accepted_at = LONG_AGO
    form_key = factory.LazyFunction(uuid4)


class PartnershipSchoolFactory(DjangoModelFactory):
    """A school covered since the school year before."""

    class Meta:
        model = PartnershipSchool

    partnership = factory.SubFactory(PartnershipFactory)
    starts_on = FIRST_DAY


class PostingFactory(DjangoModelFactory):
    """An officer at a school since the school year before."""

    class Meta:
        model = Posting

    partnership = factory.SubFactory(PartnershipFactory)
    officer = factory.SubFactory(UserFactory)
    phone = "555-0147"
    starts_on = FIRST_DAY
    created_at = LONG_AGO
    form_key = factory.LazyFunction(uuid4)


class AgreementFactory(DjangoModelFactory):
    """The MOU of a partnership."""

    class Meta:
        model = Agreement

    partnership = factory.SubFactory(PartnershipFactory)
    created_at = LONG_AGO


class VersionFactory(DjangoModelFactory):
    """A confirmed version, in force from July 2025 to the end of June 2027."""

    class Meta:
        model = Version

    agreement = factory.SubFactory(AgreementFactory)
    number = 1
    state = VersionState.CONFIRMED
    title = "Memorandum of understanding"
    signed_on = FIRST_DAY
    signed_by_school = "The superintendent"
    signed_by_agency = "The chief"
    effective_on = FIRST_DAY
    expires_on = date(2027, 7, 1)
    entered_by = factory.SubFactory(UserFactory)
    entered_for = factory.SelfAttribute("agreement.partnership.district")
    entered_at = LONG_AGO
    confirmed_by = factory.SubFactory(UserFactory)
    confirmed_at = LONG_AGO
    form_key = factory.LazyFunction(uuid4)


class ClauseFactory(DjangoModelFactory):
    """A clause on discipline unless said otherwise."""

    class Meta:
        model = Clause

    version = factory.SubFactory(VersionFactory)
    number = factory.Sequence(lambda n: f"4.{n}")
    position = factory.Sequence(lambda n: n % 30_000)
    subject = "discipline"
    heading = "Discipline"
    text = "School discipline is the responsibility of the school, not of the officer."
    key_words = "the responsibility of the school"
    plain = "Rules of the school are for the school."


class TermFactory(DjangoModelFactory):
    """A typed term."""

    class Meta:
        model = Term

    version = factory.SubFactory(VersionFactory)
