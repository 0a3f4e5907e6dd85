import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from config.management.commands.serve import refuse_taken

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(port, folder):
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(folder / "var"),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--prepare"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def words_until(process, last):
    """What the process prints, up to the line that begins so."""
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if line.startswith(last):
            return lines
    raise AssertionError("\n".join(lines))


def stop(process):
    """Ctrl-C reaches the whole group, as a terminal sends it; afterwards nobody of the group is left."""
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def rows(folder):
    with closing(sqlite3.connect(folder / "var" / "fenceline.sqlite3")) as database:
        return [line for line in database.iterdump() if "ledger_jobrun" not in line]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_it_serves_until_ctrl_c_and_a_second_start_changes_no_row(port, tmp_path):
    process = start(port, tmp_path)
    lines = words_until(process, "Stop with Ctrl-C.")
    assert f"Fenceline is at http://localhost:{port}" in lines
    assert any(line.startswith("First portal administrator: http://localhost:") for line in lines)
    with urllib.request.urlopen(f"http://localhost:{port}/help/", timeout=60) as answer:
        assert answer.status == 200
    stop(process)
    before = rows(tmp_path)

    process = start(port, tmp_path)
    lines = words_until(process, "Stop with Ctrl-C.")
    assert not any(line.startswith(("Bringing", "Collecting", "Making")) for line in lines)
    stop(process)
    assert rows(tmp_path) == before


def test_a_taken_port_is_said_in_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"make run PORT={port + 1}"):
            refuse_taken("127.0.0.1", port)


def test_a_free_port_is_not_refused(port):
    refuse_taken("127.0.0.1", port)
