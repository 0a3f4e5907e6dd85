"""Web, workers and beat of docker-compose.yml, really running: a call is logged, mailed and reviewed over HTTP."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
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
from tests.config.compose import PORTAL, ROOT, compose, needed
from tests.config.test_serve import eventually

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.slow, pytest.mark.timeout(400)]

HOST = "sro.example.org"
PROGRAMS = {"python": sys.executable, "celery": os.path.join(os.path.dirname(sys.executable), "celery")}


class Catcher:
    """Keeps every mail, as the compose file's own does."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


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
    for service in found.values():
        environment = service.get("environment", {})
        here = {"DATABASE_URL": database, "BROKER_URL": broker, "CACHE_URL": broker}
        service["environment"] = {
            **environment,
            **{name: value for name, value in here.items() if name in environment},
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            # What the image sets.
            "VAR_DIR": str(tmp_path / "var"),
            "BIND": "127.0.0.1",
            "PORT": str(port),
        }
    found["web"]["port"] = port
    return found


def here(command, var="var"):
    """A command of the file on this machine."""
    words = [word.replace("/srv/fenceline/var", str(var)) for word in command[1:]]
    return [PROGRAMS.get(command[0], command[0]), *words]


def run(services, name, command=None):
    """Run a command of the file to its end; what it printed."""
    done = subprocess.run(
        here(command or services[name]["command"]),
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
                command = here(services[name]["command"], environment["VAR_DIR"])
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
            "behavior": "fight",
            "place": "gym",
            "day": yesterday,
            "time": "09:15",
            "shared": "Two students pushed each other near the gym doors.",
            "school_only": "",
        },
    )
    record = browser.send(check.replace("/check/", "/submit/"), {}, on=check)
    return re.search(r"\b\d\d-\d{4}\b", browser.get(record))[0], record


def mail_to(catcher, address):
    return [message for to, message in catcher.taken if to == [address]]


def test_a_call_is_logged_mailed_by_the_worker_and_found_in_the_queue(services, catcher, tmp_path):
    assert "First portal administrator: https://sro.example.org/invitation/" in run(services, "prepare")
    people = json.loads(run(services, "web", ["python", "-m", "tests.config.compose_stage"]))
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
        supervisor.sign_in(people["supervisor"])
        assert record in supervisor.get("/queue/")

        for name in ("web", "worker", "mailer"):
            check = services[name]["healthcheck"]["test"][1:]
            run(services, name, [word.replace(":8000/", f":{port}/") for word in check])
        assert list((tmp_path / "var").glob("beat*"))
        assert probe(port, "/readyz") == "ok"
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=10)
    lines = log.read_text().splitlines()
    errors = [line for line in lines if line.startswith("{") and json.loads(line)["level"] == "ERROR"]
    assert [line for line in errors if "DisallowedHost" not in line] == [], "one is the forged host above"
    assert people["principal"]["email"] not in log.read_text()


def test_check_deploy_finds_nothing_to_warn_of(services):
    said = run(services, "web", ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"])
    assert "no issues" in said


def test_production_does_not_start_on_what_the_example_leaves_empty(services):
    environment = services["worker"]["environment"] | {"SECRET_KEY": ""}
    for name in PORTAL:
        command = here(services[name]["command"])
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode != 0
        assert "SECRET_KEY must be set" in done.stdout + done.stderr
    assert urlsplit(services["web"]["environment"]["SITE_URL"]).hostname == HOST
