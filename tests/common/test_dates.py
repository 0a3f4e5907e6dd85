from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import dates
from common.dates import Calendar, CalendarNeverOpens, NonexistentTime

NEW_YORK = ZoneInfo("America/New_York")
PHOENIX = ZoneInfo("America/Phoenix")
ZONES = [NEW_YORK, PHOENIX, *map(ZoneInfo, ("America/Los_Angeles", "America/St_Johns", "Australia/Lord_Howe"))]
BREAK = Calendar.of([(date(2026, 11, 25), date(2026, 11, 27), "the fall break")])
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@st.composite
def calendars(draw):
    starts = draw(st.lists(st.tuples(DAYS, st.integers(0, 90)), max_size=8))
    return Calendar.of((first, first + timedelta(days=length), "") for first, length in starts)


def counted_one_by_one(start, end, calendar):
    span = (start + timedelta(days=step) for step in range(max(0, (end - start).days)))
    return sum(day.weekday() < 5 and not any(f <= day <= la for f, la, _n in calendar.closed) for day in span)


def test_a_school_year_begins_on_the_first_of_july():
    assert dates.school_year_of(date(2026, 6, 30)) == 2025
    assert dates.school_year_of(date(2026, 7, 1)) == 2026


def test_a_school_year_is_labelled_with_both_years():
    assert dates.school_year_label(2026) == "2026–27"
    assert dates.school_year_label(2099) == "2099–00"


@given(DAYS)
def test_every_day_lies_in_its_school_year(day):
    first, end = dates.school_year_days(dates.school_year_of(day))
    assert first <= day < end


@given(DAYS, DAYS, calendars())
def test_school_days_are_counted_as_by_hand(start, end, calendar):
    assert dates.school_days_between(start, end, calendar) == counted_one_by_one(start, end, calendar)


@given(DAYS, st.integers(1, 40), calendars())
def test_the_nth_school_day_has_n_school_days_up_to_it(day, number, calendar):
    try:
        due = dates.add_school_days(day, number, calendar)
    except CalendarNeverOpens:
        assert counted_one_by_one(day + timedelta(days=1), day + dates.HORIZON, calendar) < number * 5
        return
    assert dates.is_school_day(due, calendar)
    assert counted_one_by_one(day + timedelta(days=1), due + timedelta(days=1), calendar) == number


def test_no_school_days_from_now_is_the_day_itself_or_the_next_one():
    assert dates.add_school_days(date(2026, 11, 23), 0, BREAK) == date(2026, 11, 23)
    assert dates.add_school_days(date(2026, 11, 25), 0, BREAK) == date(2026, 11, 30)


def test_a_negative_number_of_school_days_is_refused():
    with pytest.raises(ValueError, match="negative"):
        dates.add_school_days(date(2026, 11, 23), -1, BREAK)


def test_a_calendar_that_never_opens_is_named_and_does_not_loop():
    shut = Calendar.of([(date(2026, 1, 1), date.max, "closed for good")])
    with pytest.raises(CalendarNeverOpens):
        dates.add_school_days(date(2026, 3, 2), 1, shut)
    assert dates.school_days_between(date(2026, 1, 1), date(2026, 12, 31), shut) == 0


def test_the_end_of_time_does_not_overflow():
    with pytest.raises(CalendarNeverOpens):
        dates.add_school_days(date.max, 1, Calendar())


def test_a_range_entered_backwards_closes_nothing():
    assert dates.is_school_day(date(2026, 11, 26), Calendar.of([(date(2026, 11, 27), date(2026, 11, 25), "")]))


def test_overlapping_ranges_are_not_counted_twice():
    rows = [(date(2026, 11, 25), date(2026, 11, 27), "district"), (date(2026, 11, 26), date(2026, 11, 30), "school")]
    assert dates.school_days_between(date(2026, 11, 23), date(2026, 12, 2), Calendar.of(rows)) == 3


def test_leap_day_is_a_school_day_like_any_other():
    assert dates.is_school_day(date(2028, 2, 29), Calendar())
    assert dates.add_school_days(date(2028, 2, 28), 1, Calendar()) == date(2028, 2, 29)


def test_the_school_day_number_says_how_far_the_year_has_come():
    summer = Calendar.of([(date(2026, 7, 1), date(2026, 8, 30), ""), (date(2027, 6, 12), date(2027, 6, 30), "")])
    assert dates.school_day_number(date(2026, 8, 31), summer) == (1, 205)
    assert dates.school_day_number(date(2026, 9, 6), summer) == (5, 205)
    assert dates.school_day_number(date(2027, 6, 30), summer) == (205, 205)


