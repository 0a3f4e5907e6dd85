"""What a newcomer meets on the way to the first call is true and leads on."""

from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.models import Membership, Organization
from accounts.roles import Role
from partnerships.models import Posting
from tests.accounts.people import inside
from tests.cast import person
from tests.factories.accounts import DistrictFactory, OrganizationFactory


def test_no_line_of_an_error_summary_holds_a_field(cast):
    page = inside(cast.district_administrator).post(f"/invitations/new/?at={cast.school.pk}", {"role": "principal"})
    summary = page.content.decode().partition("data-error-summary")[2].partition("</ul>")[0]
    assert "Email" in summary or "e-mail" in summary
    assert "<input" not in summary


def test_an_administrator_who_is_one_today_by_their_own_clock_runs_its_people(db):
    guam = OrganizationFactory(name="Guam Police", slug="guam", time_zone="Pacific/Guam")
    boss = person("Ota Santos", Role.AGENCY_ADMINISTRATOR, guam)
    there = datetime(2026, 11, 29, 8, 0, tzinfo=ZoneInfo("Pacific/Guam"))  # still the 28th in UTC
    Membership.objects.filter(user=boss).update(starts_on=there.date(), ends_on=None)
    assert guam not in Organization.objects.without_administrator(there)


def test_a_district_without_a_school_is_led_to_its_first_school(db):
    district = DistrictFactory(name="Elm Schools", slug="elm")
    OrganizationFactory(name="Elm Police", slug="elm-police")
    page = inside(person("Odette Rask", Role.DISTRICT_ADMINISTRATOR, district)).get("/partnerships/propose/")
    assert f"/schools/new/{district.pk}/" in page.content.decode()


def test_where_no_officer_is_posted_the_agencys_desks_say_so(cast):
    Posting.objects.all().delete()
    for who in (cast.sro, cast.supervisor):
        assert "Post an officer to a school of Aldmoor Schools" in inside(who).get("/").content.decode(), who


def test_letters_of_a_state_may_be_typed_small(db):
    runner = person("Ozzie Portal", Role.PORTAL_ADMINISTRATOR, None)
    given = {"name": "Fir Police", "state": "gu", "time_zone": "Pacific/Guam", "ori": "gu0010000", "closes_at": "15:30"}
    assert inside(runner).post("/organizations/new/agency/", given).status_code == 302
    made = Organization.objects.get(name="Fir Police")
    assert (made.state, made.ori) == ("GU", "GU0010000")
