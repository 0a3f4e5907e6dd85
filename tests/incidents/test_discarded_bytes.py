"""A discarded draft is gone from every byte of SQLite's files, its log among them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("when", ["at once", "settled long after"])
def test_the_words_of_a_discarded_draft_stand_in_no_file(tmp_path, when):
    told = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    told |= {"FENCELINE_MODE": "test", "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-m", "tests.incidents.discarding", when]
    said = subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True).stdout
    stood = json.loads(said.splitlines()[-1])
    assert any(stood["before"].values())
    assert not any(stood["after"].values())
