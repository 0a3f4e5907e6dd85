"""Home desks: what each person sees after signing in, and what they must not see."""

import re
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from accounts.roles import Role
from config.desks.calls import finding
from incidents.actions import drafts, questions, settling
from partnerships.actions import mou_drafts
from tests.accounts.people import inside
from tests.cast import NOW, bind, person
from tests.factories.accounts import ClosedDayFactory, MembershipFactory, OrganizationFactory
from tests.factories.incidents import accepted, decided, submitted
from tests.factories.partnerships import AgreementFactory, PostingFactory, VersionFactory
from tests.incidents.presence_days import here


@pytest.fixture(autouse=True)
def _now():
    """Ten in the morning in New York, a Wednesday in term."""
    with time_machine.travel(NOW, tick=False):
        yield


def desk(user):
    """The page a person comes home to."""
    response = inside(user).get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_principal_with_nothing_open_is_told_so_and_shown_how_to_begin(cast):
    ClosedDayFactory(organization=cast.district)
    shown = desk(cast.principal)
    assert "Nothing needs you today." in shown
    assert "/referrals/new/" in shown
    assert "school day" in shown


def test_an_open_question_and_a_draft_are_the_two_things_a_principal_is_asked(cast):
    asked = submitted(cast.principal, cast.school, NOW - timedelta(days=1))
    questions.ask(by=cast.sro, at=NOW - timedelta(hours=3), referral=asked, question="Who was there?", form_key=uuid4())
    unsent = submitted(cast.principal, cast.school, NOW - timedelta(days=2))
    draft = drafts.start(by=cast.principal, at=NOW, school=cast.school, danger="none", form_key=unsent.pk)
    assert "One thing needs you." in desk(cast.principal), "a draft with nothing but the first answer asks nothing"
    drafts.change(by=cast.principal, at=NOW, referral=draft, answers={"crime": "no"})
    shown = desk(cast.principal)
    assert "Two things need you." in shown
    assert f"/referrals/{asked.pk}/reply/" in shown
    assert "Finish the call of" in shown


def test_another_persons_draft_asks_nothing_of_me(cast):
    drafts.start(by=cast.designee, at=NOW, school=cast.school, danger="none", form_key=cast.school.pk)
    assert "Nothing needs you today." in desk(cast.principal)


def test_an_officer_is_asked_for_an_answer_and_then_for_the_outcome(cast):
    waiting = submitted(cast.principal, cast.school, NOW - timedelta(hours=4))
    taken = accepted(cast.principal, cast.school, cast.sro, NOW - timedelta(hours=6))
    shown = desk(cast.sro)
    # The third is where the officer is today.
    assert "Three things need you." in shown
    assert f"/referrals/{waiting.pk}/" in shown
    assert f"/referrals/{taken.pk}/outcome/" in shown


def test_while_the_school_is_asked_nobody_at_the_agency_is_said_to_be_needed(cast):
    asked = submitted(cast.principal, cast.school, NOW - timedelta(days=1))
    questions.ask(by=cast.sro, at=NOW - timedelta(hours=3), referral=asked, question="Who was there?", form_key=uuid4())
    here(cast.sro, cast.posting, NOW.date())
    assert "Nothing needs you today." in desk(cast.sro)
    assert "Nothing waits for your review." in desk(cast.supervisor)
    record = inside(cast.sro).get(f"/referrals/{asked.pk}/").content.decode()
    assert ": a question waits for the school.</h1>" in record


@pytest.mark.parametrize(("ago", "number"), [(29, 1), (31, 0)])
def test_a_figure_of_the_desk_opens_exactly_its_rows(cast, ago, number):
    submitted(cast.principal, cast.school, NOW - timedelta(days=ago))
    shown = desk(cast.principal)
    since = cast.school.today(NOW) - timedelta(days=30)
    url = f"/referrals/?crime=yes&since={since}"
    assert url.replace("&", "&amp;") in shown
    assert f"Showing {number} of {number}" in inside(cast.principal).get(url).content.decode()
    assert re.search(rf"Calls with a crime</a>\D*{number}\D", shown)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([0], "No calls without a crime so far in August."),
        ([1], "One call without a crime in August."),
        ([3], "Three calls without a crime in August."),
        ([2, 0], "Calls without a crime fell from two in August to none so far in September."),
        ([0, 0], "No calls without a crime so far in September."),
    ],
)
def test_the_finding_over_the_chart_is_a_sentence(numbers, words):
    bars = [{"value": number} for number in numbers]
    assert finding(bars, [date(2026, 8, 1), date(2026, 9, 1)][: len(bars)]) == words


