"""A district of many schools: its desk names the first that have something to tell, and leads to the list of all."""

from uuid import uuid4

import pytest

from config.desks import compose, figures
from incidents import analytics
from incidents.models import Referral
from tests.cast import NOW
from tests.factories.accounts import SchoolFactory

pytestmark = pytest.mark.django_db
SINCE = NOW.date()


def test_of_few_schools_all_are_named_those_without_a_call_too(cast):
    part = compose._by_school({(cast.school.pk, "no"): 2, (cast.school.pk, "yes"): 1}, SINCE, cast.district)
    assert [(row["title"], row["value"]) for row in part["rows"]] == [("Aldmoor High", "3"), ("Brook Middle", "0")]
    assert not part["more_url"]


def test_of_many_schools_the_first_with_a_call_are_named(cast):
    schools = [SchoolFactory(name=f"Number {turn:02}", parent=cast.district) for turn in range(40)]
    recent = {(school.pk, "no"): 1 for school in schools[5:]}
    part = compose._by_school(recent, SINCE, cast.district)
    assert [row["title"] for row in part["rows"]] == [f"Number {turn:02}" for turn in range(5, 30)]
    assert part["note"].startswith("The first 25 of 35 schools by name.")
    assert part["more_url"] == f"/referrals/?since={SINCE}"


@pytest.mark.parametrize("differed", [0, 1])
def test_of_many_schools_those_are_named_where_caller_and_supervisor_differ(monkeypatch, differed, rf):
    gaps = [analytics.Gap(uuid4(), f"Number {turn:02}", 3, differed * (turn % 2), 0, 0) for turn in range(40)]
    monkeypatch.setattr(analytics, "crime_gap", lambda _rows: gaps)
    part = figures.crime_gap(Referral.objects.all(), NOW, NOW.tzinfo)
    assert [row["title"] for row in part["rows"]] == [f"Number {turn:02}" for turn in range(1, 40, 2)] * differed
    assert part["more_url"].startswith("/referrals/?show=differ")
    assert part["empty"]
