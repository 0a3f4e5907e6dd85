"""One's own page, what is shown of a person to who reads their training, and the desks."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import NOW
from training.actions import courses
from training.actions.courses import CourseTime


def client_without_factor(user):
    """A session in which no second factor was given."""
    client = Client()
    client.force_login(user, backend="accounts.backends.PortalBackend")
    return client


def test_a_staff_member_without_a_second_factor_reads_what_is_to_be_done_and_by_when(school):
    answer = client_without_factor(school.cast.staff).get("/training/")
    assert answer.status_code == 200
    page = answer.content.decode()
    for words in (
        "One course is to be done by November 13.",
        "MOU coursetitle",
        "Due in 30 days, by November 13",
        "1.5 hours · MOU courseprovider",
        "MOU askedreason",
        "No time is set.",
    ):
        assert words in page, words


def test_the_next_times_stand_with_their_zone(school):
    run = school.cast.district_administrator
    courses.add_date(
        by=run,
        at=NOW,
        course=school.course,
        time=CourseTime(NOW.replace(day=20, hour=19), NOW.replace(day=20, hour=21), "Library"),
        form_key=uuid4(),
    )
    for path in ("/training/", f"/training/courses/{school.course.pk}/", "/training/courses/"):
        assert "Tuesday, October 20, 3:00 PM to 5:00 PM EDT, Library" in school.page("staff", path), path


def test_what_is_complete_says_until_when_it_counts_and_what_shows_it(school):
    done = school.took(school.cast.staff)
    page = school.page("staff", "/training/")
    assert "You are up to date." in page
    assert "Valid through September 30, 2027" in page
    assert f"/training/completions/{done.pk}/" in page
    assert "Led the session" in school.page("staff", f"/training/completions/{done.pk}/")


def test_what_runs_out_soon_is_complete_and_to_be_renewed(school):
    school.took(school.cast.staff, NOW.date().replace(year=2025, month=11, day=1))
    page = school.page("staff", "/training/")
    assert "Complete, to be renewed soon" in page
    assert "Renew by" in page


def test_who_is_asked_nothing_is_told_so_in_words(school):
    assert "No course is asked of you." in school.page("records_custodian", "/training/")
    assert "you hold no role at one" in school.page("portal_administrator", "/training/")


def test_a_person_is_shown_to_who_reads_their_training_and_to_nobody_else(school):
    c = school.cast
    school.took(c.staff)
    path = f"/training/people/{c.staff.pk}/"
    for role in ("principal", "district_administrator"):
        page = school.page(role, path)
        assert "MOU coursetitle" in page
        assert "Staff member, Aldmoor High" in page
    for role in ("supervisor", "agency_administrator", "stranger_principal", "staff", "designee"):
        assert school.client(role).get(path).status_code == 404, role
    assert "Record a completion" in school.page("district_administrator", path)
    assert "Record a completion" not in school.page("principal", path)
    assert school.page("supervisor", f"/training/people/{c.sro.pk}/").count("Agency coursetitle") >= 1


def test_the_page_of_a_person_among_people_leads_to_their_training(school):
    path = f"/training/people/{school.cast.staff.pk}/"
    assert path in school.page("principal", f"/people/{school.cast.staff.pk}/")


def test_an_overdue_course_needs_its_person_on_the_desk_after_every_call(school):
    school.late(school.cast.principal)
    page = school.page("principal", "/")
    assert "One thing needs you." in page
    assert "Overdue by 3 days; it was due by October 11" in page
    assert "People are overdue with one course." in page
    school.late(school.cast.staff)
    assert "One thing needs you." in school.page("staff", "/")


def test_the_desks_of_who_reads_training_say_how_it_stands(school):
    bea = type(school.cast.staff).objects.get(name="Bea Brook")
    school.late(bea)
    assert "One school has people overdue." in school.page("district_administrator", "/")
    page = school.page("supervisor", "/")
    assert "Nobody is overdue." in page
    assert "Agency coursetitle" in page
    for role in ("staff", "designee", "records_custodian", "sro"):
        assert "The board" not in school.page(role, "/"), role


@pytest.mark.parametrize("role", ["staff", "sro", "district_signatory", "agency_signatory", "records_custodian"])
def test_everybody_of_a_side_finds_training_in_the_frame(school, role):
    frame = school.client(role).get("/training/").context["shell"]
    assert "Training" in [str(link["label"]) for link in frame["nav"]]
    assert len(frame["nav"]) <= 5
