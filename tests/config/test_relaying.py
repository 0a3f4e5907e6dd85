"""The hint after a commit: a file in the broker's folder, and never a reason for a request to fail."""

import json
import os
import time

import pytest

from config import celery_app, relaying
from config.broker import make_folders


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    settings.BROKER = "folder"
    settings.BROKER_FOLDER = tmp_path / "broker"
    queue = str(settings.BROKER_FOLDER / "queue")
    options = {"data_folder_in": queue, "data_folder_out": queue, "control_folder": str(tmp_path / "broker/control")}
    use(monkeypatch, "filesystem://localhost/", "config.broker:Folder", options)
    return settings.BROKER_FOLDER


def use(monkeypatch, url, transport, options):
    """Have Celery speak to this broker, on connections of its own."""
    for name, value in (("broker_url", url), ("broker_transport", transport), ("broker_transport_options", options)):
        monkeypatch.setitem(celery_app.conf.changes, name, value)
    monkeypatch.setattr(celery_app, "_pool", None)
    monkeypatch.setitem(celery_app.amqp.__dict__, "_producer_pool", None)


def test_the_hint_is_one_whole_file_that_names_a_task_and_nothing_else(folder):
    make_folders()
    relaying.nudge()
    (path,) = (folder / "queue").iterdir()
    message = json.loads(path.read_text())
    assert message["headers"]["task"] == "config.tasks.send_due"
    assert message["headers"]["expires"]
    assert message["headers"]["argsrepr"] == "()"


def test_a_worker_finds_what_was_hinted_and_takes_it_away(folder):
    make_folders()
    relaying.nudge()
    with celery_app.connection_for_read() as connection:
        queue = connection.SimpleQueue("celery")
        taken = queue.get(timeout=5)
        taken.ack()
        queue.close()
    assert taken.headers["task"] == "config.tasks.send_due"
    assert list((folder / "queue").iterdir()) == []


def test_before_the_portal_was_ever_served_nobody_is_hinted_at_and_nothing_is_logged(folder, caplog):
    relaying.nudge()  # nobody has made the folders
    assert caplog.text == ""
    assert not folder.exists()


def test_a_folder_that_takes_nothing_is_a_line_in_the_log_and_no_failure(folder, caplog, monkeypatch):
    make_folders()
    monkeypatch.setattr(os, "replace", refuse)
    relaying.nudge()
    assert "the broker did not take the hint" in caplog.text


def refuse(*_paths):
    """A folder that is full, or belongs to somebody else."""
    raise PermissionError("no")


def test_a_broker_that_is_away_holds_up_the_request_for_a_moment_only(settings, monkeypatch, caplog):
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert options["max_retries"] == 1
    use(monkeypatch, "redis://127.0.0.1:1/0", None, options)
    settings.BROKER = "server"
    began = time.monotonic()
    relaying.nudge()
    assert time.monotonic() - began < 5
    assert "the broker did not take the hint" in caplog.text


def test_without_celery_the_hint_wakes_the_thread(settings):
    settings.BROKER = "none"
    relaying._wake.clear()
    relaying.nudge()
    assert relaying._wake.is_set()
    relaying._wake.clear()
