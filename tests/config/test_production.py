import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from config.production import require_fit, start_faults

FIT = {
    "PRODUCTION": True,
    "SECRET_KEY": "q8mX2vLr0pZ7sWkD4yTb6nHc1uJf9gAeR5xKoViNwQzMtYlPdS",
    "ALLOWED_HOSTS": ["sro.example.org"],
    "SITE_URL": "https://sro.example.org",
    "DEMO": False,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_USE_TLS": True,
    "EMAIL_USE_SSL": False,
    "EMAIL_HOST": "mail.example.org",
    "EMAIL_CATCHER": False,
    "DEFAULT_FROM_EMAIL": "Fenceline <fenceline@example.org>",
    "BROKER": "server",
    "CACHE_URL": "rediss://redis.example.org:6379/1",
    "SAME_MACHINE_HOSTS": [],
    "METRICS_TOKEN": "",
    "CELERY_BROKER_URL": "rediss://redis.example.org:6379/0",
}


@pytest.fixture
def production(settings, monkeypatch):
    for name, value in FIT.items():
        setattr(settings, name, value)
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.org/fenceline?sslmode=verify-full")
    return settings


def test_a_configured_production_has_no_fault(production):
    assert start_faults() == []
    require_fit()


def test_a_word_for_metrics_that_could_be_guessed_is_refused(production):
    production.METRICS_TOKEN = "secret"
    (fault,) = start_faults()
    assert fault == "METRICS_TOKEN must be at least 32 random characters, or be left out."
    production.METRICS_TOKEN = "Zr7kQ2mX9vLpT4sWd8yBnHc1uJf6gAeR"
    assert start_faults() == []


def test_one_machine_has_no_fault_to_find(settings):
    settings.PRODUCTION = False
    settings.SECRET_KEY = "short"
    assert start_faults() == []


@pytest.fixture
def demo(settings, monkeypatch):
    """The demo on one's own machine, as `make run` has it."""
    for name, value in {
        "PRODUCTION": False,
        "MODE": "local",
        "DEMO": True,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "SITE_URL": "http://localhost:8000",
    }.items():
        setattr(settings, name, value)
    monkeypatch.delenv("BIND", raising=False)
    return settings


def test_the_demo_runs_on_ones_own_machine(demo, monkeypatch):
    assert start_faults() == []
    monkeypatch.setenv("BIND", "127.0.0.9")
    assert start_faults() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "test"),
        ("ALLOWED_HOSTS", ["*"]),
        ("ALLOWED_HOSTS", ["localhost", "sro.example.org"]),
        ("ALLOWED_HOSTS", ["10.0.0.7"]),
        ("SITE_URL", "https://sro.example.org"),
    ],
)
def test_the_demo_runs_nowhere_else(demo, name, value):
    setattr(demo, name, value)
    (fault,) = start_faults()
    assert fault.startswith("DEMO must be off")


@pytest.mark.parametrize("bind", ["0.0.0.0", "::", "[::]", "10.0.0.7", "sro.example.org", "0", "fe80::1"])
def test_nothing_listens_beyond_this_machine_outside_production(demo, monkeypatch, bind):
    monkeypatch.setenv("BIND", bind)
    demo.DEMO = False
    (fault,) = start_faults()
    assert fault.startswith("BIND must be this machine alone")


