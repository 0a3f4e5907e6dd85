"""The two days of an assignment: as Python computes them and as the database does, whatever the dates."""

from datetime import date, timedelta

import pytest
from django.db.models import DateField, F, IntegerField, Value
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import Organization
from common.bulk_sql import AddDays, AddMonths, DaysBetween
from common.dates import add_months
from tests.factories.accounts import DistrictFactory
from training.due_days import FOR_GOOD, due_day_columns, due_days

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
in_the_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)


@given(DAYS, st.integers(1, 730), st.none() | DAYS, st.none() | st.integers(1, 120))
def test_nobody_is_late_on_a_day_on_which_a_completion_counts(assigned_on, days, completed_on, months):
    found = due_days(assigned_on=assigned_on, days_to_complete=days, completed_on=completed_on, valid_months=months)
    if completed_on is None:
        assert (found.due_on, found.covered_until) == (assigned_on + timedelta(days=days), None)
    elif months is None:
        assert (found.due_on, found.covered_until) == (None, FOR_GOOD)
    else:
        assert found.covered_until == add_months(completed_on, months) - timedelta(days=1)
        assert found.due_on >= found.covered_until


@given(DAYS, st.integers(1, 730), DAYS, st.integers(1, 120))
def test_what_ran_out_before_the_assignment_leaves_the_full_time(assigned_on, days, completed_on, months):
    found = due_days(assigned_on=assigned_on, days_to_complete=days, completed_on=completed_on, valid_months=months)
    if completed_on < assigned_on:
        assert found.due_on >= assigned_on + timedelta(days=days)
    else:
        assert found.due_on == found.covered_until


@given(DAYS, st.integers(1, 730), DAYS, DAYS, st.integers(1, 120))
def test_a_later_completion_never_ends_sooner(assigned_on, days, one, other, months):
    first, second = sorted([one, other])
    given_all = {"assigned_on": assigned_on, "days_to_complete": days, "valid_months": months}
    earlier, later = due_days(completed_on=first, **given_all), due_days(completed_on=second, **given_all)
    assert earlier.covered_until <= later.covered_until


@pytest.mark.parametrize(
    ("completed_on", "months", "last"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 27)),
        (date(2028, 2, 29), 48, date(2032, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 27)),
        (date(2028, 1, 31), 1, date(2028, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 28)),
    ],
)
def test_a_completion_counts_through_the_day_before_the_same_day(completed_on, months, last):
    found = due_days(assigned_on=completed_on, days_to_complete=30, completed_on=completed_on, valid_months=months)
    assert found.covered_until == last


@pytest.fixture
def one_row(db):
    """Something to select from."""
    DistrictFactory()
    return Organization.objects.all()


@in_the_database
@given(DAYS, st.integers(1, 730), st.none() | DAYS, st.none() | st.integers(1, 120))
@example(date(2028, 2, 29), 366, date(2028, 2, 29), 12)
@example(date(2028, 3, 31), 1, date(2028, 1, 31), 1)
@example(date(2028, 3, 31), 1, date(2028, 1, 31), None)
def test_the_database_computes_the_same_days(one_row, assigned_on, days, completed_on, months):
    columns = due_day_columns(
        assigned_on=F("assigned"), days_to_complete="days_asked", completed_on="learned_on", valid_months="months"
    )
    row = one_row.annotate(
        assigned=Value(assigned_on, DateField()),
        days_asked=Value(days, IntegerField()),
        learned_on=Value(completed_on, DateField()),
        months=Value(months, IntegerField()),
    )
    found = row.annotate(**columns).values_list("due_on", "covered_until").get()
    wanted = due_days(assigned_on=assigned_on, days_to_complete=days, completed_on=completed_on, valid_months=months)
    assert found == (wanted.due_on, wanted.covered_until)


@in_the_database
@given(DAYS, DAYS, st.integers(-800, 800), st.integers(-130, 130))
@example(date(2028, 1, 31), date(2028, 3, 1), -1, 1)
@example(date(2028, 3, 31), date(2027, 3, 1), 0, -1)
def test_the_database_counts_days_as_python_does(one_row, day, other, days, months):
    a, b = Value(day, DateField()), Value(other, DateField())
    found = one_row.annotate(
        between=DaysBetween(a, b), later=AddDays(a, Value(days)), moved=AddMonths(a, Value(months))
    ).values_list("between", "later", "moved")
    assert found.get() == ((day - other).days, day + timedelta(days=days), add_months(day, months))
