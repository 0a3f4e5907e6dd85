"""State moves only by the table, and the first of two wins."""

from datetime import UTC, datetime

import pytest

from common.transitions import PORTAL, Move, StaleState, WrongRight, move, table_rows
from ledger.models import Notice

AT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db

# Any row with a text field will do to show the mechanism.
SUBMIT = Move(action="submit", from_states=frozenset({"draft"}), to_state="sent", permission="p:write", stamp="read_at")
DECIDE = Move(action="decide", from_states=frozenset({"sent", "held"}), to_state="decided", permission="p:decide")


@pytest.fixture
def row():
    return Notice.objects.create(kind="draft", to="u1", at=AT, due=AT, about_type="t", about_id="1", key="k")


def test_a_move_changes_state_stamp_and_what_belongs_to_it(row):
    move(Notice, row.pk, SUBMIT, at=AT, right="p:write", field="kind", about_id="2")
    row.refresh_from_db()
    assert (row.kind, row.read_at, row.about_id) == ("sent", AT, "2")


def test_of_two_who_move_one_row_the_second_changes_nothing(row):
    move(Notice, row.pk, SUBMIT, at=AT, right="p:write", field="kind")
    move(Notice, row.pk, DECIDE, at=AT, right="p:decide", field="kind", about_id="first")
    with pytest.raises(StaleState):
        move(Notice, row.pk, DECIDE, at=AT, right="p:decide", field="kind", about_id="second")
    row.refresh_from_db()
    assert (row.kind, row.about_id) == ("decided", "first")


def test_a_move_not_in_the_table_is_refused(row):
    with pytest.raises(StaleState):
        move(Notice, row.pk, DECIDE, at=AT, right="p:decide", field="kind")
    row.refresh_from_db()
    assert row.kind == "draft"


def test_a_row_outside_the_given_queryset_is_not_moved(row):
    with pytest.raises(StaleState):
        move(Notice.objects.filter(to="u2").order_by("-at"), row.pk, SUBMIT, at=AT, right="p:write", field="kind")
    row.refresh_from_db()
    assert row.kind == "draft"


def test_only_the_one_row_moves(row):
    other = Notice.objects.create(kind="draft", to="u1", at=AT, due=AT, about_type="t", about_id="1", key="k2")
    move(Notice, row.pk, SUBMIT, at=AT, right="p:write", field="kind")
    other.refresh_from_db()
    assert other.kind == "draft"


def test_a_table_can_be_written_down_line_by_line():
    assert table_rows({"x.thing": [DECIDE, SUBMIT]}) == [
        ("x.thing", "decide", "held", "decided", "p:decide"),
        ("x.thing", "decide", "sent", "decided", "p:decide"),
        ("x.thing", "submit", "draft", "sent", "p:write"),
    ]


@pytest.mark.parametrize("right", ["p:decide", "", None])
def test_a_move_by_another_right_than_the_tables_is_a_fault_and_changes_nothing(row, right):
    with pytest.raises(WrongRight):
        move(Notice, row.pk, SUBMIT, at=AT, right=right, field="kind")
    row.refresh_from_db()
    assert row.kind == "draft"


def test_the_portal_itself_needs_no_right(row):
    move(Notice, row.pk, SUBMIT, at=AT, right=PORTAL, field="kind")
    row.refresh_from_db()
    assert row.kind == "sent"
