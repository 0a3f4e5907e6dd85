"""The hint after a commit: never a reason for a request to wait or to fail."""

import threading
import time

import pytest

from config import celery_app, tasks, waking


@pytest.fixture
def told(monkeypatch, settings):
    """Which tasks were asked for, by workers of a broker."""
    settings.BROKER = "server"
    found = []
    for task in (tasks.carry_out, tasks.send_mail):
        monkeypatch.setattr(task, "apply_async", lambda name=task.name, **_how: found.append(name))
    return found


def end_of_telling():
    for thread in threading.enumerate():
        if thread.name == "fenceline-wake":
            thread.join(10)


def test_what_was_confirmed_and_the_mail_are_both_woken(told):
    waking.wake()
    end_of_telling()
    assert told == ["config.tasks.carry_out", "config.tasks.send_mail"]


def test_without_a_broker_nobody_is_told(told, settings):
    settings.BROKER = "none"
    waking.wake()
    end_of_telling()
    assert told == []


def test_a_broker_that_is_away_holds_up_no_request_and_is_a_line_in_the_log(settings, monkeypatch, caplog):
    settings.BROKER = "server"
    celery_app.conf.setdefault("broker_url", None)  # read the settings first: until then a change is lost
    monkeypatch.setitem(celery_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(celery_app, "_pool", None)
    monkeypatch.setitem(celery_app.amqp.__dict__, "_producer_pool", None)
    began = time.monotonic()
    waking.wake()
    assert time.monotonic() - began < 2
    end_of_telling()
    assert "the broker did not take the hint" in caplog.text


def test_while_one_hint_is_on_its_way_no_second_one_waits_behind_it(told, monkeypatch):
    held = threading.Event()
    monkeypatch.setattr(tasks.carry_out, "apply_async", lambda **_how: held.wait(10))
    waking.wake()
    waking.wake()
    waiting = [thread for thread in threading.enumerate() if thread.name == "fenceline-wake"]
    held.set()
    end_of_telling()
    assert len(waiting) == 1
    assert told == ["config.tasks.send_mail"]
