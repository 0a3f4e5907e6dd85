"""What every test shares: no network, and a last line that names what was not run."""

import gc
import ipaddress
import os
import socket
import uuid
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import caches
from django.utils import timezone
from hypothesis import HealthCheck, settings

from common import database_clock
from config.views import probes
from tests.cast import cast  # noqa: F401  the cast is for every test
from tests.ledger.flush import let_the_runner_flush

let_the_runner_flush()
FAILURES = Path(__file__).resolve().parents[1] / "var" / "test" / "failures.txt"
KINDS = ("postgres", "redis", "browser", "slow")
not_run = Counter()

# Two cores shared by many: a slow example is no failure, and CI gives each run the same examples.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
settings.register_profile("ci", settings.get_profile("suite"), derandomize=True, max_examples=100)
settings.load_profile("ci" if os.environ.get("CI") else "suite")


@pytest.fixture(scope="session", autouse=True)
def _no_network():
    """Refuse every connection that leaves this machine; PostgreSQL, Redis and test servers are on it."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", lambda self, address: connect(self, local_only(self, address)))
    patch.setattr(socket.socket, "connect_ex", lambda self, address: connect_ex(self, local_only(self, address)))
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def true_clock():
    """The database's clock stands where a test lets time stand; what truly asks it is given."""
    patch, true = pytest.MonkeyPatch(), database_clock.asked
    patch.setattr(database_clock, "asked", timezone.now)
    yield true
    patch.undo()


@pytest.fixture(autouse=True)
def _cache_of_its_own():
    """No test counts on from the tries of another: Redis is not rolled back, nor the cache after a journey."""
    prefix = uuid.uuid4().hex
    caches.settings["default"]["KEY_PREFIX"] = prefix
    caches["default"].key_prefix = prefix


@pytest.fixture(autouse=True)
def _readiness_of_its_own(monkeypatch):
    """What /readyz found for another test is not remembered for this one."""
    monkeypatch.setattr(probes, "_last", probes.Memory())


def local_only(sock, address):
    """The address, when it is on this machine. Raises AssertionError, which no retry loop swallows as an OSError."""
    if sock.family == socket.AF_UNIX:
        return address
    host = address[0]
    if host == "localhost" or ipaddress.ip_address(host).is_loopback:
        return address
    raise AssertionError(f"A test reached for the network: {host}")


def pytest_deselected(items):
    """Count what -m leaves out, by its marker."""
    for item in items:
        not_run.update(kind for kind in KINDS if item.get_closest_marker(kind))


def pytest_sessionfinish(session):
    """A worker tells the controller what it left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["not_run"] = dict(not_run)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Every worker leaves out the same tests, so one count stands for all."""
    for kind, count in getattr(node, "workeroutput", {}).get("not_run", {}).items():
        not_run[kind] = max(not_run[kind], count)


def pytest_terminal_summary(terminalreporter, config):
    """Name what was not run, and keep the names of what failed: a failure that comes once in ten runs has one name."""
    failed = [report.nodeid for kind in ("failed", "error") for report in terminalreporter.stats.get(kind, [])]
    if failed and not hasattr(config, "workerinput"):
        FAILURES.parent.mkdir(parents=True, exist_ok=True)
        with FAILURES.open("a", encoding="utf-8") as kept:
            seed = config.getoption("randomly_seed", "none")
            kept.write("\n".join([f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, --randomly-seed={seed}", *failed, ""]))
        terminalreporter.write_line(f"The names of what failed are kept in {FAILURES}.")
    if not_run:
        left_out = ", ".join(f"{count} {kind}" for kind, count in sorted(not_run.items()))
        terminalreporter.write_line(
            f"Not run here, by marker: {left_out}. make test-services and make journeys run them."
        )


def pytest_collection_finish():
    """What was imported stays to the end: the collector need not walk over it time and again."""
    gc.freeze()