def test_a_supervisors_queue_heads_the_desk_until_it_is_decided(cast):
    submitted(cast.principal, cast.school, NOW - timedelta(days=1))
    assert "Nothing waits for your review." in desk(cast.supervisor), "it is the officer's turn"
    accepted(cast.principal, cast.school, cast.sro, NOW - timedelta(days=1))
    assert "One thing needs you." in desk(cast.supervisor)


def test_nobody_is_asked_to_review_what_they_took_part_in(cast):
    reviews = MembershipFactory(user=cast.sro, organization=cast.agency, role="sro_supervisor")
    taken = accepted(cast.principal, cast.school, cast.sro, NOW - timedelta(days=1))
    assert f"/referrals/{taken.pk}/review/" in desk(cast.supervisor)
    shown = inside(cast.sro).get(reverse("desk", args=[reviews.pk])).content.decode()
    assert "Nothing waits for your review." in shown
    assert f"/referrals/{taken.pk}/review/" not in shown


def test_an_officer_is_asked_to_answer_where_they_are_posted_and_nowhere_else(cast):
    MembershipFactory(user=cast.supervisor, organization=cast.agency, role="sro")
    waiting = submitted(cast.principal, cast.school, NOW - timedelta(hours=4))
    decline = f"/referrals/{waiting.pk}/decline/"
    assert decline in desk(cast.sro)
    assert decline not in desk(cast.supervisor)
    PostingFactory(partnership=cast.partnership, school=cast.school, officer=cast.supervisor)
    assert decline in desk(cast.supervisor)


def test_a_decided_call_leaves_the_supervisor_alone(cast):
    decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW - timedelta(days=1))
    assert "Nothing waits for your review." in desk(cast.supervisor)


def test_what_was_kept_in_school_is_counted_for_the_school_and_not_for_the_police(cast):
    draft = drafts.start(by=cast.principal, at=NOW, school=cast.school, danger="none", form_key=cast.school.pk)
    drafts.change(by=cast.principal, at=NOW, referral=draft, answers={"crime": "no", "behavior": "phone"})
    settling.keep_in_school(by=cast.principal, at=NOW, referral=draft, route="teacher", occurred_on=NOW.date())
    assert "Kept in school" in desk(cast.principal)
    for other in (cast.sro, cast.supervisor, cast.agency_administrator, cast.agency_signatory):
        assert "Kept in school" not in desk(other)


@pytest.mark.parametrize("who", ["agency_administrator", "staff", "district_signatory", "portal_administrator"])
def test_people_who_read_no_referral_find_none_on_their_desk(cast, who):
    sent = submitted(cast.principal, cast.school, NOW - timedelta(hours=4))
    shown = desk(getattr(cast, who))
    assert str(sent.pk) not in shown
    assert sent.number not in shown


def test_the_side_that_did_not_enter_an_mou_is_asked_to_confirm_it(cast):
    version = VersionFactory(
        agreement=AgreementFactory(partnership=cast.other_partnership)
        if not hasattr(cast.other_partnership, "agreement")
        else cast.other_partnership.agreement,
        number=2,
        state="entered",
        confirmed_by=None,
        confirmed_at=None,
        entered_for=cast.other_agency,
    )
    assert f"/mou/versions/{version.pk}/" in desk(cast.stranger_district_administrator)
    assert f"/mou/versions/{version.pk}/" not in desk(cast.district_administrator)


def test_the_draft_of_an_mou_waits_on_the_desk_of_its_own_side_alone(cast):
    whose = {"by": cast.district_administrator, "side": cast.district, "partnership": cast.partnership}
    draft = mou_drafts.begin(at=NOW, origin="model", form_key=uuid4(), **whose)
    assert "Go on with the draft of the MOU" in desk(cast.district_administrator)
    for other in ("agency_administrator", "district_signatory", "principal", "stranger_district_administrator"):
        assert f"/mou/drafts/{draft.pk}/" not in desk(getattr(cast, other)), other


