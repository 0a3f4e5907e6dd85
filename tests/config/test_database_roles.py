"""The role that runs the portal writes rows and nothing else; what protects the ledger is out of its reach."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import errors, sql

from ledger.triggers import protected_tables
from tests.config.compose import ROOT

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(300)]


def manage(database, *words, **more):
    """A command of the portal against that database; everything it said."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FENCELINE_MODE": "test",
        "DATABASE_URL": database,
        **more,
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *words], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def prepared(database, tmp_path):
    """A database made by its owner; the address by which the portal then runs."""
    role = f"{urlsplit(database).path.lstrip('/')}_run"
    given = {"VAR_DIR": str(tmp_path), "RUNNING_ROLE": role, "RUNNING_PASSWORD": "6f2a9c"}
    code, said = manage(database, "prepare", **given)
    assert code == 0, said
    return f"postgres://{role}:6f2a9c@localhost{urlsplit(database).path}"


@pytest.fixture
def link(prepared):
    with psycopg.connect(prepared, autocommit=True) as one:
        yield one


def test_it_owns_nothing_and_is_no_superuser(link):
    assert link.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user").fetchone() == (0,)
    assert link.execute(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).fetchone() == (False, False, False, False)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} DISABLE TRIGGER USER",
        "DROP TABLE {}",
        "TRUNCATE {}",
        "ALTER TABLE {} ADD COLUMN more text",
        "UPDATE {} SET at = now()",
        "DELETE FROM {}",
        "CREATE TRIGGER mine BEFORE INSERT ON {} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ],
)
def test_it_cannot_touch_what_protects_the_ledger(link, statement):
    for table in protected_tables():
        words = statement.replace("SET at = now()", "SET hash = ''") if table == "ledger_event" else statement
        with pytest.raises((errors.InsufficientPrivilege, errors.UndefinedColumn)):
            link.execute(sql.SQL(words).format(sql.Identifier(table)))


def test_it_cannot_make_tables_nor_silence_triggers_for_its_session(link):
    with pytest.raises(errors.InsufficientPrivilege):
        link.execute("CREATE TABLE mine (id int)")
    with pytest.raises(errors.InsufficientPrivilege):
        link.execute("SET session_replication_role = replica")
    with pytest.raises(errors.InsufficientPrivilege):
        link.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())")


def test_the_portal_runs_by_it(prepared, tmp_path):
    for words in (["run_due"], ["audit_verify"], ["check"], ["prepare"], ["backup", str(tmp_path / "copy")]):
        code, said = manage(prepared, *words, VAR_DIR=str(tmp_path), BACKUP_PASSPHRASE="copper lantern under the stair")
        assert code == 0, (words, said)


def test_twice_does_no_harm_and_a_new_password_counts(prepared, database, tmp_path):
    role = urlsplit(prepared).username
    given = {"VAR_DIR": str(tmp_path), "RUNNING_ROLE": role, "RUNNING_PASSWORD": "81d07b"}
    assert manage(database, "prepare", **given)[0] == 0


@pytest.mark.parametrize("role", ["owner", "sqlite"])
def test_a_role_that_cannot_be_is_refused_in_words(database, tmp_path, role):
    with psycopg.connect(database) as one:
        owner = one.execute("SELECT current_user").fetchone()[0]
    address = database if role == "owner" else f"sqlite:///{tmp_path}/one.sqlite3"
    code, said = manage(address, "prepare", VAR_DIR=str(tmp_path), RUNNING_ROLE=owner)
    assert code == 2
    assert "was not given its rights" in said
    assert "Traceback" not in said


AT_ONCE = """
import django
django.setup()
from django.core.management import ManagementUtility
from config.management.commands import prepare
prepare.STOPPING = 1.0
ManagementUtility(["manage.py", "prepare", *{more}]).execute()
"""


def test_prepare_changes_nothing_while_the_portal_runs(database, tmp_path):
    role = f"{urlsplit(database).path.lstrip('/')}_run"
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "FENCELINE_MODE": "test",
            "DATABASE_URL": database,
            "VAR_DIR": str(tmp_path),
            "RUNNING_ROLE": role,
        }

        def prepare(*more):
            command = [sys.executable, "-c", AT_ONCE.format(more=list(more))]
            done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)
            return done.returncode, done.stdout + done.stderr

        with psycopg.connect(f"postgres://{role}@localhost{urlsplit(database).path}"):
            code, said = prepare()
            assert code == 2
            assert f"The portal still runs: {role} is connected to the database. Nothing was changed." in said
            assert owner.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
            code, said = prepare("--while-running")
            assert code == 0, said
            code, said = prepare()
            assert code == 0, "nothing is left to migrate: nobody is in the way"
