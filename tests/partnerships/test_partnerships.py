from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from accounts.roles import Role
from ledger.models import Event, Notice
from partnerships.actions import partnerships
from partnerships.errors import (
    AlreadyAnswered,
    AlreadyPartners,
    NoSchools,
    NotASide,
    NotThisDistricts,
    OwnProposal,
)
from partnerships.models import Partnership
from tests.partnerships.stage import AT, DAY, TODAY, county, everything, give, partners

pytestmark = pytest.mark.django_db


@pytest.fixture
def c():
    return county()


def propose(c, **given):
    chosen = {"by": c.dana, "at": AT, "side": c.district, "other": c.agency, "schools": [c.high]}
    chosen |= {"form_key": uuid4(), **given}
    return partnerships.propose(**chosen)


def refused(error, act, **given):
    before = everything()
    with pytest.raises(error):
        act(**given)
    assert everything() == before


def test_a_district_proposes_with_its_schools_and_the_agency_is_told(c):
    partnership = propose(c)
    assert [row.school for row in partnership.covered.all()] == [c.high]
    assert not Partnership.objects.accepted().exists()
    assert set(Notice.objects.values_list("kind", "to")) == {("partnerships.partnership_proposed", str(c.abel.pk))}
    assert Event.objects.get().action == "partnerships.partnership.proposed"


def test_the_agency_accepts_and_the_schools_are_covered_from_that_day(c):
    partnership = propose(c, at=AT - 9 * DAY)
    partnerships.accept(by=c.abel, at=AT, partnership=partnership)
    partnership.refresh_from_db()
    assert partnership.accepted_at == AT
    assert [row.starts_on for row in partnership.covered.all()] == [TODAY]
    assert Notice.objects.filter(kind="partnerships.partnership_accepted", to=str(c.dana.pk)).exists()


def test_when_the_agency_proposes_the_district_names_the_schools_on_accepting(c):
    partnership = propose(c, by=c.abel, side=c.agency, other=c.district, schools=[])
    refused(NoSchools, partnerships.accept, by=c.dana, at=AT, partnership=partnership)
    refused(NotThisDistricts, partnerships.accept, by=c.dana, at=AT, partnership=partnership, schools=[c.other_school])
    partnerships.accept(by=c.dana, at=AT, partnership=partnership, schools=[c.middle])
    assert [row.school for row in partnership.covered.all()] == [c.middle]


def test_an_agency_names_no_schools_of_the_district(c):
    refused(NotThisDistricts, propose, c=c, by=c.abel, side=c.agency, other=c.district, schools=[c.high])


def test_a_district_names_schools_of_its_own(c):
    refused(NoSchools, propose, c=c, schools=[])
    refused(NotThisDistricts, propose, c=c, schools=[c.other_school])


def test_two_districts_are_no_partners(c):
    refused(NotASide, propose, c=c, other=c.other_district)
    refused(NotASide, propose, c=c, side=c.high)


@pytest.mark.parametrize("who", ["abel", "principal", "superintendent", "custodian", "stranger_school_side", "officer"])
def test_only_an_administrator_of_the_side_proposes_for_it(c, who):
    refused(AccessDenied, propose, c=c, by=getattr(c, who))


def test_the_same_two_are_proposed_once_from_either_side(c):
    propose(c)
    refused(AlreadyPartners, propose, c=c)
    refused(AlreadyPartners, propose, c=c, by=c.abel, side=c.agency, other=c.district, schools=[])


@pytest.mark.parametrize("who", ["dana", "chief", "supervisor", "stranger_agency_side"])
@pytest.mark.parametrize("answer", [partnerships.accept, partnerships.decline])
def test_only_an_administrator_of_the_other_side_answers(c, who, answer):
    partnership = propose(c)
    refused(AccessDenied, answer, by=getattr(c, who), at=AT, partnership=partnership)


def test_who_proposed_does_not_accept_even_with_a_role_on_both_sides(c):
    partnership = propose(c)
    give(c.dana, Role.AGENCY_ADMINISTRATOR, c.agency)
    refused(OwnProposal, partnerships.accept, by=c.dana, at=AT, partnership=partnership)


def test_a_declined_proposal_is_told_and_can_be_made_again(c):
    first = propose(c)
    partnerships.decline(by=c.abel, at=AT, partnership=first)
    assert Notice.objects.filter(kind="partnerships.partnership_declined", to=str(c.dana.pk)).exists()
    assert propose(c, at=AT + DAY).pk != first.pk


def test_an_agency_that_accepts_names_no_schools_of_the_district(c):
    given = {"partnership": propose(c), "schools": [c.middle]}
    refused(NotThisDistricts, partnerships.accept, by=c.abel, at=AT, **given)


def test_of_two_answers_at_once_the_first_is_kept(c):
    partnership = propose(c)
    stale = Partnership.objects.get(pk=partnership.pk)
    partnerships.decline(by=c.abel, at=AT, partnership=partnership)
    refused(AlreadyAnswered, partnerships.accept, by=c.abel, at=AT, partnership=stale)


def test_each_side_says_whom_to_phone_for_itself_only(c):
    partnership = partners(c)
    said = {"by": c.abel, "at": AT, "side": c.agency, "contact": " Sgt. Moss, 555-0201 "}
    for _turn in range(2):
        partnerships.set_contact(partnership=partnership, **said)
    assert Event.objects.filter(action="partnerships.partnership.contact_changed").count() == 1
    partnership.refresh_from_db()
    assert (partnership.agency_contact, partnership.school_contact) == ("Sgt. Moss, 555-0201", "")
    given = {"at": AT, "partnership": partnership, "contact": "me"}
    refused(AccessDenied, partnerships.set_contact, by=c.abel, side=c.district, **given)
    refused(AccessDenied, partnerships.set_contact, by=c.stranger_agency_side, side=c.other_agency, **given)