@pytest.mark.parametrize(
    ("today", "words", "used"),
    [
        (date(2026, 11, 19), "3 school days left", 1),
        (date(2026, 11, 20), "2 school days left", 2),
        (date(2026, 11, 21), "2 school days left", 2),
        (date(2026, 11, 23), "1 school day left", 3),
        (date(2026, 11, 24), "due today", 4),
        (date(2026, 11, 26), "past due", 4),
        (date(2026, 11, 30), "1 school day late", 4),
        (date(2026, 12, 1), "2 school days late", 4),
    ],
)
def test_the_clock_says_what_the_calendar_says(today, words, used):
    reading = dates.clock(date(2026, 11, 19), date(2026, 11, 24), today, BREAK)
    assert (reading.words, reading.used, reading.total) == (words, used, 4)


def test_a_due_day_closed_later_is_named_and_not_called_due_today():
    assert dates.clock(date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 24), BREAK).words == "due Wed, Nov 25"


@given(DAYS, st.integers(0, 30), st.integers(-10, 60), calendars())
def test_a_clock_never_contradicts_itself(start, span, passed, calendar):
    due, today = start + timedelta(days=span), start + timedelta(days=passed)
    reading = dates.clock(start, due, today, calendar)
    assert reading.used + reading.left == reading.total
    assert reading.used >= 0
    assert reading.left >= 0
    assert reading.overdue == (today > due)
    assert not (reading.late and reading.left)
    assert not (reading.soon and reading.overdue)


def test_the_strip_has_a_bar_for_each_counted_day_and_a_gap_for_the_rest():
    drawn = dates.strip(date(2026, 11, 19), date(2026, 11, 24), date(2026, 11, 23), BREAK, {date(2026, 11, 19): "Sent"})
    assert [(bar.day.day, bar.state, bar.gap, bar.words) for bar in drawn.bars] == [
        (19, "past", False, "Sent"),
        (20, "past", False, ""),
        (23, "today", True, ""),
        (24, "due", False, ""),
    ]
    assert drawn.not_counted == "Weekends and the fall break (November 25–27) do not count."


def test_a_late_strip_runs_on_to_today():
    drawn = dates.strip(date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 30), BREAK)
    assert [bar.state for bar in drawn.bars] == ["past", "due", "today"]


def test_a_strip_too_long_to_draw_is_refused():
    with pytest.raises(CalendarNeverOpens):
        dates.strip(date(2020, 1, 1), date(2026, 1, 1), date(2026, 1, 1), BREAK)


def test_a_range_across_two_months_names_both():
    row = dates.Closed(date(2026, 12, 21), date(2027, 1, 1), "")
    assert dates.range_words(row) == "December 21 – January 1"


def test_the_local_day_is_the_zones_own():
    moment = datetime(2027, 1, 1, 4, 30, tzinfo=UTC)
    assert dates.local_day(moment, NEW_YORK) == date(2026, 12, 31)
    with pytest.raises(ValueError, match="zone"):
        dates.local_day(moment.replace(tzinfo=None), NEW_YORK)


@given(DAYS, st.sampled_from(ZONES), st.times(time(4), time(23, 59)))
def test_a_due_time_is_the_same_on_the_wall_all_year(day, zone, wall):
    wall = wall.replace(microsecond=0)
    assert dates.due_at(day, zone, wall).astimezone(zone).replace(tzinfo=None) == datetime.combine(day, wall)


def test_a_skipped_due_time_moves_forward_and_a_repeated_one_is_the_first():
    assert dates.due_at(date(2026, 3, 8), NEW_YORK, time(2, 30)) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert dates.due_at(date(2026, 11, 1), NEW_YORK, time(1, 30)) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_time_the_clocks_skipped_is_refused():
    for zone, typed in [
        (NEW_YORK, datetime(2026, 3, 8, 2, 30)),  # noqa: DTZ001  a local time as typed
        (ZoneInfo("Australia/Lord_Howe"), datetime(2026, 10, 4, 2, 15)),  # noqa: DTZ001  half an hour skipped
    ]:
        with pytest.raises(NonexistentTime, match="did not exist"):
            dates.resolve_local(typed, zone)


def test_a_time_that_comes_twice_is_the_first():
    typed = datetime(2026, 11, 1, 1, 30, fold=1)  # noqa: DTZ001  a local time as typed
    assert dates.resolve_local(typed, NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001  local times as typed
def test_a_zone_without_daylight_saving_skips_nothing(typed):
    assert dates.resolve_local(typed, PHOENIX).astimezone(PHOENIX).replace(tzinfo=None) == typed.replace(fold=0)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_are_added_by_the_calendar(day, months, expected):
    assert dates.add_months(day, months) == expected


@given(DAYS, st.integers(-240, 240))
def test_adding_months_never_changes_the_day_unless_the_month_is_shorter(day, months):
    moved = dates.add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


def test_a_month_outside_the_calendar_is_named():
    with pytest.raises(OverflowError, match="outside the calendar"):
        dates.add_months(date(9999, 12, 1), 1)


def test_before_counts_back_months_then_days():
    assert dates.before(date(2027, 3, 31), months=1, days=2) == date(2027, 2, 26)
