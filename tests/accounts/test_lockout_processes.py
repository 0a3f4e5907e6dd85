"""Two worker processes count tries together, and a restart does not reset the count."""

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
MAKE = """
from django.utils import timezone
from accounts.models import User
user = User(email="noor@example.org", name="Noor", created_at=timezone.now())
user.set_password("mossy granite under seven ferries")
user.save()
"""
COUNT = """
from ledger.models import Event
print("checked", Event.objects.filter(action="accounts.session.refused").count())
"""


@pytest.fixture
def house(tmp_path):
    """An installation of its own on SQLite: environment and port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    # The suite's cheap hashes would make the race shorter than it is; these are the portal's own settings.
    env = {**kept, "VAR_DIR": str(tmp_path), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings"}
    env["FENCELINE_MODE"] = "test"  # plain static files: nothing is collected here
    (tmp_path / "static").mkdir()
    for command in (["migrate", "--verbosity", "0"], ["createcachetable"], ["shell", "-c", MAKE]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, capture_output=True)
    return env, port


@contextmanager
def serving(env, port):
    """Two gunicorn workers, until the block ends."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers=2", "--threads=4", f"--bind=127.0.0.1:{port}"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _each in range(120):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/sign-in/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.25)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def guess(port, password):
    """Type one password into the form; the page that came back, or its status where it is no page."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with browser.open(f"http://localhost:{port}/sign-in/", timeout=60) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())[1]
    form = {"login": "noor@example.org", "password": password, "csrfmiddlewaretoken": token}
    request = urllib.request.Request(
        f"http://localhost:{port}/sign-in/",
        data=urllib.parse.urlencode(form).encode(),
        headers={"Origin": f"http://localhost:{port}"},
    )
    try:
        with browser.open(request, timeout=60) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return f"status {error.code}"


def test_forty_guesses_at_once_are_five_looked_at_and_a_restart_forgives_none(house):
    env, port = house
    with serving(env, port), ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda number: guess(port, f"guess number {number}"), range(40)))
    assert sum("Too many" in page or page == "status 429" for page in pages) >= 35, pages[0][:200]
    counted = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", COUNT],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    assert 1 <= int(re.search(r"checked (\d+)", counted.stdout)[1]) <= 5
    with serving(env, port):
        page = guess(port, "mossy granite under seven ferries")
    assert "Too many" in page or page == "status 429"
