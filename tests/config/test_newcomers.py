"""What a newcomer meets on the way to the first call is true and leads on."""

from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.models import Membership, Organization
from accounts.roles import Role
from partnerships.models import Partnership, Posting
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.factories.accounts import DistrictFactory, OrganizationFactory
from tests.factories.incidents import SHARED, submitted


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


def test_off_campus_and_without_a_number_of_the_officer_the_agencys_is_said(cast):
    Posting.objects.update(phone="")
    Partnership.objects.update(agency_contact="Desk sergeant, 555-0101")
    for path in ("/", "/help/"):
        assert "555-0101" in inside(cast.principal).get(path).content.decode(), path


def test_only_who_invites_to_their_own_side_is_told_that_they_can_invite_to_no_other(cast):
    runner = cast.portal_administrator
    lone = OrganizationFactory(name="Fir Police", slug="fir-police")
    assert "to your own side" not in inside(runner).get(f"/invitations/new/?at={lone.pk}").content.decode()
    assert "to your own side" in inside(cast.agency_administrator).get("/invitations/new/").content.decode()


def test_a_supervisor_reads_the_words_before_they_are_asked(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    html = inside(cast.supervisor, NOW).get(f"/referrals/{sent.pk}/review/").content.decode()
    assert html.index(SHARED) < html.index('name="determination"')
    assert "gym: what was it, and was a crime involved?" in html
