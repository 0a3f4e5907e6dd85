"""Courses and who must take them: pages everybody of the side reads, and their administrators change."""

from uuid import uuid4

import pytest

from tests.accounts.people import NASTY
from training.models import Course, CourseDate, Requirement

NEW = "/training/courses/new/"
COURSE = {"title": "The officer as a mentor", "topic": "mentor", "summary": "How.", "provider": "NASRO", "hours": "2"}


def text(answer):
    return answer.content.decode()


def test_a_course_is_added_asked_and_found_by_everybody_of_the_side(school):
    client = school.client("district_administrator")
    page = client.post(NEW, COURSE, follow=True)
    assert "Added. Say next who must take it" in text(page)
    course = Course.objects.get(title=COURSE["title"])
    given = {"roles": ["principal", "staff"], "days_to_complete": "30", "valid_months": "12", "starts_on": "2026-10-14"}
    client.post(f"/training/courses/{course.pk}/ask/", given)
    said = "Every principal and staff member, within 30 days of joining; counts for 12 months."
    assert said in school.page("staff", f"/training/courses/{course.pk}/")
    assert said in school.page("records_custodian", "/training/courses/")
    for role in ("sro", "supervisor", "stranger_principal"):
        assert COURSE["title"] not in school.page(role, "/training/courses/")
        assert school.client(role).get(f"/training/courses/{course.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"title": "mou COURSETITLE"}, "A course of that name is given already."),
        ({"topic": "magic"}, "not one of the available choices"),
        ({"hours": "0"}, "at least a quarter of an hour"),
        ({"hours": "1e9"}, "at most 400 hours"),
    ],
)
def test_a_course_that_is_wrong_comes_back_as_typed(school, changed, words):
    answer = school.client("district_administrator").post(NEW, COURSE | changed)
    assert answer.status_code == 422
    assert words in text(answer)
    assert 'value="NASRO"' in text(answer)
    assert Course.objects.count() == 2


def test_a_course_is_edited_and_taken_off_the_list_only_once_nobody_is_asked(school):
    client, path = school.client("district_administrator"), f"/training/courses/{school.course.pk}/"
    assert client.post(f"{path}edit/", COURSE).status_code == 302
    assert "The officer as a mentor" in school.page("staff", path)
    stays = client.post(f"{path}retire/")
    assert stays.status_code == 422
    assert "End the requirement first." in text(stays)
    assert client.post(f"/training/requirements/{school.asked.pk}/end/").status_code == 302
    assert client.post(f"{path}retire/").status_code == 302
    assert "no longer given" in school.page("staff", path)
    assert "Edit" not in text(client.get(path)).split("<h1")[1]


def test_a_requirement_is_asked_otherwise_with_what_stands_filled_in(school):
    client, path = school.client("district_administrator"), f"/training/requirements/{school.asked.pk}/edit/"
    assert 'value="30"' in text(client.get(path))
    assert client.post(path, {"roles": ["staff"], "days_to_complete": "10", "valid_months": ""}).status_code == 302
    page = school.page("staff", f"/training/courses/{school.course.pk}/")
    assert "Every staff member, within 10 days of joining; counts for good." in page


@pytest.mark.parametrize(
    "changed", [{"roles": []}, {"roles": ["sro"]}, {"days_to_complete": "0"}, {"valid_months": "121"}, {"roles": ["x"]}]
)
def test_a_requirement_that_makes_no_sense_is_refused_in_words(school, changed):
    given = {"roles": ["staff"], "days_to_complete": "30", "valid_months": "12"} | changed
    answer = school.client("district_administrator").post(f"/training/requirements/{school.asked.pk}/edit/", given)
    assert answer.status_code == 422
    assert Requirement.objects.get(pk=school.asked.pk).days_to_complete == 30


def test_a_time_is_added_in_the_zone_of_the_side_and_taken_off(school):
    client, path = school.client("district_administrator"), f"/training/courses/{school.course.pk}/dates/new/"
    assert "America/New_York" in text(client.get(path))
    given = {"day": "2026-11-02", "begins": "15:30", "ends": "17:00", "place": "Library", "form_key": uuid4()}
    assert client.post(path, given).status_code == 302
    page = client.post(path, given, follow=True)
    assert "Monday, November 2, 3:30 PM to 5:00 PM EST, Library" in text(page)
    one = CourseDate.objects.get()
    assert one.starts_at.isoformat() == "2026-11-02T20:30:00+00:00"
    assert client.post(f"/training/dates/{one.pk}/remove/").status_code == 302
    assert not CourseDate.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ends": "15:00"}, "It must end after it begins."),
        ({"day": "2026-10-13"}, "Choose today or a later day"),
        ({"day": "9999-12-31"}, "at most three years ahead"),
        ({"day": "2026-10-14", "begins": "08:00", "ends": "09:00"}, "This time has passed."),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words(school, changed, words):
    given = {"day": "2026-11-02", "begins": "15:30", "ends": "17:00", "place": ""} | changed
    answer = school.client("district_administrator").post(f"/training/courses/{school.course.pk}/dates/new/", given)
    assert answer.status_code == 422
    assert words in text(answer)


def test_the_figures_of_a_course_are_for_who_reads_them(school):
    school.took(school.cast.staff)
    path = f"/training/courses/{school.course.pk}/"
    assert "How many have" in school.page("principal", path)
    assert "1 of 2" in school.page("principal", path)
    assert "How many have" not in school.page("staff", path)


@pytest.mark.parametrize("role", ["principal", "supervisor", "staff", "stranger_district_administrator"])
def test_who_does_not_run_the_program_changes_nothing(school, role):
    client = school.client(role)
    pk = school.course.pk
    for path in (f"/training/courses/{pk}/edit/", f"/training/courses/{pk}/retire/", f"/training/courses/{pk}/ask/"):
        assert client.post(path, COURSE).status_code == 404, path
    assert Course.objects.get(pk=pk).title == "MOU coursetitle"


@pytest.mark.parametrize("lines", [NASTY[::24], pytest.param(NASTY, marks=pytest.mark.slow)], ids=["some", "all"])
def test_nasty_lines_make_a_course_or_an_error_and_never_a_failure(school, lines):
    client = school.client("district_administrator")
    for line in lines:
        given = COURSE | {"title": line[:120], "summary": line, "provider": line[:120]}
        assert client.post(NEW, given).status_code in (302, 422), line
        assert client.post(NEW, COURSE | {"hours": line, "topic": line}).status_code == 422, line
    assert client.get("/training/courses/").status_code == 200
    assert client.get("/training/board/").status_code == 200
