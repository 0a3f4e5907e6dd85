"""Districts and agencies by the portal's administrator, schools by their district, and nobody across."""

import pytest

from accounts.access import AccessDenied
from accounts.actions import organizations
from accounts.errors import NameTaken
from accounts.models import Organization
from accounts.roles import Kind
from ledger.models import Event
from tests.accounts.people import everything, inside
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("frozen")

VALUES = {"name": "Brightwater Police", "state": "OH", "time_zone": "America/Chicago", "phone": "", "ori": ""}


def test_the_portal_administrator_creates_a_district_or_an_agency(cast):
    made = organizations.create(by=cast.portal_administrator, at=NOW, kind=Kind.AGENCY, values=VALUES)
    assert (made.kind, made.slug, made.parent, made.time_zone) == (
        "agency",
        "brightwater-police",
        None,
        "America/Chicago",
    )
    assert Event.objects.get().action == "accounts.organization.created"


@pytest.mark.parametrize("by", ["district_administrator", "agency_administrator", "principal", "staff", "sro"])
def test_nobody_else_creates_one(cast, by):
    before = everything()
    with pytest.raises(AccessDenied):
        organizations.create(by=getattr(cast, by), at=NOW, kind=Kind.DISTRICT, values=VALUES)
    assert everything() == before


def test_a_double_click_makes_one_and_another_kind_of_the_same_name_is_another(cast):
    by = cast.portal_administrator
    organizations.create(by=by, at=NOW, kind=Kind.AGENCY, values=VALUES)
    before = everything()
    with pytest.raises(NameTaken):
        organizations.create(by=by, at=NOW, kind=Kind.AGENCY, values={**VALUES, "name": "BRIGHTWATER police"})
    assert everything() == before
    other = organizations.create(by=by, at=NOW, kind=Kind.DISTRICT, values=VALUES)
    assert other.slug.startswith("brightwater-police-")


@pytest.mark.parametrize("name", ["学校", "Ω≈ç", "...", "x" * 150])
def test_any_name_has_a_short_name(cast, name):
    values = {**VALUES, "name": name}
    made = organizations.create(by=cast.portal_administrator, at=NOW, kind=Kind.AGENCY, values=values)
    assert 0 < len(made.slug) <= 60
    assert made.name == name


def test_a_district_creates_its_schools_in_its_own_zone(cast):
    Organization.objects.filter(pk=cast.district.pk).update(time_zone="America/Denver")
    cast.district.refresh_from_db()
    values = {"name": "Cedar Elementary", "level": "Elementary", "time_zone": "Pacific/Guam", "kind": "agency"}
    made = organizations.create_school(by=cast.district_administrator, at=NOW, district=cast.district, values=values)
    assert (made.kind, made.parent, made.time_zone) == ("school", cast.district, "America/Denver")
    before = everything()
    for by, place in (
        (cast.district_administrator, cast.other_district),
        (cast.agency_administrator, cast.agency),
        (cast.principal, cast.district),
        (cast.portal_administrator, cast.district),
    ):
        with pytest.raises(AccessDenied):
            organizations.create_school(by=by, at=NOW, district=place, values={"name": "Stray School"})
    assert everything() == before


def test_a_district_moves_its_schools_to_its_zone_and_says_what_changed(cast):
    values = {"name": cast.district.name, "time_zone": "America/Chicago", "phone": "555-0100"}
    changed = organizations.edit(by=cast.district_administrator, at=NOW, organization=cast.district, values=values)
    assert changed == ["phone", "time_zone"]
    cast.school.refresh_from_db()
    assert cast.school.time_zone == "America/Chicago"
    assert cast.other_school.time_zone == "America/New_York"
    before = everything()
    again = organizations.edit(by=cast.district_administrator, at=NOW, organization=cast.district, values=values)
    assert again == []
    assert everything() == before


def test_what_may_not_be_changed_is_left_alone(cast):
    values = {"name": "Aldmoor High", "parent": cast.other_district, "kind": "agency", "slug": "stolen", "state": "CA"}
    assert organizations.edit(by=cast.district_administrator, at=NOW, organization=cast.school, values=values) == []


@pytest.mark.parametrize("by", ["agency_administrator", "stranger_district_administrator", "principal", "staff"])
def test_nobody_edits_anothers_organization(cast, by):
    before = everything()
    with pytest.raises(AccessDenied):
        organizations.edit(by=getattr(cast, by), at=NOW, organization=cast.district, values={"name": "Mine"})
    client = inside(getattr(cast, by))
    for path in (f"/organizations/{cast.district.pk}/edit/", f"/schools/new/{cast.district.pk}/"):
        assert client.post(path, {"name": "Mine", "closes_at": "15:30"}).status_code == 404
    assert everything() == before


def test_the_pages_create_edit_and_refuse_what_does_not_fit(cast):
    client = inside(cast.portal_administrator)
    data = {"name": "Delta Schools", "state": "O1", "time_zone": "America/New_York", "closes_at": "15:30"}
    answer = client.post("/organizations/new/district/", data)
    assert answer.status_code == 422
    assert b'value="Delta Schools"' in answer.content
    answer = client.post("/organizations/new/district/", {**data, "state": "OH"})
    made = Organization.objects.get(name="Delta Schools")
    assert answer["Location"] == f"/organizations/{made.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "Invite its first administrator" in page
    assert client.post("/organizations/new/district/", {**data, "state": "OH"}).status_code == 422
    assert client.get("/organizations/new/school/").status_code == 404
    listed = client.get("/organizations/?name=delta").content.decode()
    assert "1 organization" in listed
    assert "Aldmoor" not in listed


def test_the_portal_administrator_sees_organizations_and_no_school_or_people(cast):
    client = inside(cast.portal_administrator)
    page = client.get("/organizations/").content.decode()
    assert "Aldmoor Schools" in page
    assert "Aldmoor High" not in page
    assert client.get(f"/organizations/{cast.school.pk}/").status_code == 404
    detail = client.get(f"/organizations/{cast.district.pk}/").content.decode()
    assert "Petra Salgado" in detail
    assert "Wanda Birch" not in detail
    for path in ("/people/", "/schools/", "/closed-days/", f"/organizations/{cast.district.pk}/edit/"):
        assert client.get(path).status_code == 404


def test_an_agency_has_its_own_page_and_no_schools(cast):
    client = inside(cast.agency_administrator)
    assert client.get("/organizations/own/")["Location"] == f"/organizations/{cast.agency.pk}/edit/"
    assert client.get("/schools/").status_code == 404
    data = {"name": "Aldmoor Sheriff", "state": "OH", "time_zone": "America/New_York", "closes_at": "17:00"}
    assert client.post(f"/organizations/{cast.agency.pk}/edit/", {**data, "ori": "oops"}).status_code == 422
    assert client.post(f"/organizations/{cast.agency.pk}/edit/", {**data, "ori": "OH0250000"}).status_code == 302
    cast.agency.refresh_from_db()
    assert (cast.agency.ori, f"{cast.agency.closes_at}") == ("OH0250000", "17:00:00")
