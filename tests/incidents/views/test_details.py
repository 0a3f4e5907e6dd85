"""What happened: day and time as at the school, texts, people."""

from zoneinfo import ZoneInfo

import pytest

from incidents.choices import TextKind
from incidents.limits import MOST_PARTICIPANTS
from tests.incidents.views.desk import DETAILS, at, begin, page, walk_to_check

PERSON = {
    "person-0-role": "subject",
    "person-0-kind": "student",
    "person-0-description": "ninth grader",
    "person-0-name": "Quentin Sample",
    "person-0-student_number": "S-1",
}


@pytest.fixture
def asked(principal):
    """A draft at the page of details."""
    one = begin(principal)
    principal.post(at(one, "crime/"), {"crime": "yes", "reason": "As seen."})
    return one


def test_day_and_time_are_the_schools_own_and_today_by_default(principal, asked):
    shown = page(principal.get(at(asked, "details/")))
    assert "Eastern Time, as at the school." in shown
    assert 'value="2026-10-14"' in shown
    principal.post(at(asked, "details/"), DETAILS)
    asked.refresh_from_db()
    assert asked.occurred_at.astimezone(ZoneInfo("America/New_York")).isoformat() == "2026-10-14T09:15:00-04:00"


def test_another_schools_zone_is_named(cast, principal):
    cast.school.time_zone = "America/Denver"
    cast.school.save()
    one = begin(principal)
    principal.post(at(one, "crime/"), {"crime": "yes", "reason": "As seen."})
    assert "Mountain Time, as at the school." in page(principal.get(at(one, "details/")))
    # Half past nine in New York has come, half past nine in Denver has not.
    assert principal.post(at(one, "details/"), {**DETAILS, "time": "09:30"}).status_code == 422


@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        ("2026-10-15", "08:00", "This day is still to come."),
        ("2026-10-14", "10:06", "This time is still to come at the school."),
        ("2025-06-30", "09:00", "Events before July 1, 2025"),
        ("2026-03-08", "02:30", "clocks were put forward that night"),
        ("9999-12-31", "23:59", "9999 is too far off. Check the year"),
        ("0001-01-01", "00:00", "four digits"),
        ("soon", "09:00", "This is not a day."),
        ("2026-02-30", "09:00", "This is not a day."),
        ("2026-10-14", "25:00", "This is not a time."),
        ("2026-10-14", "nine", "This is not a time."),
        ("", "09:00", "Give the day it happened."),
        ("2026-10-14", "", "Give the time, as near as you know it."),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words_and_what_was_typed_stays(principal, asked, day, time, words):
    response = principal.post(at(asked, "details/"), {**DETAILS, "day": day, "time": time})
    assert response.status_code == 422
    shown = page(response)
    assert words in shown
    assert DETAILS["shared"] in shown
    assert f'value="{day}"' in shown or not day
    asked.refresh_from_db()
    assert asked.occurred_at is None


@pytest.mark.parametrize(
    ("day", "time"),
    [("10/14/2026", "9:15 AM"), ("2025-07-01", "00:00"), ("2026-10-14", "10:04"), ("2025-11-02", "01:30")],
)
def test_days_and_times_as_people_write_them_are_taken(principal, asked, day, time):
    assert principal.post(at(asked, "details/"), {**DETAILS, "day": day, "time": time}).status_code == 302


def test_a_person_is_added_without_losing_what_was_typed(principal, asked):
    typed = {**DETAILS, "day": "not a day", "shared": "Half a sen"}
    response = principal.post(at(asked, "details/"), {**typed, "add": "1"})
    shown = page(response)
    assert response.status_code == 200
    assert "Half a sen" in shown
    assert 'value="not a day"' in shown
    assert "Person 1" in shown
    assert "Check these answers" not in shown
    more = page(principal.post(at(asked, "details/"), {**typed, **PERSON, "add": "1"}))
    assert 'value="Quentin Sample"' in more
    assert "Person 2" in more
    asked.refresh_from_db()
    assert asked.occurred_at is None
    assert asked.participants.get().identity.name == "Quentin Sample"


