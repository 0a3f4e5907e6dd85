"""Web, workers and beat of docker-compose.yml, really running: a call is logged, mailed and reviewed over HTTP."""

import json
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from urllib.parse import urlsplit

import pytest
import redis
from aiosmtpd.controller import Controller
from django.conf import settings

from tests.config.browser import Browser
from tests.config.compose import (
    PORTAL,
    ROOT,
    command_here,
    compose,
    free_port,
    needed,
    on_this_machine,
    runs_as,
)
from tests.config.test_serve import eventually

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.slow, pytest.mark.timeout(400)]

HOST = "sro.example.org"


class Catcher:
    """Keeps every mail, as the compose file's own does."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"


@pytest.fixture
def broker():
    """The address of a Redis database with nothing of ours in it, before and after."""
    address = settings.CELERY_BROKER_URL
    server = redis.Redis.from_url(address)

    def forget():
        for pattern in ("celery*", "_kombu*", "unacked*", "*.reply.celery.pidbox", ":1:*"):
            for key in server.scan_iter(pattern):
                server.delete(key)

    forget()
    yield address
    forget()
    server.close()


@pytest.fixture
def catcher():
    handler, port = Catcher(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.port = port
    yield handler
    controller.stop()


@pytest.fixture
def services(database, broker, catcher, tmp_path):
    """The portal's services, each with its own command and names; only hosts, ports and folders are this machine's."""
    found = compose(needed() | {"EMAIL_HOST": "localhost", "EMAIL_PORT": str(catcher.port)})["services"]
    port = free_port()
    running, role = runs_as(database)
    on_this_machine(found, owner=database, running=running, role=role, redis=broker, folder=tmp_path / "var", port=port)
    found["web"]["port"] = port
    for part in ("command", "healthcheck"):
        words = found["web"][part] if part == "command" else found["web"][part]["test"]
        words[:] = [word.replace(":8000/", f":{port}/") for word in words]
    return found


def run(services, name, command=None):
    """Run a command of the file to its end; what it printed."""
    done = subprocess.run(
        command_here(command or services[name]["command"], services[name]["environment"]["VAR_DIR"]),
        env=services[name]["environment"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def running(services, folder):
    """Web, workers and beat, until the test is over; each ends well when it is asked to."""
    parts = {}
    with (folder / "log").open("w") as log:
        try:
            for name in PORTAL:
                environment = services[name]["environment"]
                command = command_here(services[name]["command"], environment["VAR_DIR"])
                parts[name] = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
            yield folder / "log"
        finally:
            for part in parts.values():
                part.send_signal(signal.SIGTERM)
            codes = {name: part.wait(timeout=40) for name, part in parts.items()}
    assert codes == dict.fromkeys(PORTAL, 0), (folder / "log").read_text()


def probe(port, path):
    """What a container's probe is told: by address, without TLS."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def log_a_call(browser, school):
    """The principal's minute; the number of the call and its address."""
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    start = {"form_key": str(uuid.uuid4()), "danger": "over"}
    page = browser.get("/referrals/new/")
    if 'name="school"' in page:
        start["school"] = school
    crime = browser.send("/referrals/new/", start)
    details = browser.send(crime, {"crime": "yes", "reason": "A student was struck in the face."})
    check = browser.send(
        details,
        {
            "started_by": "staff",
            "what_for": "act",
            "tried": "talk",
            "behavior": "fight",
            "place": "gym",
            "day": yesterday,
            "time": "09:15",
            "shared": "Two students pushed each other near the gym doors.",
            "school_only": "",
        },
    )
    version = re.search(r'name="version" value="([^"]*)"', browser.get(check))[1]
    record = browser.send(check.replace("/check/", "/submit/"), {"version": version}, on=check)
    return re.search(r"\bA\d\d-\d{4}\b", browser.get(record))[0], record


def mail_to(catcher, address):
    return [message for to, message in catcher.taken if to == [address]]


def test_a_call_is_logged_mailed_by_the_worker_and_found_in_the_queue(services, catcher, tmp_path):
    assert "First portal administrator: https://sro.example.org/invitation/" in run(services, "prepare")
    people = json.loads(run(services, "prepare", ["python", "-m", "tests.config.compose_stage"]))
    port = services["web"]["port"]
    with running(services, tmp_path) as log:
        eventually(lambda: probe(port, "/readyz") == "ok", seconds=90)
        assert probe(port, "/livez") == "ok"

        principal = Browser(port, HOST)
        principal.sign_in(people["principal"])
        number, record = log_a_call(principal, people["school"])
        began = time.monotonic()
        (message,) = eventually(lambda: mail_to(catcher, people["sro"]["email"]), seconds=40)
        assert time.monotonic() - began < 30, "the worker mails at once, not with the next pass"
        body = message.get_payload(0).get_payload(decode=True).decode()
        assert number in message["Subject"] + body
        assert f"https://{HOST}{record}" in body
        assert "gym" not in body

        supervisor = Browser(port, HOST)
        supervisor.cookies["__Host-session"] = people["session"]
        assert record in supervisor.get("/queue/")

        for name in PORTAL:
            run(services, name, services[name]["healthcheck"]["test"][1:])
        assert list((tmp_path / "var").glob("beat*"))
        # The role that runs the portal owns no table, and may read all of them: the first backup is made at once.
        (archive,) = eventually(lambda: list((tmp_path / "backups").glob("*.fenceline")), seconds=90)
        assert probe(port, "/readyz") == "ok"
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=10)
    lines = log.read_text().splitlines()
    errors = [line for line in lines if line.startswith("{") and json.loads(line)["level"] == "ERROR"]
    assert [line for line in errors if "DisallowedHost" not in line] == [], "one is the forged host above"
    assert people["principal"]["email"] not in log.read_text()
    said = run(services, "prepare", ["python", "manage.py", "restore", str(archive), "--drill"])
    assert "The drill went well." in said


def test_check_deploy_finds_nothing_to_warn_of(services):
    run(services, "prepare")
    said = run(services, "web", ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"])
    assert "no issues" in said


def test_production_does_not_start_on_what_the_example_leaves_empty(services):
    environment = services["worker"]["environment"] | {"SECRET_KEY": ""}
    for name in PORTAL:
        command = command_here(services[name]["command"])
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode != 0
        assert "SECRET_KEY must be set" in done.stdout + done.stderr
    assert urlsplit(services["web"]["environment"]["SITE_URL"]).hostname == HOST
