"""Which index a query goes through: what is asked most must not read every referral there is."""

from datetime import timedelta

import pytest
from django.db import connection

from incidents.models import Referral
from tests.cast import NOW

# PostgreSQL weighs its own figures, and over no rows all plans are alike to it: there, that it can use an index at all.
BY_NAME = {"sqlite": "{}", "postgresql": "Index"}


def plan(rows):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def newest(rows):
    return rows.for_rows().order_by("-submitted_at", "-id")[:26]


@pytest.mark.parametrize(
    ("reader", "index"),
    [
        ("principal", "referral_open_by_school"),
        ("district_administrator", "referral_open_by_district"),
    ],
)
def test_what_is_open_is_found_among_what_is_open(cast, reader, index):
    rows = Referral.objects.on_school_side_of(getattr(cast, reader), NOW)
    assert BY_NAME[connection.vendor].format(index) in plan(newest(rows.awaiting_review()))
    assert BY_NAME[connection.vendor].format(index) in plan(newest(rows.drafts()))


def test_the_queue_is_walked_in_its_own_order(cast):
    rows = Referral.objects.on_agency_side_of(cast.supervisor, NOW).awaiting_review()
    found = plan(rows.filter(review_due_on__isnull=False).for_rows().order_by("review_due_on", "id")[:26])
    assert BY_NAME[connection.vendor].format("referral_queue") in found
    assert "USE TEMP B-TREE FOR ORDER BY" not in found


@pytest.mark.parametrize("reader", ["principal", "district_administrator", "supervisor"])
def test_a_list_is_walked_in_its_own_order(cast, reader):
    person = getattr(cast, reader)
    side = Referral.objects.on_agency_side_of if reader == "supervisor" else Referral.objects.on_school_side_of
    for rows in (side(person, NOW), Referral.objects.visible_to(person, NOW)):
        for listed in (rows.submitted(), rows.submitted().closed()):
            found = plan(newest(listed))
            assert BY_NAME[connection.vendor].format("referral_by_") in found
            assert "USE TEMP B-TREE FOR ORDER BY" not in found


def test_figures_of_the_last_days_are_counted_in_the_index_alone(cast):
    rows = Referral.objects.on_school_side_of(cast.district_administrator, NOW)
    found = plan(rows.occurred_from(NOW - timedelta(days=30)).order_by().values_list("school", "crime"))
    assert BY_NAME[connection.vendor].format("COVERING INDEX referral_by_district") in found
