"""A record that was changed, removed or added outside the portal is found, even when the chain is intact."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from incidents.actions import addenda, outcomes, questions
from incidents.models import (
    Addendum,
    Disclosure,
    DisclosureText,
    Outcome,
    Question,
    Referral,
    ReferralText,
    Response,
    Review,
)
from ledger.actions.sealing import begin_seals
from ledger.models import Event
from ledger.seals import seal, sealed_models
from ledger.triggers import protected_tables, remove
from ledger.verify import verify
from partnerships.models import Clause, Version
from tests.cast import NOW
from tests.factories.incidents import decided, draft, submitted


@pytest.fixture
def told(cast):
    """Every kind of record of a call, by the actions; what stood before was sealed at the start."""
    begin_seals(at=NOW)
    call = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    later = NOW + timedelta(hours=3)
    outcomes.record_outcome(by=cast.sro, at=later, referral=call, kind="arrest", note="Ours.", form_key=uuid4())
    addenda.add(by=cast.principal, at=later, referral=call, text="It was the gym.", crosses=True, form_key=uuid4())
    other = submitted(cast.principal, cast.school, NOW)
    asked = questions.ask(by=cast.sro, at=later, referral=other, question="Which door?", form_key=uuid4())
    questions.reply(by=cast.principal, at=later, question=asked, reply="The left one.", form_key=uuid4())
    return cast


@contextmanager
def behind_its_back():
    """Whoever can write to the database: triggers off, then back as if nothing had been."""
    point = transaction.savepoint()
    for table in protected_tables():
        remove(connection, table)
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            yield cursor
    finally:
        transaction.savepoint_rollback(point)


CHANGED = [
    (Referral, "behavior", "'other'", "altered"),
    (ReferralText, "text", "'It was nothing.'", "altered"),
    (Disclosure, "basis", "'emergency'", "altered"),
    (DisclosureText, "projection", "'{}'", "altered"),
    (DisclosureText, "ground", """'{"threat": "none"}'""", "altered"),
    (Response, "reason", "'No.'", "altered"),
    (Review, "determination", "'returned_to_school'", "altered"),
    (Review, "notes", "''", "altered"),
    (Outcome, "kind", "'no_action'", "altered"),
    (Addendum, "text", "'It was not.'", "altered"),
    (Question, "question", "'Who?'", "altered"),
    (Question, "reply", "'Nobody.'", "altered"),
    (Version, "title", "'Another MOU'", "altered"),
    (Clause, "text", "'The officer does as told.'", "altered"),
]


def test_what_the_actions_wrote_is_whole(told):
    assert verify().words.startswith("Chain intact")


@pytest.mark.parametrize(("model", "column", "value", "reason"), CHANGED, ids=lambda one: getattr(one, "__name__", one))
def test_a_changed_column_is_found_and_its_row_named(told, model, column, value, reason):
    row = model.objects.order_by("pk").first()
    with behind_its_back() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = {value}")
        result = verify()
    assert (result.intact, result.reason) == (False, reason)
    assert row._meta.app_label in result.about
    assert str(result.first_bad) in result.words
    assert verify().intact


@pytest.mark.parametrize("model", [DisclosureText, Review, Outcome, Addendum])
def test_a_deleted_row_is_found(told, model):
    with behind_its_back() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
        assert verify().reason in ("gone", "altered")


def test_a_disclosure_that_was_deleted_with_its_text_is_found(told):
    with behind_its_back() as cursor:
        cursor.execute("DELETE FROM incidents_disclosuretext")
        cursor.execute("DELETE FROM incidents_disclosure")
        result = verify()
    assert (result.reason, result.about.split()[0]) == ("gone", "incidents.disclosure")


def test_a_row_that_no_event_tells_of_is_found(told):
    call = Referral.objects.filter(state="submitted").first()
    Outcome.objects.create(referral=call, agency=told.agency, kind="arrest", by=told.sro, at=NOW, form_key=uuid4())
    result = verify()
    assert (result.intact, result.reason, result.about) == (False, "unrecorded", "incidents.outcome written")


def test_a_tail_that_was_cut_off_leaves_rows_without_an_event(told):
    with behind_its_back() as cursor:
        cursor.execute("DELETE FROM ledger_event WHERE seq = (SELECT max(seq) FROM ledger_event)")
        assert verify().reason == "unrecorded"


def test_a_draft_has_no_seal_and_needs_none(told):
    draft(told.principal, told.school, NOW)
    assert verify().intact


def test_what_was_there_before_is_sealed_once(told):
    before = Event.objects.count()
    assert begin_seals(at=NOW) == 0
    assert Event.objects.count() == before


def test_a_seal_is_the_same_before_a_row_is_stored_and_after(told):
    for model in sealed_models():
        for part, about in model.sealed_parts.items():
            for row in model._base_manager.filter(**{f"{about.at}__isnull": False}):
                data = Event.objects.filter(data__contains=seal(row, part))
                assert data.exists(), (model, part)
