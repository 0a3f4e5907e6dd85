"""An officer is shown as on campus once that was confirmed; before, the stated hours and that nobody has said so."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from partnerships.on_campus import Told, on_campus
from tests.factories.partnerships import PostingFactory

SEVEN, THREE = time(7, 45), time(15, 30)


def shown(cast, at, *, begins=SEVEN, leaves=THREE, school_day=True, told=None, asked=True):
    posting = PostingFactory.build(school=cast.school, officer=cast.sro, here_from=begins, here_until=leaves)
    moment = datetime.combine(date(2026, 10, 14), at, tzinfo=ZoneInfo(cast.school.time_zone))
    return on_campus(posting, moment, cast.school, school_day=school_day, told=told, asked=asked)


@pytest.mark.parametrize(
    ("at", "away", "words"),
    [
        (time(5, 34), True, "Not on campus now. On school days from 7:45 AM to 3:30 PM."),
        (time(7, 44, 59), True, "Not on campus now."),
        (SEVEN, True, "Not confirmed yet. Posted here today until 3:30 PM."),
        (time(12), True, "Not confirmed yet. Posted here today until 3:30 PM."),
        (THREE, True, "Not on campus now."),
        (time(23, 59), True, "Not on campus now."),
    ],
)
def test_what_nobody_confirmed_is_not_claimed(cast, at, away, words):
    officer = shown(cast, at)
    assert officer["away"] is away
    assert officer["until"].startswith(words)


@pytest.mark.parametrize("at", [time(5), time(12), time(20)])
def test_a_day_without_school_is_a_day_off_campus(cast, at):
    officer = shown(cast, at, school_day=False)
    assert (officer["away"], officer["until"]) == (True, "No school today, so not on campus.")


@pytest.mark.parametrize(("begins", "leaves"), [(None, None), (SEVEN, None), (None, THREE)])
def test_hours_that_were_not_stated_are_not_made_up(cast, begins, leaves):
    officer = shown(cast, time(12), begins=begins, leaves=leaves)
    assert (officer["away"], officer["until"]) == (True, "When they are on campus is not stated.")


def test_whom_to_phone_is_said_in_any_case(cast):
    posting = PostingFactory.build(school=cast.school, officer=cast.sro, phone="555-0142")
    assert on_campus(
        posting, datetime(2026, 10, 14, 5, tzinfo=ZoneInfo("UTC")), cast.school, school_day=True, told=None
    )["phone"]


@pytest.mark.parametrize("away", [True, False])
def test_what_was_confirmed_is_said_as_it_is(cast, away):
    officer = shown(cast, time(12), told=Told("As confirmed.", away))
    assert (officer["until"], officer["away"]) == ("As confirmed.", away)
    closed = shown(cast, time(12), told=Told("As confirmed.", away), school_day=False)
    assert (closed["until"], closed["away"]) == ("No school today, so not on campus.", True)


def test_where_presence_was_not_asked_about_only_the_hours_are_said(cast):
    officer = shown(cast, time(12), asked=False)
    assert (officer["until"], officer["away"]) == ("On school days from 7:45 AM to 3:30 PM.", True)
