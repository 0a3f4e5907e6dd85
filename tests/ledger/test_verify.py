"""Whatever is altered outside the portal, the first bad event is named."""

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from ledger.actions.events import record
from ledger.chain import COLUMNS, link
from ledger.models import Event
from ledger.triggers import remove
from ledger.verify import _instant, verify

AT = datetime(2026, 3, 9, 14, 30, 0, 123456, tzinfo=UTC)
BAD = 5


@pytest.fixture
def chain(db):
    for number in range(9):
        record(action="ledger.test.done", at=AT, by=None, on=("ledger.test", str(number)), organization="o1")
    return list(Event.objects.order_by("seq"))


@contextmanager
def behind_its_back():
    """A copy in all but name: triggers off, then everything as before."""
    point = transaction.savepoint()
    remove(connection, "ledger_event")
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        transaction.savepoint_rollback(point)


ALTERED = {
    "seq": "77",
    "at": "'2026-03-09 14:30:00.123457+00'",
    "prev_hash": "repeat('0', 63) || '1'",
    "hash": "repeat('f', 64)",
    "data": "'{ }'",
}


@pytest.mark.parametrize("column", [*COLUMNS, "place_id", "hash"])
def test_a_change_of_any_column_of_one_row_is_named(chain, column):
    value = ALTERED.get(column, "'forged'")
    if connection.vendor == "sqlite":
        value = value.replace("+00", "").replace("repeat('0', 63) || '1'", "'1'").replace("repeat('f', 64)", "'f'")
    with behind_its_back() as cursor:
        cursor.execute(f"UPDATE ledger_event SET {column} = {value} WHERE seq = {BAD}")
        result = verify()
        assert (result.intact, result.first_bad, result.checked) == (False, BAD, BAD - 1)
    assert verify().intact


@pytest.mark.parametrize("value", ["'2026-03-09 14:30:00.12345'", "'garbage'", "17", "x'00ff'", "''"])
def test_a_time_that_is_none_is_named_and_crashes_nothing(chain, value):
    if connection.vendor != "sqlite":
        value = "'infinity'"  # PostgreSQL keeps only times in a time column
    with behind_its_back() as cursor:
        cursor.execute(f"UPDATE ledger_event SET at = {value} WHERE seq = {BAD}")
        assert verify().first_bad == BAD


def test_text_that_is_not_utf8_is_named_and_crashes_nothing(chain):
    if connection.vendor != "sqlite":
        return  # PostgreSQL refuses to store it
    with behind_its_back() as cursor:
        cursor.execute(f"UPDATE ledger_event SET data = CAST(x'7bff7d' AS TEXT) WHERE seq = {BAD}")
        assert verify().first_bad == BAD


def test_the_same_text_as_a_blob_is_named(chain):
    if connection.vendor != "sqlite":
        return  # PostgreSQL columns have one type
    with behind_its_back() as cursor:
        cursor.execute(f"UPDATE ledger_event SET data = CAST(data AS BLOB) WHERE seq = {BAD}")
        assert verify().first_bad == BAD


def test_a_removed_row_is_named(chain):
    with behind_its_back() as cursor:
        cursor.execute(f"DELETE FROM ledger_event WHERE seq = {BAD}")
        assert (verify().first_bad, verify().reason) == (BAD, "missing")
        assert verify(BAD + 1).reason == "missing"


def test_a_first_row_that_is_gone_is_named(chain):
    with behind_its_back() as cursor:
        cursor.execute("DELETE FROM ledger_event WHERE seq = 1")
        assert verify().first_bad == 1


def test_a_row_slipped_in_below_the_first_is_named(chain):
    with behind_its_back() as cursor:
        cursor.execute(f"UPDATE ledger_event SET seq = -3 WHERE seq = {BAD}")
        assert verify().first_bad == -3


def test_two_rows_that_changed_places_are_named(chain):
    with behind_its_back() as cursor:
        for old, new in ((4, 40), (5, 4), (40, 5)):
            cursor.execute("UPDATE ledger_event SET seq = %s WHERE seq = %s", [new, old])
        assert verify().first_bad == 4


def test_a_forger_who_hashes_anew_is_found_at_the_next_row(chain):
    event = chain[BAD - 1]
    values = {name: getattr(event, name) for name in COLUMNS}
    values |= {"at": event.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "outcome": "forged"}
    with behind_its_back() as cursor:
        cursor.execute("UPDATE ledger_event SET outcome = 'forged', hash = %s WHERE seq = %s", [link(values), BAD])
        result = verify()
        assert (result.first_bad, result.reason) == (BAD + 1, "broken_link")


def test_a_tail_that_was_cut_off_is_found_with_a_saved_head(chain):
    head = (9, chain[8].hash)
    assert verify(heads=dict([head])).intact
    with behind_its_back() as cursor:
        cursor.execute("DELETE FROM ledger_event WHERE seq > 7")
        assert verify().intact
        assert (verify(heads=dict([head])).first_bad, verify(heads=dict([head])).reason) == (8, "missing")


def test_a_head_that_is_another_is_named(chain):
    assert verify(heads={4: "f" * 64}).first_bad == 4
    assert verify(6, heads={4: "f" * 64}).first_bad == 4
    assert verify(6, heads={4: chain[3].hash}).intact


def test_verifying_since_an_event_reads_only_from_there(chain):
    assert (verify(7).checked, verify(7).head_seq) == (3, 9)
    assert verify(10).checked == 0
    assert verify(12).first_bad == 11


def test_an_empty_chain_is_intact(db):
    assert verify().intact


def test_the_command_says_what_it_found(chain, capsys):
    call_command("audit_verify", "--since", "3", "--head", f"9:{chain[8].hash}")
    assert capsys.readouterr().out == f"Chain intact: 7 events read, head 9:{chain[8].hash}\n"
    with behind_its_back() as cursor:
        cursor.execute(f"UPDATE ledger_event SET ip = '1' WHERE seq = {BAD}")
        with pytest.raises(CommandError) as refusal:
            call_command("audit_verify", "--json")
    assert refusal.value.returncode == 1
    assert f'"first_bad": {BAD}' in capsys.readouterr().out


@pytest.mark.parametrize("text", ["2026-03-09 14:30:00.000000", "2026-03-09T14:30:00.123456", "2026-03-09 14:30", None])
def test_one_instant_has_one_stored_spelling(text):
    with pytest.raises(ValueError, match="not a time"):
        _instant(text)


def test_a_flipped_byte_anywhere_in_a_row_of_the_file_is_found(start, other_database, tmp_path):
    if connections[other_database].vendor != "sqlite":
        return  # PostgreSQL guards its files by page checksums
    assert start("record", "6").wait() == 0
    other = connections[other_database]
    assert verify(using=other_database).checked == 6
    with other.cursor() as cursor:
        cursor.execute("SELECT prev_hash, hash FROM ledger_event WHERE seq = 3")
        row_end = "".join(cursor.fetchone()).encode()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()
    file, whole = tmp_path / "other.sqlite3", tmp_path / "whole.sqlite3"
    shutil.copy(file, whole)
    content = whole.read_bytes()
    end = content.index(row_end) + len(row_end)
    begin = content.rindex(b"2026-03-09", 0, end)
    for place in range(begin - 18, end):  # the row's header is 18 bytes: length, number, 16 types
        damaged = bytearray(content)
        damaged[place] ^= 1
        file.write_bytes(damaged)
        result = verify(using=other_database)
        other.close()
        assert not result.intact, place - begin
        if place >= begin:
            assert result.first_bad == 3, place - begin
