import re
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Organization
from partnerships.dependents import OpenMatter
from partnerships.models import Partnership, Posting, Version
from tests.checking import confirm_page, versions_in
from tests.partnerships.stage import (
    AT,
    TODAY,
    browser,
    county,
    entered,
    everything,
    in_force,
    partners,
    posted,
)
from tests.partnerships.test_partnerships import propose

pytestmark = pytest.mark.django_db

SCHOOL_READERS = ("dana", "principal", "custodian", "superintendent")
AGENCY_READERS = ("abel", "officer", "supervisor", "chief")
STRANGERS = ("stranger_school_side", "stranger_agency_side")


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    return found


def answer(who, name, *args):
    return browser(who).get(reverse(name, args=args))


def status(c, who, name, *args):
    return answer(getattr(c, who), name, *args).status_code


@pytest.mark.parametrize("who", [*SCHOOL_READERS, *AGENCY_READERS])
def test_both_sides_read_their_partnership(c, who):
    page = answer(getattr(c, who), "partnership-detail", c.partnership.pk)
    assert page.status_code == 200
    assert "Marrow High" in page.content.decode()
    assert status(c, who, "partnership-list") == 200


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_of_either_side_finds_nothing(c, who):
    version = in_force(c, c.partnership)
    posting = posted(c, c.partnership)
    for name in ("partnership-detail", "partnership-accept", "partnership-contacts", "mou-detail", "mou-enter"):
        assert status(c, who, name, c.partnership.pk) == 404, name
    for name in ("mou-version", "mou-confirm", "mou-reject", "mou-scan"):
        assert status(c, who, name, version.pk) == 404, name
    for name in ("posting-end", "posting-stand-in"):
        assert status(c, who, name, posting.pk) == 404, name
    for name in ("partnership-list", "posting-list", "mou-list"):
        assert "Marrow" not in answer(getattr(c, who), name).content.decode(), name


def test_who_reads_but_does_not_manage_finds_no_page_to_change_it(c):
    posting = posted(c, c.partnership)
    version = entered(c, c.partnership)
    for who in ("principal", "custodian", "officer", "supervisor"):
        assert status(c, who, "partnership-propose") == 404
        assert status(c, who, "partnership-contacts", c.partnership.pk) == 404
        assert status(c, who, "partnership-schools", c.partnership.pk) == 404
        assert status(c, who, "posting-create") == 404
        assert status(c, who, "posting-end", posting.pk) == 404
        assert status(c, who, "mou-enter", c.partnership.pk) == 404
        assert status(c, who, "mou-confirm", version.pk) == 404


def test_an_administrator_of_the_wrong_side_may_see_but_not_do(c):
    version = entered(c, c.partnership)
    assert status(c, "dana", "mou-confirm", version.pk) == 403
    assert status(c, "superintendent", "mou-reject", version.pk) == 403
    assert status(c, "abel", "partnership-schools", c.partnership.pk) == 403


def test_a_staff_member_reads_the_mou_and_who_the_officer_is_and_no_more(c):
    in_force(c, c.partnership)
    posted(c, c.partnership)
    assert status(c, "staff", "mou-detail", c.partnership.pk) == 200
    assert "Ruiz Delgado" in answer(c.staff, "posting-list").content.decode()
    assert status(c, "staff", "partnership-list") == 404
    assert status(c, "staff", "partnership-detail", c.partnership.pk) == 404


def test_the_principal_reads_who_the_officer_is(c):
    posted(c, c.partnership)
    page = answer(c.principal, "posting-list").content.decode()
    assert "Ruiz Delgado is the officer at Marrow High" in page
    assert "555-0142" in page


def test_a_school_without_an_officer_is_told_whom_to_phone(c):
    page = answer(c.principal, "posting-list").content.decode()
    assert "No officer is posted to Marrow High" in page
    assert 'Call <a href="tel:911">911</a> first. Otherwise phone Marrow County Sheriff at ' in page
    assert '<a href="tel:5550200">555-0200</a>.' in page


def test_an_agency_proposes_and_the_district_accepts_with_its_schools(c):
    Partnership.objects.all().delete()
    browser(c.abel).post(reverse("partnership-propose"), {"other": c.district.pk, "form_key": uuid4()})
    partnership = Partnership.objects.get()
    accept = reverse("partnership-accept", args=[partnership.pk])
    assert browser(c.abel).get(accept).status_code == 403
    unchosen = confirm_page(browser(c.dana), accept, {})
    assert unchosen.status_code == 422
    assert "Choose at least one school." in unchosen.content.decode()
    assert confirm_page(browser(c.dana), accept, {"schools": [c.high.pk, c.middle.pk]}).status_code == 302
    partnership.refresh_from_db()
    assert partnership.accepted_by == c.dana
    assert partnership.covered.count() == 2


