"""What runs the portal in production, in containers and by systemd, says the same and keeps to what a task may take."""

import configparser
import re
import shlex

import pytest
from django.conf import settings

from tests.config.compose import PORTAL, ROOT, compose, needed

UNITS = ROOT / "config" / "systemd"
UNITED = {"K": 1, "M": 1024, "G": 1024**2}


@pytest.fixture
def services():
    return compose(needed())["services"]


def unit(name):
    """The service's section, with the last of what is said twice."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(UNITS / f"fenceline-{name}.service")
    return parser


def kilobytes(words):
    number, letter = re.fullmatch(r"(\d+)([kmgKMG])", words).groups()
    return int(number) * UNITED[letter.upper()]


def seconds(words):
    return int(re.fullmatch(r"(\d+)s?", words)[1])


@pytest.mark.parametrize("name", [*PORTAL, "prepare"])
def test_a_unit_runs_what_the_container_runs(services, name):
    words = shlex.split(unit(name)["Service"]["ExecStart"].replace("%%", "%"))
    assert words[0] == "/srv/fenceline/.venv/bin/python", "systemd looks for the first word by itself"
    here = ["python", *(word.replace("/var/lib/fenceline", "/srv/fenceline/var") for word in words[1:])]
    assert here == services[name]["command"]


@pytest.mark.parametrize("name", PORTAL)
def test_what_hangs_is_ended_and_what_ended_is_started_anew(services, name):
    assert services[name]["restart"] == "unless-stopped"
    assert unit(name)["Service"]["Restart"] == "always"
    command = services[name]["command"]
    assert command[:2] == ["python", "config/build/keep.py"]
    asked = [word for word in command if word.startswith("--ask=")]
    assert len(asked) == 1
    assert (ROOT / "config" / "build" / "keep.py").exists()


@pytest.mark.parametrize("name", PORTAL)
def test_who_stops_a_service_waits_longer_than_what_it_is_at_may_take(services, name):
    longest = settings.CELERY_TASK_TIME_LIMIT if name in ("worker", "mailer") else 10
    assert seconds(services[name].get("stop_grace_period", "10s")) >= longest
    assert seconds(unit(name)["Service"]["TimeoutStopSec"]) >= longest
    assert unit(name)["Service"]["KillMode"] == "mixed"


def test_the_examples_of_both_ways_fill_in_names_that_are_described():
    described = (ROOT / "docs" / "settings.md").read_text()
    for path in UNITS.glob("*.env"):
        names = re.findall(r"^(\w+)=", path.read_text(), re.M)
        assert names
        assert [name for name in names if f"`{name}`" not in described] == []


def test_every_service_has_a_limit_of_memory_and_the_units_the_same(services):
    assert [name for name, service in services.items() if kilobytes(service.get("mem_limit", "0k")) < 100 * 1024] == []
    for name in PORTAL:
        assert kilobytes(unit(name)["Service"]["MemoryMax"]) == kilobytes(services[name]["mem_limit"]), name
    most = re.search(r'"--maxmemory", "(\d+)mb"', (ROOT / "docker-compose.yml").read_text())[1]
    assert kilobytes(services["redis"]["mem_limit"]) > 2 * int(most) * 1024


@pytest.mark.parametrize("name", [*PORTAL, "prepare"])
def test_a_unit_writes_in_the_accounts_own_folders_alone(name):
    service = unit(name)["Service"]
    assert (service["User"], service["UMask"]) == ("fenceline", "0077")
    assert (service["ProtectSystem"], service["ProtectHome"], service["PrivateTmp"]) == ("strict", "yes", "yes")
    assert (service["StateDirectory"], service["CacheDirectory"]) == ("fenceline", "fenceline")
    assert "VAR_DIR=/var/lib/fenceline XDG_CACHE_HOME=/var/cache/fenceline" in service["Environment"]


def test_prepare_stops_every_service_first_and_they_wait_for_it(services):
    stopped = unit("prepare")["Service"]["ExecStartPre"]
    assert stopped.startswith("+/usr/bin/systemctl stop fenceline.target")
    for name in PORTAL:
        assert f" fenceline-{name}.service" in stopped
        section = unit(name)["Unit"]
        assert section["PartOf"] == "fenceline.target"
        assert "fenceline-prepare.service" in section["After"].split()
        assert services[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
    upgrade = (ROOT / "docs" / "how-to" / "upgrade.md").read_text()
    order = [upgrade.index(f"docker compose {words}") for words in ("build", f"stop {' '.join(PORTAL)}", "up --detach")]
    assert order == sorted(order)
