"""manage.py work: jobs and mail each in a process of its own, whoever of them is slow or dies."""

import os
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from config import due
from config.management.commands import work
from config.schedule import Job

NOW = datetime(2026, 10, 14, 14, 0, tzinfo=UTC)


class Once:
    """Stops the loop after so many passes."""

    def __init__(self, passes):
        self.left = passes

    @property
    def asked(self):
        self.left -= 1
        return self.left < 0


@pytest.fixture(autouse=True)
def slept(monkeypatch):
    """How long was slept between passes."""
    pauses = []
    monkeypatch.setattr(work.time, "sleep", pauses.append)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work.os, "getppid", lambda: 7)
    return pauses


def test_jobs_run_once_a_pass_and_what_was_confirmed_is_carried_out_every_second(monkeypatch):
    done = []
    monkeypatch.setattr(due, "carry_out_rosters", lambda at: done.append("confirmed"))
    monkeypatch.setattr(due, "run_jobs", lambda at, over: done.append("jobs"))
    monkeypatch.setattr(work, "watch", lambda at: done.append("looked"))
    jobs = work.Jobs(Once(0))
    for _second in range(3):
        jobs(NOW)
    assert done == ["confirmed", "jobs", "looked", "confirmed", "confirmed"]
    jobs.next_pass = time.monotonic()
    jobs(NOW)
    assert done[-3:] == ["confirmed", "jobs", "looked"]


def test_while_there_is_more_to_do_nobody_sleeps(slept):
    more = iter([True, True, False])
    work.loop(lambda _at: next(more), Once(3), parent=7)
    assert slept == [work.SECOND]


def test_a_database_that_is_away_is_tried_again_and_the_log_says_so(slept, caplog):
    def away(_at):
        raise OperationalError("locked")

    work.loop(away, Once(2), parent=7)
    assert slept == [work.SECOND, work.SECOND]
    assert "a pass failed" in caplog.text


def test_a_part_left_by_its_parent_ends(slept):
    work.loop(lambda _at: pytest.fail("it ran"), Once(5), parent=8)
    assert slept == []


def test_a_child_that_keeps_ending_is_started_again_after_longer_and_longer_pauses(monkeypatch, caplog):
    class Dead:
        returncode = 1

        def __init__(self, command):
            assert command[-3:] == ["work", f"--parent={os.getpid()}", "mail"]

        def poll(self):
            return 1

    now = [0.0]
    monkeypatch.setattr(work.subprocess, "Popen", Dead)
    monkeypatch.setattr(work.time, "monotonic", lambda: now[0])
    child, starts = work.Child("mail"), []
    for second in range(200):
        now[0] = float(second)
        before = child.process
        child.keep()
        if child.process is not None and child.process is not before:
            starts.append(second)
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert gaps[:4] == sorted(gaps[:4])
    assert max(gaps) <= work.LONGEST_PAUSE + 2
    assert "mail ended with 1" in caplog.text


def test_long_jobs_have_a_process_of_their_own_where_there_are_any(settings, monkeypatch):
    settings.BROKER = "none"
    started = []

    class Child:
        def __init__(self, part):
            started.append(part)

        def keep(self):
            pass

        end = ask_to_end = keep

    monkeypatch.setattr(work, "Child", Child)
    monkeypatch.setattr(work, "Stop", lambda **_how: Once(1))
    call_command("work")
    assert started == ["jobs", "mail"]
    started.clear()
    monkeypatch.setattr(
        work, "JOBS", (*work.JOBS, Job("slow", "Is slow", timedelta(days=1), lambda **_given: 0, long=True))
    )
    call_command("work")
    assert started == ["jobs", "mail", "long-jobs"]


def test_a_long_job_is_broken_off_when_the_portal_ends():
    with pytest.raises(SystemExit):
        work.Stop(at_once=True).ask(15, None)
    patient = work.Stop()
    patient.ask(15, None)
    assert patient.asked


def test_long_jobs_are_looked_for_once_a_pass(monkeypatch):
    done = []
    monkeypatch.setattr(due, "run_long_jobs", lambda at: done.append(at))
    jobs = work.LongJobs(Once(0))
    for _second in range(3):
        jobs(NOW)
    assert done == [NOW]


def test_where_celery_does_it_the_command_refuses(settings):
    settings.BROKER = "server"
    with pytest.raises(CommandError, match="Celery's worker and beat"):
        call_command("work")


def test_a_child_that_lived_long_is_started_again_soon(monkeypatch):
    class Dead:
        returncode = 1

        def poll(self):
            return 1

    now = [1000.0]
    monkeypatch.setattr(work.time, "monotonic", lambda: now[0])
    child = work.Child("mail", process=Dead(), pause=32.0, began=now[0] - work.LIVED_LONG)
    child.keep()
    assert child.due_at == now[0] + work.SECOND
    assert child.pause == 2 * work.SECOND
