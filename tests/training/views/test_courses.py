"""Courses and who must take them: pages everybody of the side reads, and their administrators change."""

from uuid import uuid4

import pytest

from tests.accounts.people import NASTY
from tests.checking import confirm_page
from training.models import Course, CourseDate, Requirement

NEW = "/training/courses/new/"
COURSE = {"title": "The officer as a mentor", "topic": "mentor", "summary": "How.", "provider": "NASRO", "hours": "2"}


SENT_BEFORE = "This form was sent before with different answers. The first ones are kept."


def text(answer):
    return answer.content.decode()


def client_key(school, path):
    """The key of a form as the page hands it out."""
    return school.client("district_administrator").get(path).context["form"]["form_key"].value()


def test_a_course_is_added_asked_and_found_by_everybody_of_the_side(school):
    client = school.client("district_administrator")
    page = client.post(NEW, COURSE | {"form_key": uuid4()}, follow=True)
    assert "Added. Say next who must take it" in text(page)
    course = Course.objects.get(title=COURSE["title"])
    given = {"roles": ["principal", "staff"], "days_to_complete": "30", "valid_months": "12", "starts_on": "2026-10-14"}
    given["form_key"] = uuid4()
    client.post(f"/training/courses/{course.pk}/ask/", given)
    said = "Every principal and staff member, within 30 days of joining, or of "
    assert said in school.page("staff", f"/training/courses/{course.pk}/")
    assert said in school.page("records_custodian", "/training/courses/")
    for role in ("sro", "supervisor", "stranger_principal"):
        assert COURSE["title"] not in school.page(role, "/training/courses/")
        assert school.client(role).get(f"/training/courses/{course.pk}/").status_code == 404


def test_a_course_and_what_is_asked_are_made_once_however_often_the_form_is_sent(school):
    client, key = school.client("district_administrator"), client_key(school, NEW)
    answers = [client.post(NEW, COURSE | {"form_key": key}) for _turn in range(2)]
    course = Course.objects.get(title=COURSE["title"])
    assert [answer["Location"] for answer in answers] == [f"/training/courses/{course.pk}/"] * 2
    other = client.post(NEW, COURSE | {"form_key": key, "title": "Another name"})
    assert (other.status_code, SENT_BEFORE in text(other)) == (422, True)
    ask = f"/training/courses/{course.pk}/ask/"
    given = {"roles": ["staff"], "days_to_complete": "30", "valid_months": "", "starts_on": "2026-10-14"}
    given["form_key"] = client_key(school, ask)
    answers = [client.post(ask, given) for _turn in range(2)]
    assert [answer["Location"] for answer in answers] == [f"/training/courses/{course.pk}/"] * 2
    other = client.post(ask, given | {"days_to_complete": "10"})
    assert (other.status_code, SENT_BEFORE in text(other)) == (422, True)
    assert course.requirements.get().days_to_complete == 30


@pytest.mark.parametrize("path", [NEW, "ask"])
def test_a_form_without_its_key_says_to_open_it_again(school, path):
    if path == "ask":
        path = f"/training/courses/{school.course.pk}/ask/"
    answer = school.client("district_administrator").post(path, COURSE)
    assert "This form was opened too long ago. Open it again; nothing was saved." in text(answer)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Fill this in."),
        ({"title": "mou COURSETITLE"}, "A course of that name is given already."),
        ({"topic": "magic"}, "not one of the available choices"),
        ({"hours": "0"}, "at least a quarter of an hour"),
        ({"hours": "1e9"}, "at most 400 hours"),
    ],
)
def test_a_course_that_is_wrong_comes_back_as_typed(school, changed, words):
    answer = school.client("district_administrator").post(NEW, COURSE | {"form_key": uuid4()} | changed)
    assert answer.status_code == 422
    assert words in text(answer)
    assert 'value="NASRO"' in text(answer)
    assert Course.objects.count() == 2


def test_a_course_is_edited_and_taken_off_the_list_only_once_nobody_is_asked(school):
    client, path = school.client("district_administrator"), f"/training/courses/{school.course.pk}/"
    assert client.post(f"{path}edit/", COURSE).status_code == 302
    assert "The officer as a mentor" in school.page("staff", path)
    stays = confirm_page(client, f"{path}retire/")
    assert stays.status_code == 422
    assert "End the requirement first." in text(stays)
    assert confirm_page(client, f"/training/requirements/{school.asked.pk}/end/").status_code == 302
    assert confirm_page(client, f"{path}retire/").status_code == 302
    assert "no longer given" in school.page("staff", path)
    assert "Edit" not in text(client.get(path)).split("<h1")[1]


def test_a_requirement_is_asked_otherwise_with_what_stands_filled_in(school):
    client, path = school.client("district_administrator"), f"/training/requirements/{school.asked.pk}/edit/"
    assert 'value="30"' in text(client.get(path))
    assert (
        confirm_page(client, path, {"roles": ["staff"], "days_to_complete": "10", "valid_months": ""}).status_code
        == 302
    )
    page = school.page("staff", f"/training/courses/{school.course.pk}/")
    assert "Every staff member, within 10 days of joining, or of " in page
    assert "does not expire." in page


@pytest.mark.parametrize(
    "changed", [{"roles": []}, {"roles": ["sro"]}, {"days_to_complete": "0"}, {"valid_months": "121"}, {"roles": ["x"]}]
)
def test_a_requirement_that_makes_no_sense_is_refused_in_words(school, changed):
    given = {"roles": ["staff"], "days_to_complete": "30", "valid_months": "12"} | changed
    answer = confirm_page(
        school.client("district_administrator"), f"/training/requirements/{school.asked.pk}/edit/", given
    )
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
    assert confirm_page(client, f"/training/dates/{one.pk}/remove/").status_code == 302
    assert not CourseDate.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ends": "15:00"}, "It must end after it begins."),
        ({"day": "2026-10-13"}, "Choose today or a later day"),
        ({"day": "2031-12-31"}, "at most three years ahead"),
        ({"day": "9999-12-31"}, "9999 is too far off. Check the year"),
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
    assert "How many have completed it" in school.page("principal", path)
    assert "1 of 2" in school.page("principal", path)
    assert "How many have completed it" not in school.page("staff", path)


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