def test_a_proposal_is_declined_after_a_question(c):
    other = propose(c, other=c.other_agency)
    decline = reverse("partnership-decline", args=[other.pk])
    client = browser(c.stranger_agency_side)
    assert client.get(decline).status_code == 200
    assert confirm_page(client, decline).status_code == 302
    other.refresh_from_db()
    assert other.declined_at == AT
    again = client.post(decline)
    assert again["Location"] == reverse("partnership-detail", args=[other.pk])


def test_the_district_changes_schools_and_each_side_its_contact(c):
    schools = reverse("partnership-schools", args=[c.partnership.pk])
    posting = posted(c, c.partnership)
    sure = browser(c.dana).post(schools, {"schools": [c.middle.pk]}).content.decode()
    version = versions_in(sure)[0]
    assert "Marrow High" in sure
    assert f"The posting of {c.officer.name} ends." in sure
    assert [row.school for row in c.partnership.covered.filter(ends_on=None)] == [c.high]
    assert Posting.objects.get(pk=posting.pk).ends_on is None
    browser(c.dana).post(schools, {"schools": [c.middle.pk], "sure": "yes", "version": version})
    assert [row.school for row in c.partnership.covered.filter(ends_on=None)] == [c.middle]
    contacts = reverse("partnership-contacts", args=[c.partnership.pk])
    browser(c.abel).post(contacts, {"contact": "Sgt. Moss, 555-0201"})
    assert "Sgt. Moss, 555-0201" in answer(c.principal, "partnership-detail", c.partnership.pk).content.decode()


def test_the_agency_posts_an_officer_names_a_stand_in_and_ends_it(c):
    client = browser(c.abel)
    place = c.partnership.covered.get()
    given = {"place": place.pk, "officer": c.officer.pk, "starts_on": "2026-09-14", "phone": "555-0142"}
    assert client.post(reverse("posting-create"), given | {"form_key": uuid4()}).status_code == 302
    posting = Posting.objects.get()
    again = client.post(reverse("posting-create"), given | {"form_key": uuid4()})
    assert again.status_code == 422
    assert "already posted to the school on those days" in again.content.decode()
    stand_in = reverse("posting-stand-in", args=[posting.pk])
    days = {"officer": c.second_officer.pk, "starts_on": "2026-09-15", "last_day": "2026-09-16"}
    days["form_key"] = uuid4()
    assert client.post(stand_in, days).status_code == 302
    assert str(Posting.objects.get(officer=c.second_officer).ends_on) == "2026-09-17"
    end = reverse("posting-end", args=[posting.pk])
    assert confirm_page(client, end, {"when": "later"}).status_code == 422
    assert confirm_page(client, end, {"when": "now"}).status_code == 302
    posting.refresh_from_db()
    assert posting.ends_on == TODAY
    listed = client.get(reverse("posting-list")).context
    assert [row["posting"].officer for row in listed["current"]] == [c.second_officer]


def test_what_waits_for_the_officer_is_read_again_where_it_changed_since_the_page_was_opened(c, monkeypatch):
    client, posting = browser(c.abel), posted(c, c.partnership)
    waits = [OpenMatter("2026-0001", "waits for an answer")]
    monkeypatch.setattr("partnerships.views.postings.waiting_for", lambda _posting: waits)
    end = reverse("posting-end", args=[posting.pk])
    first = client.get(end).context["form"]["version"].value()
    waits.append(OpenMatter("2026-0002", "waits for an answer"))
    asked = client.post(end, {"when": "now", "version": first})
    assert asked.status_code == 422
    assert "Changed: 2026-0002." in asked.content.decode()
    posting.refresh_from_db()
    assert posting.ends_on is None, "nothing was ended"
    assert client.post(end, {"when": "now"}).status_code == 422, "a page that names no version has shown nothing"
    waits.pop(0)
    gone = client.post(end, {"when": "now", "version": asked.context["form"]["version"].value()})
    assert "something that was taken out" in gone.content.decode()
    again = client.post(end, {"when": "now", "version": gone.context["form"]["version"].value()})
    assert again.status_code == 302
    posting.refresh_from_db()
    assert posting.ends_on == TODAY


def test_a_posting_beyond_the_calendar_is_an_error_in_words(c):
    given = {
        "place": c.partnership.covered.get().pk,
        "officer": c.officer.pk,
        "starts_on": "2026-09-14",
        "last_day": "9999-12-31",
    }
    before = everything()
    page = browser(c.abel).post(reverse("posting-create"), given)
    assert page.status_code == 422
    assert everything() == before


def test_a_waiting_version_is_seen_only_by_those_who_decide(c):
    version = entered(c, c.partnership)
    for who in ("dana", "abel", "superintendent", "chief"):
        assert status(c, who, "mou-version", version.pk) == 200
    for who in ("principal", "staff", "officer", "supervisor", "custodian"):
        assert status(c, who, "mou-version", version.pk) == 404
        page = answer(getattr(c, who), "mou-detail", c.partnership.pk)
        assert page.status_code == 200
        assert "Discipline belongs to the school" not in page.content.decode()


