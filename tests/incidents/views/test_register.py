"""The register of disclosures: what crossed, for the side that accounts for it."""

import pytest

from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import decided
from tests.incidents.views.desk import page

REGISTER = "/disclosures/"


@pytest.fixture
def crossed(cast):
    """A call that was sent, answered and reviewed."""
    return decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)


def test_the_custodian_reads_what_crossed_both_ways(cast, crossed):
    shown = page(inside(cast.records_custodian).get(REGISTER))
    assert "The referral" in shown
    assert "determination" in shown
    assert shown.count(crossed.number) == 3


def test_one_direction_is_shown_alone(cast, crossed):
    shown = page(inside(cast.records_custodian).get(f"{REGISTER}?direction=to_agency"))
    assert shown.count(crossed.number) == 1


def test_no_text_of_what_crossed_stands_in_the_register(cast, crossed):
    shown = page(inside(cast.records_custodian).get(REGISTER))
    for text in crossed.texts.all():
        assert text.text not in shown


@pytest.mark.parametrize("who", ["sro", "supervisor", "agency_administrator", "staff", "portal_administrator"])
def test_for_everyone_else_the_register_does_not_exist(cast, crossed, who):
    assert inside(getattr(cast, who)).get(REGISTER).status_code == 404


def test_another_district_sees_an_empty_register(cast, crossed):
    shown = page(inside(cast.stranger_district_administrator).get(REGISTER))
    assert crossed.number not in shown
    assert "Nothing has been sent yet." in shown
