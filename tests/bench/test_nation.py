"""The nation is made, asked and taken up again."""

import os
import subprocess
import sys
import uuid

import psycopg
import pytest
from django.conf import settings

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(600)]


def run(address: str, *more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench.nation", "--scale", "0.0005", *more],
        env=os.environ | {"NATION_DATABASE_URL": address},
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_a_small_nation_is_made_once_and_every_page_of_it_answers():
    name = f"fenceline_nation_{uuid.uuid4().hex[:12]}"
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    try:
        assert "referrals: " in run(f"{server}/{name}", "--only", "make")
        out = run(f"{server}/{name}", "--rounds", "2")
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    assert "referrals: " not in out
    assert "answered" not in out
    assert "referral_clocks" in out
    assert "bare list" in out
