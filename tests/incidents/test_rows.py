"""Lines of a list: the same statements for one row as for many, and few."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import record
from incidents.actions import questions
from incidents.models import Referral
from tests.cast import NOW
from tests.factories.accounts import ClosedDayFactory
from tests.factories.incidents import accepted, decided, draft, submitted

READERS = ["principal", "district_administrator", "sro", "supervisor"]


def statements(person, how_many):
    found = list(Referral.objects.visible_to(person, NOW).submitted().for_rows().order_by("-state", "pk")[:how_many])
    assert len(found) == how_many
    with CaptureQueriesContext(
        connection,
    ) as counted:
        rows = record.rows_for(person, found, NOW)
    assert len(rows) == how_many
    return len(counted)


@pytest.mark.parametrize("reader", READERS)
def test_a_page_of_rows_costs_at_most_five_statements_more(cast, reader):
    for _ in range(3):
        submitted(cast.principal, cast.school, NOW)
        accepted(cast.principal, cast.school, cast.sro, NOW)
        questions.ask(
            by=cast.sro,
            at=NOW,
            referral=submitted(cast.designee, cast.school, NOW),
            question="Where?",
            form_key=uuid4(),
        )
    person = getattr(cast, reader)
    assert statements(person, 9) == statements(person, 3) <= 5


@pytest.mark.parametrize("reader", READERS)
def test_opening_one_costs_the_same_however_long_the_list(cast, reader):
    sent = submitted(cast.principal, cast.school, NOW)
    person = getattr(cast, reader)

    def cost():
        row = Referral.objects.visible_to(person, NOW).for_record().get(pk=sent.pk)
        with CaptureQueriesContext(connection) as counted:
            record.record_for(person, row, NOW)
        return len(counted)

    before = cost()
    for _ in range(3):
        decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    assert cost() == before <= 10


def test_a_line_says_what_where_when_and_whose_turn(cast):
    ClosedDayFactory(organization=cast.district)  # Friday, October 16
    sent = submitted(cast.principal, cast.school, NOW)
    row = record.rows_for(cast.supervisor, [sent], NOW)[0]
    assert (row.number, row.school, row.what) == ("A26-0001", "Aldmoor High", "Fight, gym")
    assert (row.crime, row.progress.words) == ("yes", "Sent; waits for the officer")
    assert row.occurred_at == NOW - timedelta(hours=1)
    assert (row.turn.side, row.turn.yours, row.turn.name) == ("police", False, "Iris Lindqvist")
    assert row.clock.words == "1 school day left"
    assert str(row.deadline.due_on) == "2026-10-15"
    assert record.rows_for(cast.sro, [sent], NOW)[0].turn.yours


def test_no_rows_ask_nothing(cast):
    with CaptureQueriesContext(connection) as counted:
        assert record.rows_for(cast.sro, [], NOW) == []
    assert len(counted) == 0


def test_a_draft_has_a_line_too(cast):
    row = record.rows_for(cast.principal, [draft(cast.principal, cast.school, NOW)], NOW)[0]
    assert (row.number, row.progress.words, row.turn.side) == ("", "Draft", "none")
