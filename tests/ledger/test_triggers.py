"""The database refuses to change the past, whoever asks."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, migrations, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from ledger.actions.events import record
from ledger.checks import audit_triggers
from ledger.migrations._triggers_1 import append_only
from ledger.models import Event
from ledger.triggers import install, missing_triggers, protected_tables
from ledger.verify import verify
from tests.ledger.flush import guarded_tables

AT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
COPY = (
    "SELECT seq, at, actor_id, organization_id, session, ip, request_id, "
    "'forged', object_type, object_id, outcome, data"
)
COPY_AS_99 = COPY.replace("seq,", "99,", 1)
UPSERT = (
    "INSERT INTO ledger_event SELECT * FROM ledger_event WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET action = 'x'"
)

ATTACKS = [
    "UPDATE ledger_event SET action = 'forged' WHERE seq = 1",
    "UPDATE ledger_event SET seq = 99 WHERE seq = 3",
    "DELETE FROM ledger_event WHERE seq = 3",
    "DELETE FROM ledger_event",
    UPSERT,
]
SQLITE_ATTACKS = [
    f"INSERT OR REPLACE INTO ledger_event {COPY}, prev_hash, hash, place_id FROM ledger_event WHERE seq = 2",
    f"REPLACE INTO ledger_event {COPY}, prev_hash, hash, place_id FROM ledger_event WHERE seq = 2",
    f"REPLACE INTO ledger_event {COPY_AS_99}, 'p', hash, place_id FROM ledger_event WHERE seq = 2",
    f"REPLACE INTO ledger_event {COPY_AS_99}, prev_hash, 'h', place_id FROM ledger_event WHERE seq = 2",
    "UPDATE OR REPLACE ledger_event SET seq = 1 WHERE seq = 2",
    "UPDATE OR IGNORE ledger_event SET action = 'forged'",
]
POSTGRESQL_ATTACKS = [
    "TRUNCATE ledger_event",
    "SET LOCAL session_replication_role = replica; DELETE FROM ledger_event",
    "SET LOCAL session_replication_role = replica; TRUNCATE ledger_event",
    "MERGE INTO ledger_event e USING (SELECT 1 AS n) s ON e.seq = s.n WHEN MATCHED THEN DELETE",
]

PROTECTED = set(protected_tables())


def three_events():
    for _ in range(3):
        record(action="ledger.test.done", at=AT, by=None)


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def assert_every_attack_fails(attacks):
    three_events()
    before = list(Event.objects.order_by("seq").values())
    for attack in attacks:
        with pytest.raises(IntegrityError, match="append-only"):
            run(attack)
        assert list(Event.objects.order_by("seq").values()) == before, attack
    assert verify().intact


def test_the_past_cannot_be_changed_by_sql(db):
    assert_every_attack_fails(ATTACKS + (SQLITE_ATTACKS if connection.vendor == "sqlite" else POSTGRESQL_ATTACKS))


@pytest.mark.django_db(transaction=True)
def test_replacing_a_row_fails_even_when_delete_triggers_are_kept_quiet():
    if connection.vendor != "sqlite":
        return  # only SQLite has this switch
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
    try:
        with transaction.atomic():
            assert_every_attack_fails(SQLITE_ATTACKS)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


def test_the_past_cannot_be_changed_by_the_orm(db):
    three_events()
    event = Event.objects.get(seq=2)
    event.outcome = "forged"
    for attempt in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(outcome="x")):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            attempt()
    assert verify().intact


def test_appending_still_works_beside_the_triggers(db):
    three_events()
    assert record(action="ledger.test.done", at=AT, by=None).seq == 4


def test_a_chain_cannot_fork(db):
    three_events()
    second = Event.objects.get(seq=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(
            seq=4, at=AT, action="x", outcome="done", data="{}", prev_hash=second.prev_hash, hash="f" * 64
        )


def test_every_model_that_says_append_only_is_protected_and_no_other_table_is(db):
    assert "ledger_event" in protected_tables()
    assert guarded_tables(connection) == protected_tables()
    assert missing_triggers(connection) == []
    assert audit_triggers(databases=["default"]) == []


def names():
    kinds = ("update", "delete", "replace") if connection.vendor == "sqlite" else ("change", "truncate")
    return [f"ledger_event_no_{kind}" for kind in kinds]


def test_the_check_names_a_trigger_that_was_dropped_and_only_that(db):
    for name in names():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON ledger_event"))
        assert missing_triggers(connection) == [f"{name} is missing"]
        install(connection, "ledger_event")
    assert missing_triggers(connection) == []


def test_the_check_names_a_trigger_that_was_made_harmless(db):
    name = names()[0]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON ledger_event BEGIN SELECT 1; END")
            expected = [f"{name} was altered"]
        else:
            cursor.execute(f"ALTER TABLE ledger_event DISABLE TRIGGER {name}")
            assert missing_triggers(connection) == [f"{name} is disabled"]
            install(connection, "ledger_event")
            cursor.execute(
                "CREATE OR REPLACE FUNCTION ledger_event_append_only() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NULL; END $$"
            )
            expected = [f"{each} was altered" for each in names()]
    assert missing_triggers(connection) == expected
    found = audit_triggers(databases=["default"])
    assert {each.id for each in found} <= {"ledger.E901", "ledger.W901"}
    assert len(found) == len(expected)


def test_audit_verify_finds_a_dropped_trigger_and_brings_it_back_on_request(db, capsys):
    three_events()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {names()[0]}" + ("" if connection.vendor == "sqlite" else " ON ledger_event"))
    with pytest.raises(CommandError):
        call_command("audit_verify")
    assert f"Trigger {names()[0]} is missing." in capsys.readouterr().out
    call_command("audit_verify", "--reinstall-triggers")
    assert Event.objects.order_by("-seq").first().action == "ledger.triggers.reinstalled"
    with pytest.raises(IntegrityError, match="append-only"):
        run("UPDATE ledger_event SET action = 'forged'")


def guarded(other):
    """The protected tables whose triggers all stand."""
    return {
        table
        for table in other.introspection.table_names()
        if table in PROTECTED and not missing_triggers(other, [table])
    }


@pytest.mark.slow
def test_no_migration_step_leaves_a_table_unguarded_that_was_guarded_before(empty_database):
    other = connections[empty_database]
    executor = MigrationExecutor(other)
    executor.recorder.ensure_schema()
    state, before = executor._create_project_state(), set()
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        state = executor.apply_migration(state, migration)
        after = guarded(other)
        assert before <= after, f"{migration} dropped triggers of {before - after}: end it with append_only(...)"
        before = after
    assert before == PROTECTED
    assert missing_triggers(other) == []


def test_the_ledger_migration_goes_back_and_forth(other_database):
    other = connections[other_database]
    for target in (None, "0001_ledger", "0002_event_place", "0001_ledger"):
        MigrationExecutor(other).migrate([("ledger", target)])
        assert ("ledger_event" in other.introspection.table_names()) == (target is not None)
        assert missing_triggers(other) == []


def test_a_table_rebuild_that_drops_triggers_is_found_and_mended_by_the_operation(other_database):
    other = connections[other_database]
    executor = MigrationExecutor(other)
    before = executor.loader.project_state(executor.loader.graph.leaf_nodes("ledger"))
    change = migrations.AddConstraint(
        "event", models.CheckConstraint(condition=models.Q(seq__gt=0), name="ledger_event_counts_up")
    )
    after = before.clone()
    change.state_forwards("ledger", after)
    with other.schema_editor() as editor:
        change.database_forwards("ledger", editor, before, after)
    dropped = other.vendor == "sqlite"
    assert bool(missing_triggers(other)) == dropped
    with other.schema_editor() as editor:
        append_only("ledger_event").database_forwards("ledger", editor, ProjectState(), ProjectState())
    assert missing_triggers(other) == []
