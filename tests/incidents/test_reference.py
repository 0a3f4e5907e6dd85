"""The fixed lists: whole, sourced, and short enough for their columns."""

import pytest

from incidents.models import KeptInSchool, Referral, Response
from incidents.reference import (
    BEHAVIORS,
    OFFENSES,
    PLACES,
    RECORD_WORDS,
    SCHOOL_ROUTES,
    offense_choices,
    offense_words,
    record_words_in,
)

LISTS = [BEHAVIORS, PLACES, SCHOOL_ROUTES, OFFENSES, RECORD_WORDS]


@pytest.mark.parametrize("one", LISTS)
def test_each_list_names_its_source_and_holds_each_key_once(one):
    assert one.source
    assert one.version
    assert len(one.by_key) == len(one.items)
    assert all(item.label for item in one)


@pytest.mark.parametrize(
    ("one", "model", "field"),
    [
        (BEHAVIORS, Referral, "behavior"),
        (PLACES, Referral, "place"),
        (SCHOOL_ROUTES, KeptInSchool, "route"),
        (OFFENSES, Response, "nibrs_code"),
    ],
)
def test_keys_fit_their_columns(one, model, field):
    assert max(len(item.key) for item in one) <= model._meta.get_field(field).max_length


def test_choices_come_in_groups_and_offenses_the_common_first():
    groups = BEHAVIORS.grouped_choices()
    assert groups[0][0] == "School rules"
    assert sum(len(pairs) for _group, pairs in groups) == len(BEHAVIORS.items)
    assert offense_choices()[0][0] == "Seen most in schools"
    assert offense_words("13B") == "13B · Simple Assault"
    assert offense_words("") == ""
    assert BEHAVIORS.label("gone") == "gone"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She has an IEP and was Suspended twice; suspended again.", ["iep", "suspended"]),
        ("His behavior plan says so.", ["behavior plan"]),
        ("They pushed each other near the ship.", []),
        ("", []),
    ],
)
def test_words_from_records_are_noticed(text, found):
    assert record_words_in(text) == found