def test_a_district_administrator_sees_every_school_by_name_and_no_ranking(cast):
    shown = desk(cast.district_administrator)
    assert cast.school.name in shown
    assert cast.second_school.name in shown
    assert "Schools are not ranked." in shown


def test_someone_with_two_roles_reaches_both_desks_and_no_one_elses(cast):
    second = MembershipFactory(user=cast.supervisor, organization=cast.agency, role=Role.SIGNATORY)
    client = inside(cast.supervisor)
    assert f"/desk/{second.pk}/" in client.get("/").content.decode()
    assert client.get(f"/desk/{second.pk}/").status_code == 200
    stranger = cast.principal.memberships.get()
    assert client.get(f"/desk/{stranger.pk}/").status_code == 404


def test_someone_whose_last_role_has_ended_is_told_whom_to_call(cast):
    cast.staff.memberships.update(ends_on=NOW.date())
    assert "You have no role here now." in desk(cast.staff)


def test_the_officers_of_every_agency_that_covers_the_school_are_on_campus(cast):
    police = OrganizationFactory(name="Aldmoor Police", slug="aldmoor-police")
    bind(cast.district, police, [cast.school], person("Otto Hall", Role.SRO, police))
    for who in (cast.principal, cast.staff):
        shown = desk(who)
        assert shown.index("Otto Hall") < shown.index("Iris Lindqvist")


def test_nobody_is_on_campus_on_a_day_without_school(cast):
    cast.posting.here_from, cast.posting.here_until = time(7, 45), time(15, 30)
    cast.posting.save()
    here(cast.sro, cast.posting, NOW.date())
    assert "On campus today until 3:30 PM." in desk(cast.staff)
    ClosedDayFactory(organization=cast.district, first_day=NOW.date(), last_day=NOW.date())
    for page in (desk(cast.staff), desk(cast.principal), inside(cast.principal).get("/postings/").content.decode()):
        assert "No school today, so not on campus." in page
        assert "On campus today" not in page


def test_a_principal_of_two_schools_opens_the_figures_of_the_one_the_desk_is_of(cast):
    second = MembershipFactory(user=cast.principal, organization=cast.second_school, role=Role.PRINCIPAL)
    submitted(cast.principal, cast.school, NOW)
    for school in (cast.school, cast.second_school):
        one = drafts.start(by=cast.principal, at=NOW, school=school, danger="none", form_key=school.pk)
        drafts.change(by=cast.principal, at=NOW, referral=one, answers={"crime": "no", "behavior": "phone"})
        settling.keep_in_school(by=cast.principal, at=NOW, referral=one, route="teacher", occurred_on=NOW.date())
    client = inside(cast.principal)
    shown = client.get(f"/desk/{second.pk}/").content.decode()
    found = re.findall(r'href="(/(?:referrals|kept-in-school)/\?[^"]*)"', shown)
    figures = [link.replace("&amp;", "&") for link in found if "since=" in link]
    assert len(figures) == 4
    for link in figures:
        number = 1 if link.startswith("/kept") else 0
        assert f"Showing {number} of {number}" in client.get(link).content.decode(), link


@pytest.mark.parametrize("who", ["district_administrator", "supervisor"])
def test_where_caller_and_supervisor_differ_on_crime_is_counted_by_school_and_opens_its_calls(cast, who):
    reader = getattr(cast, who)
    assert "Caller and supervisor" not in desk(reader)
    differs = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW - timedelta(days=40), crime="no")
    decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW - timedelta(days=3))
    shown = desk(reader)
    assert "1 of 2 differ" in shown
    assert "Called in as a crime, found to be none: 0; the other way round: 1" in shown
    (link,) = re.findall(r'href="(/referrals/\?show=differ[^"]*)"', shown)
    behind = inside(reader).get(link.replace("&amp;", "&")).content.decode()
    assert "Showing 1 of 1" in behind
    assert differs.number in behind
