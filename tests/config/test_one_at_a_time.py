"""Two prepares at once: one waits, and then finds nothing to do."""

import fcntl
import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from config.one_at_a_time import NUMBER, one_at_a_time

pytestmark = pytest.mark.django_db


def test_who_finds_the_folder_taken_waits_and_says_so_once(tmp_path):
    said = []
    with (tmp_path / "prepare.lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)

        def wait():
            said.append("waits")
            fcntl.flock(first, fcntl.LOCK_UN)

        with one_at_a_time(tmp_path, wait):
            assert said == ["waits"]
            with pytest.raises(BlockingIOError):
                fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.postgres
def test_on_another_machine_the_lock_is_the_databases(tmp_path):
    said = []
    where = connection.get_connection_params()
    with psycopg.connect(host=where.get("host"), dbname=where["dbname"], autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [NUMBER])

        def wait():
            said.append("waits")
            other.execute("SELECT pg_advisory_unlock(%s)", [NUMBER])

        with one_at_a_time(tmp_path, wait):
            assert said == ["waits"]
            assert other.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER]).fetchone() == (False,)
        assert other.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER]).fetchone() == (True,)


@pytest.mark.slow
@pytest.mark.once
def test_two_started_at_once_on_an_empty_place_both_end_well(tmp_path):
    started = os.environ | {"VAR_DIR": str(tmp_path), "DEMO": "0", "FENCELINE_MODE": "local"}
    started.pop("DATABASE_URL", None)
    both = [
        subprocess.Popen(
            [sys.executable, "manage.py", "prepare"],
            cwd=settings.BASE_DIR,
            env=started,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=110)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    # One made the database and the other waited for it.
    assert sum("Bringing the database up to date." in words for words in said) == 1
    assert sum("Waiting for it." in words for words in said) == 1
