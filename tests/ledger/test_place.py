"""Where an event happened is a column read from what was hashed: old chains hold, and a changed place is found."""

import uuid
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from ledger.actions.events import record
from ledger.chain import GENESIS, link, place_in
from ledger.models import Event
from ledger.payload import canonical
from ledger.triggers import missing_triggers, remove
from ledger.verify import verify

AT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
SCHOOL = "0f9b6a52-1f8b-4f0e-9a77-5d3d0c1b2a11"
OLD = (
    {"number": "26-0001", "school": SCHOOL},
    {},
    {"at_school": "elsewhere", "roles": ["staff", "school"]},
    {"school": None},
    {"school": SCHOOL, "why": "late"},
)
OLD_HEAD = "1f9bbbab890b0ce7a29dc202fb790ea7f69eff0fd301c0880a42ea1722cde936"


def write_old_chain(alias):
    """Events as the release before this column wrote them."""
    previous = GENESIS
    for seq, facts in enumerate(OLD, 1):
        row = {
            "seq": seq, "actor_id": "", "organization_id": "o1", "session": "", "ip": "", "request_id": "",
            "action": "ledger.test.done", "object_type": "", "object_id": "", "outcome": "done",
            "data": canonical(facts), "prev_hash": previous,
        }  # fmt: skip
        previous = link({**row, "at": AT.strftime("%Y-%m-%dT%H:%M:%S.%fZ")})
        columns = {**row, "at": "2026-03-09 14:30:00+00" if connection.vendor != "sqlite" else "2026-03-09 14:30:00"}
        columns["hash"] = previous
        with connections[alias].cursor() as cursor:
            marks = ", ".join(["%s"] * len(columns))
            cursor.execute(f"INSERT INTO ledger_event ({', '.join(columns)}) VALUES ({marks})", list(columns.values()))
    return previous


def test_a_chain_from_before_the_column_still_holds_and_its_places_are_filled(empty_database):
    other = connections[empty_database]
    MigrationExecutor(other).migrate([("ledger", "0001_ledger")])
    head = write_old_chain(empty_database)
    assert head == OLD_HEAD, "the hash of an event is not what it was"
    MigrationExecutor(other).migrate([("ledger", "0002_event_place")])
    result = verify(using=empty_database)
    assert (result.intact, result.checked, result.head_hash) == (True, len(OLD), head)
    places = Event.objects.using(empty_database).order_by("seq").values_list("place_id", flat=True)
    assert list(places) == [SCHOOL, "", "", "", SCHOOL]
    assert missing_triggers(other, ["ledger_event"]) == []


@pytest.mark.django_db
def test_an_event_says_where_it_happened():
    place = uuid.UUID(SCHOOL)
    assert record(action="ledger.test.done", at=AT, by=None, data={"school": place, "number": "1"}).place_id == SCHOOL
    assert record(action="ledger.test.done", at=AT, by=None, data={"number": "1"}).place_id == ""


@pytest.mark.django_db
@pytest.mark.parametrize("forged", ["", SCHOOL[:-1] + "2"])
def test_a_changed_place_is_found(forged, capsys):
    for number in ("1", "2", "3"):
        record(action="ledger.test.done", at=AT, by=None, data={"school": SCHOOL, "number": number})
    point = transaction.savepoint()
    remove(connection, "ledger_event")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET place_id = %s WHERE seq = 2", [forged])
    result = verify()
    assert (result.first_bad, result.reason) == (2, "changed")
    with pytest.raises(CommandError):
        call_command("audit_verify")
    assert "First bad event: 2" in capsys.readouterr().out
    transaction.savepoint_rollback(point)
    assert verify().intact


def test_the_place_is_the_value_of_the_key_and_of_no_other():
    assert place_in('{"at_school":"x","school":"y"}') == "y"
    assert place_in('{"at_school":"x"}') == ""
    assert place_in('{"words":["school","y"]}') == ""
