"""Whoever hangs is ended, so that Docker or systemd starts it anew; who is slow or cannot be asked is left alone."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.config.compose import ROOT
from tests.config.test_serve import eventually, running

KEEP = str(ROOT / "config" / "build" / "keep.py")
HEALTH = str(ROOT / "config" / "build" / "health.py")
# Says that it runs, and ends well when asked to, or not at all.
GENTLE = (
    "import signal,sys,time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7));"
    "print('on', flush=True); time.sleep(60)"
)
DEAF = (
    "import signal,subprocess,sys,time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print('on', flush=True); time.sleep(60)"
)
QUICK = ("--every", "0.2", "--first", "0", "--grace", "0.5")


def keep(ask, code, *more):
    command = [sys.executable, KEEP, "--ask", ask, *QUICK, *more, sys.executable, "-c", code]
    kept = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert kept.stdout.readline() == "on\n"
    return kept


def ask_that_says(code):
    return f"{sys.executable} -c 'raise SystemExit({code})'"


def test_who_is_asked_in_vain_three_times_is_ended(tmp_path):
    kept = keep(f"sh -c 'echo asked >> {tmp_path}/asked; exit 1'", GENTLE)
    _out, err = kept.communicate(timeout=20)
    assert kept.returncode == 70
    line = json.loads(err)
    assert (line["level"], line["message"]) == ("ERROR", "no answer 3 times in a row; ended, to be started anew")
    assert (tmp_path / "asked").read_text().split() == ["asked"] * 3


def test_who_does_not_end_when_asked_to_is_ended_with_all_that_it_started():
    kept = keep(ask_that_says(1), DEAF)
    children = [number for number, parent in running(kept.pid).items() if parent == kept.pid]
    kept.communicate(timeout=20)
    assert kept.returncode == 70
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.killpg(child, 0)


def test_who_answers_or_cannot_be_asked_is_left_alone():
    for ask, more in ((ask_that_says(0), ()), (ask_that_says(3), ()), ("sleep 9", ("--patience", "0.1"))):
        kept = keep(ask, GENTLE, *more)
        time.sleep(2)
        assert kept.poll() is None, ask
        kept.send_signal(signal.SIGTERM)
        kept.communicate(timeout=20)
        assert kept.returncode == 7, "asked to stop, it passes that on and ends as the command does"


def test_two_failures_and_an_answer_begin_anew(tmp_path):
    count = tmp_path / "count"
    kept = keep(f"sh -c 'echo >> {count}; test $(( $(wc -l < {count}) % 3 )) = 0'", GENTLE)
    eventually(lambda: count.exists() and len(count.read_text()) > 7, seconds=20)
    assert kept.poll() is None
    kept.send_signal(signal.SIGTERM)
    kept.communicate(timeout=20)


def test_it_is_given_time_to_come_up():
    kept = keep(ask_that_says(1), GENTLE, "--first", "30")
    time.sleep(2)
    assert kept.poll() is None
    kept.send_signal(signal.SIGTERM)
    kept.communicate(timeout=20)


def test_a_command_that_ends_by_itself_ends_with_its_own_code():
    kept = keep(ask_that_says(0), "print('on', flush=True); raise SystemExit(3)")
    kept.communicate(timeout=20)
    assert kept.returncode == 3


def test_a_server_that_takes_connections_and_does_not_answer_is_ended(port):
    """As a web server whose threads all hang: its port is open, and nobody speaks."""
    hangs = (
        f"import socket,time; s=socket.create_server(('127.0.0.1', {port})); print('on', flush=True); time.sleep(60)"
    )
    ask = f"{sys.executable} -c \"import sys; sys.path.insert(0, '{Path(HEALTH).parent}'); import health;"
    ask += f" health.PATIENCE = 0.3; sys.exit(health.answers('http://127.0.0.1:{port}/livez'))\""
    kept = keep(ask, hangs)
    kept.communicate(timeout=20)
    assert kept.returncode == 70
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)


def test_beat_is_judged_by_the_age_of_its_file(tmp_path):
    def health():
        return subprocess.run([sys.executable, HEALTH, str(tmp_path / "beat")], check=False).returncode

    assert health() == 1
    file = tmp_path / "beat.db"
    file.touch()
    assert health() == 0
    os.utime(file, (time.time() - 200,) * 2)
    assert health() == 1


@pytest.mark.redis
def test_a_worker_that_is_not_there_is_told_from_a_broker_that_is_not(settings):
    def ask(broker):
        environment = {"PATH": os.environ["PATH"], "BROKER_URL": broker, "FENCELINE_MODE": "test"}
        command = [sys.executable, "-m", "config.build.worker", "jobs@nowhere"]
        return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False).returncode

    assert ask(settings.CELERY_BROKER_URL) == 1
    assert ask("redis://127.0.0.1:9/0") == 3
