"""A filter over many places: a list while they are few, a part of the name where they are many."""

import pytest

from accounts.forms.places import MOST_OFFERED, PlaceField
from accounts.models import Organization
from common.forms import FilterForm
from tests.factories.accounts import SchoolFactory

pytestmark = pytest.mark.django_db


class Filter(FilterForm):
    place = PlaceField(label="Where", required=False)


def asked(places, **given):
    form = Filter(given)
    form.fields["place"].offer(places)
    return form


@pytest.fixture
def many(cast):
    names = [f"North Number {place:02}" for place in range(MOST_OFFERED)] + ["Pine High", "Pine High East", "Old Oak"]
    for name in names:
        SchoolFactory(name=name, parent=cast.district)
    return Organization.objects.schools().filter(parent=cast.district).order_by("name")


def test_few_are_a_list_to_choose_from(cast):
    few = Organization.objects.schools().filter(parent=cast.district).order_by("name")
    form = asked(few, place=str(cast.school.pk))
    assert form.given["place"] == cast.school
    assert f'<option value="{cast.school.pk}" selected>' in str(form["place"])
    assert asked(few, place=str(cast.other_school.pk)).given == {}


def test_of_many_one_is_found_by_a_part_of_its_name_in_any_order(many):
    form = asked(many, place="oak OLD")
    assert form.given["place"].name == "Old Oak"
    assert "<option" not in str(form["place"])


def test_the_whole_name_means_that_one_though_others_begin_with_it(many):
    assert asked(many, place="pine high").given["place"].name == "Pine High"


def test_where_several_are_meant_nothing_is_filtered_and_they_are_named(many):
    form = asked(many, place="pine")
    assert form.given == {}
    assert form.errors["place"] == ["Type more of the name: it matches Pine High and Pine High East."]
    (said,) = asked(many, place="number").errors["place"]
    assert said == "Type more of the name: it matches North Number 00, North Number 01, North Number 02 and others."


@pytest.mark.parametrize("words", ["nowhere", "%", "_", "nul\x00byte", "x" * 5000])
def test_what_no_place_is_called_filters_nothing_and_says_so(many, words):
    form = asked(many, place=words)
    assert form.given == {}
    assert "Nothing here has" in form.errors["place"][0]


def test_an_address_may_name_a_place_by_its_id_and_the_field_then_shows_its_name(many, cast):
    pine = many.get(name="Pine High East")
    form = asked(many, place=str(pine.pk))
    assert form.given["place"] == pine
    assert 'value="Pine High East"' in str(form["place"])


def test_the_id_of_another_sides_place_is_nobodys(many, cast):
    form = asked(many, place=str(cast.other_school.pk))
    assert form.given == {}
    assert form.errors["place"] == ["This place is not among yours."]
    assert cast.other_school.name not in str(form["place"])


def test_few_or_many_it_is_one_statement_and_one_more_for_what_was_typed(many, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert asked(many, place="old").given["place"]
