import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from config.production import production_faults, require_fit_for_production

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
    "CELERY_BROKER_URL": "redis://redis.example.org:6379/0",
}


@pytest.fixture
def production(settings, monkeypatch):
    for name, value in FIT.items():
        setattr(settings, name, value)
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.org/fenceline")
    return settings


def test_a_configured_production_has_no_fault(production):
    assert production_faults() == []
    require_fit_for_production()


def test_one_machine_has_no_fault_to_find(settings):
    settings.PRODUCTION = False
    settings.SECRET_KEY = "short"
    assert production_faults() == []


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
    ],
)
def test_each_unfit_setting_is_named_in_one_sentence(production, name, value, named):
    setattr(production, name, value)
    (fault,) = production_faults()
    assert fault.startswith(named)
    assert fault.endswith(".")
    assert [message.msg for message in run_checks(tags=["security"])] == [fault]
    with pytest.raises(ImproperlyConfigured, match=named):
        require_fit_for_production()


def test_debug_is_refused_in_words_though_the_setting_is_off_anyway(production, monkeypatch):
    monkeypatch.setenv("DEBUG", "1")
    assert production.DEBUG is False
    assert production_faults() == ["DEBUG must be off; its error pages show records."]


def test_a_rehearsal_may_catch_its_mail_beside_the_portal_without_tls(production):
    production.EMAIL_CATCHER, production.EMAIL_HOST, production.EMAIL_USE_TLS = True, "mail", False
    assert production_faults() == []


def test_a_database_that_was_not_chosen_is_a_fault(production, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    (fault,) = production_faults()
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