@pytest.mark.parametrize("button", [{}, {"later": "1"}, {"add": "1"}])
def test_every_button_saves_what_is_in_order_whatever_else_is_missing(principal, asked, button):
    given = {**DETAILS, "place": "", "day": "soon", **PERSON, **button}
    response = principal.post(at(asked, "details/"), given)
    assert response.status_code == (302 if "later" in button else 200 if "add" in button else 422)
    asked.refresh_from_db()
    assert (asked.started_by, asked.behavior, asked.place) == ("staff", "fight", "")
    assert asked.texts.get(kind=TextKind.SHARED).text == DETAILS["shared"]
    assert asked.participants.count() == 1
    shown = page(principal.get(at(asked, "details/")))
    assert DETAILS["shared"] in shown
    assert 'value="Quentin Sample"' in shown


def test_a_person_in_disorder_leaves_the_people_saved_before(principal, asked):
    principal.post(at(asked, "details/"), {**DETAILS, **PERSON})
    response = principal.post(at(asked, "details/"), {**DETAILS, **PERSON, "person-0-role": ""})
    assert response.status_code == 422
    shown = page(response)
    assert shown.count("Check these answers") == 1
    assert "Person 1: <a" in shown
    assert asked.participants.get().role == "subject"


def test_saving_for_later_goes_home_and_says_that_nothing_was_sent(principal, asked):
    response = principal.post(at(asked, "details/"), {"shared": "Half a sentence", "later": "1"}, follow=True)
    assert response.redirect_chain[-1][0] == "/"
    assert "Saved. Nothing was sent" in page(response)
    assert asked.texts.get(kind=TextKind.SHARED).text == "Half a sentence"


def test_no_more_than_six_people(principal, asked):
    rows = {f"person-{place}-role": "witness" for place in range(MOST_PARTICIPANTS)}
    shown = page(principal.post(at(asked, "details/"), {**DETAILS, **rows, "add": "1"}))
    assert f"Person {MOST_PARTICIPANTS}" in shown
    assert f"Person {MOST_PARTICIPANTS + 1}" not in shown
    assert "Add another person" not in shown


def test_people_are_kept_with_their_names_apart(principal, asked):
    principal.post(at(asked, "details/"), {**DETAILS, **PERSON})
    one = asked.participants.get()
    assert (one.role, one.kind, one.description) == ("subject", "student", "ninth grader")
    assert (one.identity.name, one.identity.student_number) == ("Quentin Sample", "S-1")
    assert 'value="Quentin Sample"' in page(principal.get(at(asked, "details/")))
    principal.post(at(asked, "details/"), {**DETAILS, **PERSON, "person-0-leave_out": "on"})
    assert not asked.participants.exists()


def test_an_empty_row_is_no_one_and_a_half_filled_one_is_asked_about(principal, asked):
    empty = {"person-0-role": "", "person-0-kind": ""}
    assert principal.post(at(asked, "details/"), {**DETAILS, **empty}).status_code == 302
    assert not asked.participants.exists()
    half = {"person-0-role": "", "person-0-kind": "", "person-0-name": "Quentin Sample"}
    response = principal.post(at(asked, "details/"), {**DETAILS, **half})
    assert response.status_code == 422
    assert "or take the person out" in page(response)


def test_a_text_beyond_its_length_says_so_in_words(principal, asked):
    response = principal.post(at(asked, "details/"), {**DETAILS, "shared": "word " * 1100})
    assert response.status_code == 422
    assert "At most 5,000 characters; yours has 5,500." in page(response)


def test_line_ends_of_a_browser_are_kept_as_plain_ones(principal, asked):
    principal.post(at(asked, "details/"), {**DETAILS, "shared": "first\r\nsecond"})
    assert asked.texts.get(kind=TextKind.SHARED).text == "first\nsecond"


def test_words_from_a_students_record_are_warned_of_with_the_way_to_move_them(principal):
    one = walk_to_check(principal, shared="He has an IEP and takes his medication late. As before.")
    shown = page(principal.get(at(one, "check/")))
    assert "This may come from a student’s record:" in shown
    assert "iep, medication" in shown
    assert f'href="{at(one, "details/")}#id_school_only"' in shown
    assert "This may come" not in page(principal.get(at(walk_to_check(principal), "check/")))
