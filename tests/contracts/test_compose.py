"""The image and the compose file keep to the rules: pinned, documented, nobody is root; they cannot be built here."""

import re
from urllib.parse import urlsplit

import pytest

from tests.config.compose import PORTAL, ROOT, VARIABLE, compose, example, needed

DOCKERFILE = (ROOT / "Dockerfile").read_text()
FILE = (ROOT / "docker-compose.yml").read_text()
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
PINNED = re.compile(r"[\w./-]+:v?\d+\.\d+(\.\d+)?[\w.-]*(@sha256:[0-9a-f]{64})?$")


@pytest.fixture
def services():
    return compose(needed())["services"]


def test_every_image_is_pinned_by_a_version(services):
    images = [service["image"] for service in services.values()]
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert len(bases) == 3
    assert [image for image in [*images, *bases] if not PINNED.match(image)] == []
    assert "latest" not in DOCKERFILE + FILE


def test_the_image_is_tagged_with_our_version(services):
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.M)[1]
    assert {services[name]["image"] for name in PORTAL} == {f"fenceline:{version}"}


def test_one_postgresql_is_named_everywhere(services):
    major = re.match(r"postgres:(\d+)\.", services["db"]["image"])[1]
    written = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    named = {number for page in written for number in re.findall(r"PostgreSQL (\d+)", page.read_text())}
    assert named == {major}


def test_every_name_in_the_environment_of_a_service_is_documented(services):
    names = {name for service in services.values() for name in service.get("environment", {})}
    names |= {name for name, *_rest in VARIABLE.findall(FILE)} | set(example())
    assert len(names) > 15
    assert sorted(name for name in names if f"`{name}`" not in SETTINGS) == []


def test_every_variable_of_the_compose_file_is_in_the_example():
    assert {name for name, *_rest in VARIABLE.findall(FILE)} <= set(example())


def test_the_environment_of_web_worker_and_beat_is_one(services):
    environments = [services[name]["environment"] for name in PORTAL]
    assert all(environment == environments[0] for environment in environments)


def test_prepare_alone_has_the_role_that_owns_the_tables(services):
    prepare, web = services["prepare"]["environment"], services["web"]["environment"]
    assert {name for name in prepare if prepare[name] != web.get(name)} == {
        "DATABASE_URL",
        "RUNNING_ROLE",
        "RUNNING_PASSWORD",
    }
    owner, runner = (urlsplit(one["DATABASE_URL"]) for one in (prepare, web))
    assert (owner.username, runner.username) == (
        services["db"]["environment"]["POSTGRES_USER"],
        prepare["RUNNING_ROLE"],
    )
    assert owner.password != runner.password
    assert (owner.hostname, owner.path) == (runner.hostname, runner.path)


@pytest.mark.parametrize("name", sorted(needed()))
def test_nothing_starts_while_a_secret_is_missing(name):
    with pytest.raises(KeyError, match=name):
        compose(needed() | {name: ""})


def test_nobody_is_root(services):
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.M)
    assert DOCKERFILE.rindex("USER ") > DOCKERFILE.rindex("RUN ")
    users = {name: str(service.get("user", "root")) for name, service in services.items()}
    assert [name for name, user in users.items() if user.split(":")[0] in ("root", "0")] == []
    for name in (*PORTAL, "prepare"):
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["read_only"] is True


def test_every_service_that_stays_has_a_health_check_and_waits_for_what_it_needs(services):
    for name, service in services.items():
        if name != "prepare":
            assert service["healthcheck"]["test"], name
    for name in PORTAL:
        assert services[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
    assert "HEALTHCHECK" in DOCKERFILE


def test_nothing_listens_beyond_this_machine(services):
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_redis_throws_nothing_away(services):
    assert services["redis"]["command"][-2:] == ["--maxmemory-policy", "noeviction"]


def test_what_lies_on_a_volume_outlives_its_container(services):
    kept = compose(needed())["volumes"]
    assert set(kept) == {"database", "broker", "files", "backups"}
    mounted = {volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])}
    assert mounted == set(kept)


def test_the_image_can_back_up_the_database_it_runs_with(services):
    """pg_dump refuses a server newer than itself; Debian 12 knows its own version alone."""
    major = re.match(r"postgres:(\d+)\.", services["db"]["image"])[1]
    assert re.findall(r"postgresql-client-(\d+)", DOCKERFILE) == [major]
    assert "bookworm" in re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)[-1]


def test_the_passphrase_of_backups_is_a_file_that_the_web_server_does_not_have(services):
    given = compose(needed())
    assert set(given["secrets"]) == {"backup_passphrase"}
    assert given["secrets"]["backup_passphrase"]["file"] == example()["PASSPHRASE_FILE"]
    holders = {name for name, service in services.items() if service.get("secrets")}
    assert holders == {"worker", "prepare"}
    assert holders == {name for name, one in services.items() if "backups:" in " ".join(one.get("volumes", []))}
    for name in holders:
        assert services[name]["environment"]["BACKUP_PASSPHRASE_FILE"] == "/run/secrets/backup_passphrase"
        assert f"backups:{services[name]['environment']['BACKUP_DIR']}" in services[name]["volumes"]


def test_the_image_brings_what_make_checks_for():
    script = (ROOT / "config" / "build" / "environment.sh").read_text()
    packages = re.search(r"apt_install (libpango[^|]*?) \|\|", script)[1].split()
    assert [package for package in packages if package not in DOCKERFILE] == []
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".env", ".git", "var", ".venv"} <= set(ignored)
