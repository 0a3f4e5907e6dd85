"""Until the first call can be made, each desk says what is missing and whose turn it is."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.actions import invitations
from accounts.roles import Role
from partnerships.models import Partnership, PartnershipSchool, Posting, Version
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.factories.accounts import DistrictFactory, OrganizationFactory, SchoolFactory
from tests.factories.incidents import submitted
from tests.factories.partnerships import PartnershipSchoolFactory


def shown(user):
    return inside(user).get("/").content.decode()


def title(html):
    return " ".join(re.search(r"<h1>(.*?)</h1>", html, re.S)[1].split())


def invite(by, place, role):
    """Somebody is invited, and has not come in yet."""
    at = timezone.now()
    invitations.invite(by=by, at=at, organization=place, role=role, email=f"{uuid4().hex}@elm.example")


def leads(user, html, words):
    """That the step is a link to a page that opens for its reader."""
    link = re.search(rf'<h3 class="need-title"><a href="([^"]+)">{re.escape(words)}</a>', html)
    assert link, words
    answer = inside(user).get(link[1].replace("&amp;", "&"))
    assert answer.status_code == 200, link[1]
    return answer.content.decode()


@pytest.fixture
def district(db):
    return DistrictFactory(name="Elm Schools", slug="elm")


@pytest.fixture
def boss(district):
    return person("Odette Rask", Role.DISTRICT_ADMINISTRATOR, district)


@pytest.fixture
def agency(db):
    return OrganizationFactory(name="Elm Police", slug="elm-police")


@pytest.fixture
def chief(agency):
    return person("Pim Achter", Role.AGENCY_ADMINISTRATOR, agency)


def test_an_empty_installation_leads_to_its_first_organizations(db):
    runner = person("Ozzie Portal", Role.PORTAL_ADMINISTRATOR, None)
    html = shown(runner)
    assert title(html) == "Three things need you."
    leads(runner, html, "Add the first school district")
    leads(runner, html, "Add the first police agency")


def test_a_new_district_is_led_from_its_first_school_to_the_proposal(boss, district):
    html = shown(boss)
    assert "Nothing needs you" not in html
    leads(boss, html, "Add the first school")
    leads(boss, html, "Propose a partnership to a police agency")
    school = SchoolFactory(name="Elm High", parent=district)
    assert "Elm High" in leads(boss, shown(boss), "Invite the principal of Elm High")
    person("Rolf Elm", Role.PRINCIPAL, school)
    assert "Invite the principal" not in shown(boss)


def test_of_many_schools_a_few_are_named_and_the_rest_counted(boss, district):
    for number in range(9):
        SchoolFactory(name=f"Elm School {number}", parent=district)
    html = shown(boss)
    assert html.count('class="need-title"><a href="/invitations/new/') == 3
    leads(boss, html, "Invite the principals of 6 more schools")


def test_a_new_agency_is_led_to_its_people_and_the_proposal(chief):
    html = shown(chief)
    leads(chief, html, "Invite the first officer")
    leads(chief, html, "Invite a supervisor")
    leads(chief, html, "Propose a partnership to a school district")


@pytest.fixture
def accepted(boss, chief, district, agency):
    return Partnership.objects.create(
        district=district,
        agency=agency,
        proposed_by=boss,
        proposed_for=district,
        proposed_at=NOW,
        accepted_by=chief,
        accepted_at=NOW,
        form_key=uuid4(),
    )


def test_a_proposal_is_the_other_sides_turn(boss, chief, accepted):
    Partnership.objects.update(accepted_at=None, accepted_by=None)
    assert "Elm Police must answer the proposal" in shown(boss)
    assert title(shown(chief)).endswith("need you.")
    assert "Propose a partnership to" not in shown(boss) + shown(chief)


def test_a_partnership_without_an_mou_leads_both_sides_to_it(boss, chief, accepted, agency, district):
    for who in (boss, chief):
        leads(who, shown(who), "Enter the MOU that both sides signed")
    leads(boss, shown(boss), "Name the schools that Elm Police covers")
    assert "Name the schools" in shown(chief)
    # Nobody can be posted yet: it is said, and not asked.
    assert "Post an officer to a school of Elm Schools" in shown(chief)
    person("Bea Patrol", Role.SRO, agency)
    PartnershipSchoolFactory(partnership=accepted, school=SchoolFactory(name="Elm High", parent=district))
    leads(chief, shown(chief), "Post an officer to a school of Elm Schools")


def test_a_form_that_could_not_be_filled_in_leads_to_what_comes_first(chief, accepted, district):
    html = inside(chief).get("/postings/new/").content.decode()
    assert "No school is covered yet" in html
    assert "<form" not in html.split("<main", 1)[1].split("</main>")[0]
    PartnershipSchoolFactory(partnership=accepted, school=SchoolFactory(name="Elm High", parent=district))
    html = inside(chief).get("/postings/new/").content.decode()
    assert "Your agency has no officer" in html
    assert 'href="/invitations/new/"' in html


def test_who_is_invited_is_waited_for_and_not_asked_for_again(db, district, agency, boss, chief):
    runner = person("Ozzie Portal", Role.PORTAL_ADMINISTRATOR, None)
    lone = OrganizationFactory(name="Fir Police", slug="fir-police")
    leads(runner, shown(runner), "Invite the first administrator of Fir Police")
    invite(runner, lone, Role.AGENCY_ADMINISTRATOR)
    html = shown(runner)
    assert "Invite the first administrator" not in html
    assert "The first administrator of Fir Police must accept the invitation" in html
    school = SchoolFactory(name="Elm High", parent=district)
    invite(boss, school, Role.PRINCIPAL)
    assert "The principal of Elm High must accept the invitation" in shown(boss)


def test_before_an_mou_is_in_force_no_desk_of_the_two_sides_is_calm(accepted, agency, district):
    for name, role, place in (
        ("Bea Patrol", Role.SRO, agency),
        ("Sid Sergeant", Role.SRO_SUPERVISOR, agency),
        ("Cus Todian", Role.RECORDS_CUSTODIAN, district),
    ):
        html = shown(person(name, role, place))
        assert title(html) == "Calls cannot be made yet. Others have the next step.", name
        assert "Enter the MOU that both sides signed" in html


def test_each_side_is_asked_whom_the_other_phones(boss, chief, accepted):
    html = leads(boss, shown(boss), "Say whom Elm Police phones at Elm Schools")
    assert "Whom to phone" in html
    leads(chief, shown(chief), "Say whom Elm Schools phones at Elm Police")
    Partnership.objects.update(school_contact="Front office, 555 0100")
    assert "Say whom Elm Police phones" not in shown(boss)


def test_an_mou_that_waits_is_the_confirming_sides_turn(cast):
    Version.objects.update(state="entered", confirmed_at=None, confirmed_by=None, entered_for=cast.district)
    assert "Aldmoor Sheriff must confirm the MOU" in shown(cast.district_administrator)
    assert "Nothing needs you" not in shown(cast.district_administrator)
    assert title(shown(cast.district_signatory)) == "Calls cannot be made yet. Others have the next step."


def test_a_principal_whose_calls_reach_nobody_is_told_whose_turn_it_is(cast):
    Posting.objects.all().delete()
    html = shown(cast.principal)
    assert title(html) == "Calls cannot be made yet. Others have the next step."
    assert "An officer must be posted to this school" in html
    PartnershipSchool.objects.all().delete()
    assert "An agency must cover this school" in shown(cast.principal)
    assert "Your district office, Aldmoor Schools" in shown(cast.principal)


def test_where_calls_can_be_made_no_step_is_left(cast):
    submitted(cast.principal, cast.school, NOW)
    for who in (cast.principal, cast.district_administrator, cast.agency_administrator, cast.district_signatory):
        assert "Before the first call" not in shown(who), who


def test_whom_to_phone_is_asked_also_once_calls_can_be_made(cast):
    submitted(cast.principal, cast.school, NOW)
    Partnership.objects.update(school_contact="", agency_contact="")
    leads(
        cast.agency_administrator,
        shown(cast.agency_administrator),
        "Say whom Aldmoor Schools phones at Aldmoor Sheriff",
    )
    leads(
        cast.district_administrator,
        shown(cast.district_administrator),
        "Say whom Aldmoor Sheriff phones at Aldmoor Schools",
    )
    Partnership.objects.update(school_contact="Front office, 555 0100", agency_contact="Desk, 555 0101")
    assert "Whom to phone" not in shown(cast.agency_administrator)
