import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from config.management.commands.serve import refuse_taken

PROJECT = Path(__file__).resolve().parents[2]


def surroundings(port, folder):
    return {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(folder / "var"),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }


def start(port, folder, **more):
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--prepare"],
        cwd=PROJECT,
        env=surroundings(port, folder) | more,
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


def eventually(true, seconds=60):
    """Wait until it is so; what it said."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not so within {seconds} seconds")


def running(group):
    """The processes of the group: id to parent, without those that only wait to be taken note of."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent, of_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(of_group) == group and state != "Z":
            found[int(folder.name)] = int(parent)
    return found


def mails(folder):
    return [text for path in (folder / "var" / "mail").glob("*") if "Message-ID" in (text := path.read_text())]


QUEUE_A_NOTICE = """
from django.db import transaction
from django.utils import timezone
from accounts.models import User
from ledger.actions.notices import queue
now = timezone.now()
user = User.objects.create(email="amara@example.org", name="Amara", created_at=now, joined_at=now)
with transaction.atomic():
    queue(kind="accounts.sign_in_changed", to=user.pk, at=now, about=("accounts.user", str(user.pk)), key="k",
          facts={"change": "password"}, mandatory=True)
"""


def queue_a_notice(port, folder):
    """What a request does in its transaction: the commit hints to the worker through the folder."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", QUEUE_A_NOTICE]
    subprocess.run(command, cwd=PROJECT, env=surroundings(port, folder), check=True, timeout=60)


def rows(folder):
    with closing(sqlite3.connect(folder / "var" / "fenceline.sqlite3")) as database:
        return [line for line in database.iterdump() if "ledger_jobrun" not in line]


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.timeout(300)
def test_it_serves_until_ctrl_c_and_a_second_start_changes_no_row(port, tmp_path):
    process = start(port, tmp_path)
    lines = words_until(process, "Stop with Ctrl-C.")
    assert f"Fenceline is at http://localhost:{port}" in lines
    assert any(line.startswith("First portal administrator: http://localhost:") for line in lines)
    with urllib.request.urlopen(f"http://localhost:{port}/help/", timeout=60) as answer:
        assert answer.status == 200
    began = time.monotonic()
    stop(process)
    assert time.monotonic() - began < 30
    before = rows(tmp_path)

    process = start(port, tmp_path)
    lines = words_until(process, "Stop with Ctrl-C.")
    assert not any(line.startswith(("Bringing", "Collecting", "Making")) for line in lines)
    stop(process)
    assert rows(tmp_path) == before


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.timeout(300)
def test_a_notice_is_mailed_at_once_and_a_part_that_dies_is_started_again(port, tmp_path):
    process = start(port, tmp_path)
    try:
        words_until(process, "Stop with Ctrl-C.")
        parts = eventually(lambda: len(found := working(process)) == 2 and found, seconds=60)
        queue_a_notice(port, tmp_path)
        assert eventually(lambda: mails(tmp_path), seconds=20)

        for pid in parts:
            os.kill(pid, signal.SIGKILL)
        lines = [json.loads(words_until(process, "{")[-1]) for _part in parts]
        assert all("started again" in line["message"] for line in lines)
        parts = eventually(lambda: len(found := working(process)) == 2 and not set(found) & set(parts) and found)

        # Who keeps the two running is itself kept running.
        (keeper,) = working(process, part="")
        os.kill(keeper, signal.SIGKILL)
        assert eventually(lambda: len(found := working(process)) == 2 and not set(found) & set(parts), seconds=60)
        assert keeper not in working(process, part="")
    finally:
        stop(process)


def working(process, part=" (jobs|mail)"):
    """The processes of jobs and mail: children of the `manage.py work` that the web server has started; or that one."""
    begun = re.compile(rf"manage\.py work --parent=\d+{part}$")
    told = subprocess.run(["ps", "-wweo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    ours = running(process.pid)
    found = [line.split(maxsplit=1) for line in told.splitlines()]
    return sorted(int(pid) for pid, args in found if int(pid) in ours and begun.search(args))


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.timeout(300)
def test_nothing_is_left_when_the_portal_is_killed_hard(port, tmp_path):
    process = start(port, tmp_path)
    words_until(process, "Stop with Ctrl-C.")
    eventually(lambda: len(working(process)) == 2, seconds=60)
    process.kill()
    process.wait(timeout=10)
    eventually(lambda: not running(process.pid), seconds=30)
    process.stdout.close()


def test_a_taken_port_is_said_in_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"make run PORT={port + 1}"):
            refuse_taken("127.0.0.1", port)


def test_a_free_port_is_not_refused(port):
    refuse_taken("127.0.0.1", port)
