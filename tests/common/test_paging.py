import base64
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from common.paging import capped_count, chained, cursor, page
from training.models import CourseAssignment

KEY = ("-expire_date", "session_key")
START = datetime(2026, 11, 23, 12, tzinfo=UTC)


def make_rows(minutes):
    """Rows in which several share a moment, as real ones do."""
    Session.objects.bulk_create(
        Session(
            session_key=f"{number:04d}", session_data=str(number % 2), expire_date=START + timedelta(minutes=minute)
        )
        for number, minute in enumerate(minutes)
    )


def keys(rows):
    return [row.session_key for row in rows]


def read_all(size, *, key=KEY):
    """Every page from the first to the last, as a list of lists."""
    pages, after = [], None
    while len(pages) < 100:
        shown = page(Session.objects.all(), key=key, after=after, size=size)
        pages.append(shown)
        if shown.older is None:
            return pages
        after = shown.older
    raise AssertionError("The pages never end.")


class EveryRow(TestCase):
    """Properties over tables of any shape; a class because hypothesis rolls the database back per example."""

    @given(st.lists(st.integers(0, 3), max_size=14), st.integers(1, 5))
    def test_every_row_is_seen_once_and_in_order(self, minutes, size):
        make_rows(minutes)
        seen = [name for shown in read_all(size) for name in keys(shown.items)]
        assert seen == keys(Session.objects.order_by(*KEY))

    @given(st.lists(st.integers(0, 2), max_size=14), st.integers(1, 3))
    def test_a_key_of_three_columns_is_read_column_by_column(self, minutes, size):
        make_rows(minutes)
        key = ("-expire_date", "-session_data", "session_key")
        seen = [name for shown in read_all(size, key=key) for name in keys(shown.items)]
        assert seen == keys(Session.objects.order_by(*key))

    @given(st.lists(st.integers(0, 3), max_size=14), st.integers(1, 5))
    def test_parts_are_read_one_after_the_other_both_ways(self, minutes, size):
        make_rows(minutes)
        parts = [Session.objects.filter(session_data="1"), Session.objects.filter(session_data="0")]
        wanted = [name for part in parts for name in keys(part.order_by(*KEY))]
        shown = chained(parts, key=KEY, size=size)
        pages = [shown]
        while shown.older is not None:
            shown = chained(parts, key=KEY, after=shown.older, size=size)
            pages.append(shown)
        assert [name for one in pages for name in keys(one.items)] == wanted
        for earlier, later in pairwise(pages):
            assert keys(chained(parts, key=KEY, before=later.newer, size=size).items) == keys(earlier.items)

    @given(st.lists(st.integers(0, 3), min_size=1, max_size=14), st.integers(1, 5))
    def test_going_back_shows_the_pages_already_seen(self, minutes, size):
        make_rows(minutes)
        pages = read_all(size)
        for earlier, later in pairwise(pages):
            back = page(Session.objects.all(), key=KEY, before=later.newer, size=size)
            assert keys(back.items) == keys(earlier.items)
            assert back.older is not None
        assert pages[0].newer is None

    @given(st.text(max_size=60))
    def test_garbage_shows_the_first_page(self, text):
        make_rows([0, 1, 2])
        assert keys(page(Session.objects.all(), key=KEY, after=text, size=2).items) == ["0002", "0001"]
        assert keys(page(Session.objects.all(), key=KEY, before=text, size=2).items) == ["0002", "0001"]

    @given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists, max_leaves=5))
    def test_a_cursor_made_by_hand_is_no_error(self, values):
        make_rows([0, 1, 2])
        forged = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
        assert len(page(Session.objects.all(), key=KEY, after=forged, size=2).items) <= 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        ["9999-99-99", "x"],
        ["2026-11-23T12:00:00", "naive"],
        [None, None],
        [1],
        [True, False],
        ["2026-11-23T12:00:00Z", "\0"],
        ["2026-11-23T12:00:00Z", "\ud800"],
        ["9999-12-31T23:59:59-12:00", "x"],
        ["0001-01-01T00:00:00+14:00", "x"],
    ],
)
def test_a_cursor_of_unfit_values_shows_the_first_page(values):
    make_rows([0, 1])
    forged = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
    assert keys(page(Session.objects.all(), key=KEY, after=forged).items) == ["0001", "0000"]


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["Infinity", "0000-00-00", "9999-12-31T23:59:59-12:00", "\U0001f600", "x" * 500])
def test_a_word_is_no_place_in_a_column_the_database_computes(word):
    forged = base64.urlsafe_b64encode(json.dumps([word, str(UUID(int=1))]).encode()).decode()
    for mark in ({"after": forged}, {"before": forged}):
        assert page(CourseAssignment.objects.all(), key=("due_key", "id"), **mark).items == []


@pytest.mark.django_db
def test_a_cursor_shows_no_row_the_queryset_leaves_out():
    make_rows([0, 1, 2])
    after = cursor(Session.objects.get(session_key="0002"), KEY)
    shown = page(Session.objects.exclude(session_key="0001"), key=KEY, after=after)
    assert keys(shown.items) == ["0000"]


@pytest.mark.django_db
def test_a_row_added_meanwhile_moves_nothing():
    make_rows([1, 2, 3, 4])
    first = page(Session.objects.all(), key=KEY, size=2)
    Session.objects.create(session_key="new", session_data="", expire_date=START + timedelta(minutes=9))
    assert keys(page(Session.objects.all(), key=KEY, after=first.older, size=2).items) == ["0001", "0000"]


@pytest.mark.django_db
def test_when_everything_newer_is_gone_the_first_page_is_shown():
    make_rows([1, 2, 3])
    before = cursor(Session.objects.get(session_key="0002"), KEY)
    shown = page(Session.objects.all(), key=KEY, before=before)
    assert (keys(shown.items), shown.newer) == (["0002", "0001", "0000"], None)


@pytest.mark.django_db
def test_a_page_is_one_query_and_skips_no_rows():
    make_rows(range(9))
    after = page(Session.objects.all(), key=KEY, size=4).older
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page(Session.objects.all(), key=KEY, after=after, size=4)
    assert len(queries) == 1
    assert "OFFSET" not in queries[0]["sql"].upper()


@pytest.mark.django_db
def test_a_count_stops_at_its_cap():
    make_rows(range(7))
    assert capped_count(Session.objects.all()) == "7"
    assert capped_count(Session.objects.all(), cap=7) == "7"
    assert capped_count(Session.objects.all(), cap=6) == "6+"
    assert capped_count(Session.objects.none()) == "0"


@pytest.mark.django_db
def test_a_capped_count_is_written_for_people():
    make_rows(range(1001))
    assert capped_count(Session.objects.all()) == "1,000+"