def test_the_contents_of_the_mou_lead_to_every_clause_and_to_the_terms(c):
    version = in_force(c, c.partnership)
    for name, of in (("mou-detail", c.partnership), ("mou-version", version)):
        page = answer(c.principal, name, of.pk).content.decode()
        places = re.findall(r'href="#([\w-]+)"', page.split("data-fold", 1)[1].split("</details>", 1)[0])
        assert len(places) == version.clauses.count() + 1
        assert all(page.count(f'id="{place}"') == 1 for place in places)


def test_the_mou_shows_how_it_stands_its_clauses_and_its_terms(c):
    in_force(c, c.partnership)
    for who in ("principal", "staff", "custodian", "officer", "supervisor", "chief", "dana"):
        page = answer(getattr(c, who), "mou-detail", c.partnership.pk).content.decode()
        assert "In force until June 30, 2027" in page
        assert 'id="clause-4-2"' in page
        assert "<mark>The officer does not decide, carry out or threaten school discipline</mark>" in page
        assert "School days for the supervisor to review" in page
    only = answer(c.principal, "mou-list")
    assert only["Location"] == reverse("mou-detail", args=[c.partnership.pk])


def test_the_other_side_confirms_and_a_second_confirmation_changes_nothing(c):
    version = entered(c, c.partnership)
    confirm = reverse("mou-confirm", args=[version.pk])
    assert browser(c.abel).get(confirm).status_code == 200
    assert confirm_page(browser(c.abel), confirm).status_code == 302
    before = everything()
    late = browser(c.chief).post(confirm, follow=True)
    assert "confirmed this version or sent it back already" in late.content.decode()
    assert everything() == before


def test_sending_back_needs_a_reason_and_shows_it_to_the_other_side(c):
    version = entered(c, c.partnership)
    reject = reverse("mou-reject", args=[version.pk])
    assert confirm_page(browser(c.abel), reject, {"reason": "   "}).status_code == 422
    assert confirm_page(browser(c.abel), reject, {"reason": "Clause <3> differs."}).status_code == 302
    assert "Clause &lt;3&gt; differs." in answer(c.dana, "mou-detail", c.partnership.pk).content.decode()
    assert Version.objects.get().rejected_by == c.abel


def test_a_school_that_only_begins_is_kept_without_asking(c):
    page = browser(c.dana).post(
        reverse("partnership-schools", args=[c.partnership.pk]), {"schools": [c.high.pk, c.middle.pk]}
    )
    assert page.status_code == 302
    assert c.partnership.covered.filter(ends_on=None).count() == 2


def test_the_postings_page_names_covered_schools_without_an_officer(c):
    assert "One covered school has no officer:" in answer(c.abel, "posting-list").content.decode()
    c.partnership.covered.update(starts_on=TODAY - timedelta(days=30))
    posting = posted(c, c.partnership, starts_on=TODAY - timedelta(days=30))
    assert "has no officer" not in answer(c.abel, "posting-list").content.decode()
    confirm_page(browser(c.abel), reverse("posting-end", args=[posting.pk]), {"when": "now"})
    page = answer(c.abel, "posting-list").content.decode()
    assert "One covered school has no officer:" in page
    assert f"ended {TODAY:%b} {TODAY.day}, {TODAY.year}" in page


def test_in_the_evening_the_schools_own_day_says_which_schools_are_covered(c, time_machine):
    time_machine.move_to(datetime.combine(TODAY + timedelta(days=1), time(1), tzinfo=UTC))  # still today in New York
    c.partnership.covered.update(starts_on=TODAY + timedelta(days=1))
    assert "has no officer" not in answer(c.abel, "posting-list").content.decode()
    c.partnership.covered.update(starts_on=TODAY - timedelta(days=30), ends_on=TODAY + timedelta(days=1))
    assert "One covered school has no officer:" in answer(c.abel, "posting-list").content.decode()


def test_with_nobody_to_propose_to_there_is_no_form(c):
    for agency in Organization.objects.agencies().exclude(pk=c.partnership.agency_id):
        Partnership.objects.create(
            district=c.district,
            agency=agency,
            proposed_for=c.district,
            proposed_by=c.dana,
            proposed_at=AT,
            form_key=uuid4(),
        )
    page = browser(c.dana).get(reverse("partnership-propose")).content.decode()
    assert "There is nobody to propose to" in page
    assert "Propose the partnership" not in page


def test_terms_that_drive_nothing_are_not_shown_as_driving_the_portal(c):
    in_force(c, c.partnership)
    page = browser(c.dana).get(reverse("mou-detail", args=[c.partnership.pk])).content.decode()
    assert page.count("Not acted on by the portal") == 2
    for label in ("Days to acknowledge a new version", "Hours to tell a guardian"):
        assert "Not acted on by the portal" in page.partition(label)[2][:80]
    assert "Terms the portal goes by" not in page
