"""When a review falls and which rung is reached: days only, no database."""

from datetime import date, timedelta

import pytest

from partnerships.review_cycles import current_cycle, cycle_after, review_cycles, rung_reached

LADDER = (120, 60, 30, 14, 7, 0)


def days(first, until, months=12, ladder=LADDER):
    return [cycle.due_on for cycle in review_cycles(first, until, months, ladder)]


def test_a_review_falls_a_year_after_the_first_day_and_the_last_on_the_last_day():
    assert days(date(2026, 7, 1), date(2029, 1, 1)) == [date(2027, 7, 1), date(2028, 7, 1), date(2028, 12, 31)]
    closing = list(review_cycles(date(2026, 7, 1), date(2027, 7, 1), 12, LADDER))
    assert [(cycle.due_on, cycle.ends_with_version) for cycle in closing] == [(date(2027, 6, 30), True)]


def test_a_version_begun_on_a_leap_day_comes_back_to_it():
    assert days(date(2024, 2, 29), date(2028, 3, 1)) == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]
    assert days(date(2027, 8, 31), date(2028, 8, 31), months=6) == [date(2028, 2, 29), date(2028, 8, 30)]


def test_a_version_of_one_day_is_reviewed_on_it():
    assert days(date(2026, 7, 1), date(2026, 7, 2)) == [date(2026, 7, 1)]


def test_an_mou_without_a_foreseeable_end_counts_to_the_end_of_the_calendar():
    assert days(date(9990, 1, 1), date(9999, 12, 30), months=60)[-1] == date(9999, 12, 29)


def test_a_cycle_counts_until_the_next_one_opens():
    given = list(review_cycles(date(2026, 7, 1), date(2029, 7, 1), 12, LADDER))
    assert current_cycle(given, date(2026, 7, 1)) == given[0]
    assert current_cycle(given, date(2028, 3, 2)) == given[0]
    assert current_cycle(given, date(2028, 3, 3)) == given[1]  # 120 days before
    assert cycle_after(given, given[1]) == given[2]
    assert cycle_after(given, given[2]) is None


def test_nobody_is_told_of_a_cycle_while_the_one_before_is_still_ahead():
    given = list(review_cycles(date(2026, 7, 1), date(2027, 7, 1), 3, LADDER))
    assert current_cycle(given, date(2026, 10, 1)) == given[0]
    assert current_cycle(given, date(2026, 10, 2)) == given[1]
    assert rung_reached(given[1], LADDER, date(2026, 10, 2), date.min) is None
    assert rung_reached(given[1], LADDER, date(2026, 11, 2), date.min).name == "60"


@pytest.mark.parametrize(
    ("before", "name"),
    [(121, None), (120, "120"), (61, "120"), (60, "60"), (30, "30"), (14, "14"), (7, "7"), (1, "7"), (0, "0"),
     (-6, "0"), (-7, "after-7"), (-13, "after-7"), (-14, "after-14")],
)  # fmt: skip
def test_the_latest_rung_reached_counts(before, name):
    (cycle, *_later) = review_cycles(date(2026, 7, 1), date(2029, 7, 1), 12, LADDER)
    rung = rung_reached(cycle, LADDER, cycle.due_on - timedelta(days=before), date.min)
    assert (rung and rung.name) == name


def test_a_rung_before_the_day_of_confirming_is_not_told():
    (cycle, *_later) = review_cycles(date(2026, 7, 1), date(2029, 7, 1), 12, LADDER)
    day = cycle.due_on - timedelta(days=40)
    assert rung_reached(cycle, LADDER, day, since=cycle.due_on - timedelta(days=60)).name == "60"
    assert rung_reached(cycle, LADDER, day, since=cycle.due_on - timedelta(days=59)) is None
