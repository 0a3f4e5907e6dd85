"""Every day that a person enters has a year of four digits that lies near enough to be meant."""

import copy

import pytest
from django import forms
from django.utils import timezone

from common.forms import ANY_DAY, FencelineForm, FormLayout, Years
from tests.contracts.test_one_line import form_classes

DAYS = (forms.DateField, forms.DateTimeField)
FIELDS = [
    (form, name)
    for form in form_classes()
    for name, field in getattr(form, "base_fields", {}).items()
    if isinstance(field, DAYS)
]
each = pytest.mark.parametrize(("form", "name"), FIELDS, ids=[f"{form.__qualname__}.{name}" for form, name in FIELDS])


def errors_of(form, name, typed):
    """What a form of this one field says to what was typed."""
    field = copy.deepcopy(form.base_fields[name])
    one = type("One", (FencelineForm,), {name: field, "day_years": form.day_years})
    return one({name: typed}).errors.get(name, [])


def test_there_are_days_to_walk():
    names = {f"{form.__qualname__}.{name}" for form, name in FIELDS}
    assert len(FIELDS) >= 15
    assert {"PaperForm.effective_on", "RecordForm.completed_on", "ClosedDaysForm.first_day"} <= names


@each
@pytest.mark.parametrize("typed", ["0027-02-08", "02/08/27", "0026-07-01", "0999-12-31", "9999-12-31", "1066-10-14"])
def test_a_year_that_was_mistyped_is_asked_for_again_in_a_sentence(form, name, typed):
    said = errors_of(form, name, typed)
    assert len(said) == 1
    assert said[0].endswith(".")
    if typed[0] == "0":
        assert "four digits" in said[0] or "Write it like" in said[0]


@each
def test_no_field_of_a_day_is_outside_the_layout_that_asks_for_its_year(form, name):
    assert issubclass(form, FormLayout)
    assert isinstance(form.day_years.get(name, ANY_DAY), Years)
    assert set(form.day_years) <= set(form.base_fields)


@each
def test_a_day_of_this_year_is_taken(form, name):
    assert errors_of(form, name, timezone.localdate().isoformat()) == []