@pytest.mark.parametrize(
    "address",
    [
        "postgres://db.example.org/fenceline",
        "postgres://db.example.org/fenceline?sslmode=prefer",
        "postgres://db.example.org/fenceline?sslmode=disable",
        "postgres://10.0.0.7/fenceline",
        "postgres://db/fenceline",
        "postgres:///fenceline?host=db.example.org",
        "postgres://localhost/fenceline?hostaddr=10.0.0.7",
        "postgres://localhost,db.example.org/fenceline",
        "postgres:///fenceline?service=far",
    ],
)
def test_a_database_on_another_machine_needs_tls(production, monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    (fault,) = start_faults()
    assert fault.startswith("DATABASE_URL")


@pytest.mark.parametrize(
    "address",
    [
        "postgres://db.example.org/fenceline?sslmode=require",
        "postgres://db.example.org/fenceline?sslmode=verify-ca",
        "postgres://localhost/fenceline",
        "postgres://127.0.0.1/fenceline",
        "postgres:///fenceline",
        "postgres:///fenceline?host=/run/postgresql",
        "sqlite:////srv/fenceline.sqlite3",
    ],
)
def test_a_database_with_tls_or_on_this_machine_is_fit(production, monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    assert start_faults() == []


def test_what_libpq_reads_from_the_environment_counts(production, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres:///fenceline")
    monkeypatch.setenv("PGHOST", "db.example.org")
    assert [fault.split()[0] for fault in start_faults()] == ["DATABASE_URL"]
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert start_faults() == []


def test_names_of_one_compose_file_are_near_when_they_are_said_to_be(production, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db/fenceline")
    production.CELERY_BROKER_URL = production.CACHE_URL = "redis://redis:6379/0"
    assert len(start_faults()) == 3
    production.SAME_MACHINE_HOSTS = ["db", "redis"]
    assert start_faults() == []


@pytest.mark.parametrize("query", ["ssl_cert_reqs=none", "ssl_cert_reqs=CERT_NONE", "ssl_cert_reqs=optional"])
def test_a_redis_whose_certificate_nobody_checks_is_refused(production, query):
    production.CACHE_URL = f"rediss://redis.example.org:6379/1?{query}"
    (fault,) = start_faults()
    assert fault.startswith("CACHE_URL")


def test_mail_may_speak_tls_from_the_first_byte(production):
    production.EMAIL_USE_TLS, production.EMAIL_USE_SSL = False, True
    assert start_faults() == []
    production.EMAIL_USE_TLS = True
    (fault,) = start_faults()
    assert fault.startswith("EMAIL_USE_TLS and EMAIL_USE_SSL")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("FENCELINE_MODE", word) for word in ("prod", "Production", "PRODUCTION", "production ", "live", "", "0")),
        ("EMAIL_USE_TLS", "onn"),
        ("DEMO", "maybe"),
        ("PORT", "http"),
    ],
)
@pytest.mark.parametrize("command", [["manage.py", "serve"], ["manage.py", "prepare"], ["-c", "import config.wsgi"]])
def test_a_word_that_is_none_starts_nothing(name, value, command, tmp_path):
    environment = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(tmp_path / "var"),
        "EMAIL_HOST": "mail.example.org",
        name: value,
    }
    done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == (2 if command[0] == "manage.py" else 1)
    assert name in done.stderr
    assert "Traceback" not in done.stderr or command[0] == "-c"
    assert not (tmp_path / "var" / "fenceline.sqlite3").exists()


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("SECRET_KEY", "", "SECRET_KEY"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY"),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", ["sro.example.org", ".example.org"], "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", ["localhost", "127.0.0.1"], "ALLOWED_HOSTS"),
        ("SITE_URL", "http://sro.example.org", "SITE_URL"),
        ("DEMO", True, "DEMO"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "EMAIL_HOST"),
        ("EMAIL_USE_TLS", False, "EMAIL_USE_TLS"),
        ("EMAIL_CATCHER", True, "EMAIL_CATCHER"),
        ("DEFAULT_FROM_EMAIL", "Fenceline <fenceline@localhost>", "DEFAULT_FROM_EMAIL"),
        ("ALLOWED_HOSTS", ["www.example.org"], "ALLOWED_HOSTS"),
        ("CELERY_BROKER_URL", "amqp://localhost//", "BROKER_URL"),
        ("CELERY_BROKER_URL", "redis://redis.example.org:6379/0", "BROKER_URL"),
        ("CACHE_URL", "redis://10.0.0.7:6379/0", "CACHE_URL"),
        ("CACHE_URL", "redis://redis:6379/0", "CACHE_URL"),
    ],
)
def test_each_unfit_setting_is_named_in_one_sentence(production, name, value, named):
    setattr(production, name, value)
    (fault,) = start_faults()
    assert fault.startswith(named)
    assert fault.endswith(".")
    assert [message.msg for message in run_checks(tags=["security"])] == [fault]
    with pytest.raises(ImproperlyConfigured, match=named):
        require_fit()


def test_debug_is_refused_in_words_though_the_setting_is_off_anyway(production, monkeypatch):
    monkeypatch.setenv("DEBUG", "1")
    assert production.DEBUG is False
    assert start_faults() == ["DEBUG must be off; its error pages show records."]


def test_a_rehearsal_may_catch_its_mail_beside_the_portal_without_tls(production):
    production.EMAIL_CATCHER, production.EMAIL_HOST, production.EMAIL_USE_TLS = True, "mail", False
    (fault,) = start_faults()
    assert fault.startswith("EMAIL_CATCHER")
    production.SAME_MACHINE_HOSTS = ["mail"]
    assert start_faults() == []


def test_a_database_that_was_not_chosen_is_a_fault(production, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    (fault,) = start_faults()
    assert fault.startswith("DATABASE_URL")


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "prepare"],
        ["manage.py", "serve"],
        ["manage.py", "work"],
        ["-m", "celery", "-A", "config", "worker"],
        ["-m", "celery", "-A", "config", "beat"],
        ["-c", "import config.wsgi"],
    ],
)
def test_a_half_configured_production_does_not_start(command, tmp_path):
    environment = {
        "PATH": "/usr/bin:/bin",
        "FENCELINE_MODE": "production",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(tmp_path),
        "DEMO": "1",
        "SECRET_KEY": FIT["SECRET_KEY"],
    }
    done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == (2 if command[0] == "manage.py" else 1)
    assert "ALLOWED_HOSTS" in done.stdout + done.stderr
    assert "DEMO must be off" in done.stdout + done.stderr
    # Celery opens the database it is told of before it reads the tasks.
    opened = "fenceline.sqlite3" if "celery" in command else ""
    assert [path.name for path in tmp_path.iterdir() if path.name != opened] == []
