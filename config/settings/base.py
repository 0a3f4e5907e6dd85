"""What every installation shares: apps, database, cache, mail, static files, logs."""

import tomllib
from pathlib import Path
from typing import Any

import dj_database_url

from common.postgres import Connection
from config import environment as env

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.text("VAR_DIR") or BASE_DIR / "var")

# local: one machine, plain HTTP on localhost. production: behind TLS. test: the suite.
MODE = env.choice("FENCELINE_MODE", ("local", "test", "production"), "local")
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
PRODUCTION = MODE == "production"
DEBUG = env.flag("DEBUG") and not PRODUCTION
DEMO = env.flag("DEMO")

SECRET_KEY = env.text("SECRET_KEY") or ("" if PRODUCTION else env.kept_secret(VAR_DIR / "secret_key"))
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
# Names by which servers beside the portal are reached without a network between, as those of one compose file are.
SAME_MACHINE_HOSTS = env.words("SAME_MACHINE_HOSTS")
SITE_URL = env.text("SITE_URL", f"http://localhost:{env.number('PORT', 8000)}").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")

INSTALLED_APPS = [
    "config",
    "common",
    "ledger",
    "accounts",
    "rosters",
    "partnerships",
    "training",
    "incidents",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
]
# Beside the portal: nothing of the demo is there where it is off, and it is on nowhere but on one's own machine.
if DEMO and MODE == "local":
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    "config.middleware.Probe",
    "accounts.middleware.RequestId",
    "config.middleware.AccessLog",
    "django.middleware.security.SecurityMiddleware",
    "accounts.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.DatabaseAway",
    "config.middleware.BodyLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.MethodInWords",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.devices.KnownDevice",
    "accounts.middleware.SignedIn",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.SecondFactor",
    "accounts.middleware.Person",
    "accounts.middleware.KeptForms",
    "accounts.middleware.TakeOutMeasure",
    "config.middleware.ErrorTitle",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["common.templatetags.sent_forms"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'fenceline.sqlite3'}", conn_health_checks=True
    )
}
_database: Any = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE and a long timeout: two writers at once queue, where SQLite would refuse the second.
    # recursive_triggers makes INSERT OR REPLACE run the delete triggers that protect the ledger.
    # trusted_schema stays on: off, SQLite 3.40 refuses the JSON_VALID checks of every JSONField (docs/adr/0002).
    _database["CONN_MAX_AGE"] = None
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA recursive_triggers=ON;PRAGMA secure_delete=ON;"
        ),
    }
else:
    # connect_timeout: libpq takes nothing below two seconds. tcp_user_timeout: a machine that is gone, in milliseconds.
    _database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)
    _database["OPTIONS"].setdefault("tcp_user_timeout", 5000)
    _database["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.number("DATABASE_POOL", 8),
        # Seconds a request waits for a connection before it says that the database is away; a second one may wait for
        # the thread of the first.
        "timeout": 0.9,
        "reconnect_timeout": 5,  # then the next request begins anew; the pool alone would pause ever longer
        "connection_class": Connection,
    }

# Limits on sign-in must hold across processes, so the small installation keeps them in the database, and so does one
# whose Redis is away for a while.
CACHE_URL = env.text("CACHE_URL")
_table: dict[str, Any] = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    # Beyond this many rows Django throws out a third of them whatever they are: three hundred of its own would let
    # anyone wash away the counts and the used codes by trying many addresses.
    "OPTIONS": {"MAX_ENTRIES": 200_000},
}
_redis: dict[str, Any] = {
    "BACKEND": "common.cache.RedisOrTable",
    "LOCATION": CACHE_URL,
    "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25},
}
CACHES: dict[str, Any] = {"default": _redis, "fallback": _table} if CACHE_URL else {"default": _table}

# Backups (docs/adr/0013): each night, where a folder is named. The passphrase is asked for when one is made or opened.
BACKUP_DIR = Path(env.text("BACKUP_DIR")) if env.text("BACKUP_DIR") else None
BACKUP_KEEP = env.number("BACKUP_KEEP", 14)
BACKUP_PASSPHRASE = env.text("BACKUP_PASSPHRASE")
BACKUP_PASSPHRASE_FILE = env.text("BACKUP_PASSPHRASE_FILE")

# Who does the due work (docs/adr/0007): Celery's workers over Redis, or `manage.py work` beside the web server.
_broker = env.text("BROKER_URL")
BROKER = "server" if _broker and _broker != "none" else "none"
CELERY_BROKER_URL = _broker if BROKER == "server" else "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "visibility_timeout": 1800,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
    "max_retries": 1,
    "interval_max": 0.2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Our logging stays as it is: one JSON object a line.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
# How often what is due is looked for. Which job runs when stands in config/schedule.py, not here.
PASS_SECONDS = 60
# A worker throws away a message that is too old by its own clock: one whose clock is hours ahead would throw away all,
# and nobody would hear that it is. What waited for a dead worker costs one look each.
MESSAGE_SECONDS = 24 * 60 * 60
_every_pass = {"schedule": PASS_SECONDS, "options": {"expires": MESSAGE_SECONDS}}
CELERY_BEAT_SCHEDULE = {
    "jobs": {"task": "config.tasks.run_jobs", **_every_pass},
    "mail": {"task": "config.tasks.send_mail", **_every_pass},
}
if BACKUP_DIR:
    CELERY_BEAT_SCHEDULE["long_jobs"] = {"task": "config.tasks.run_long_jobs", **_every_pass}
CELERY_BEAT_SYNC_EVERY = 1  # its file says by its time that beat lives
CELERY_TASK_ROUTES = {"config.tasks.send_mail": {"queue": "mail"}}
# For so long /readyz says what it found, whoever asks.
READYZ_SECONDS = -1 if MODE == "test" else 5
# The word by which Prometheus is let in at /metrics; without one there is no such page.
METRICS_TOKEN = env.text("METRICS_TOKEN")
# Whether /readyz, when it finds jobs or mail standing still, tells portal administrators from the web server itself.
WATCH_FROM_WEB = MODE != "test"
# Called after the commit of a transaction that queued a notice (dotted path; the ledger knows no floor above it).
LEDGER_WAKE = "" if MODE == "test" else "config.waking.wake"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_CATCHER = env.flag("EMAIL_CATCHER")  # for a rehearsal: mail is caught beside the portal and reaches nobody
if env.text("EMAIL_HOST"):
    EMAIL_BACKEND = "common.smtp.EmailBackend"
    EMAIL_HOST = env.text("EMAIL_HOST")
    EMAIL_PORT = env.number("EMAIL_PORT", 587)
    EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
    EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
    EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=EMAIL_PORT == 465)  # TLS from the first byte
    EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=not EMAIL_USE_SSL)
    EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Fenceline <fenceline@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # storage; people see their organization's zone

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_DIR") or VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "common.logs.RequestIdFilter"}},
    "formatters": {"json": {"()": "common.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]}},
    "root": {"handlers": ["console"], "level": "WARNING" if MODE == "test" else "INFO"},
    "loggers": {
        "django.db.backends": {"level": "WARNING"},
        # A line for each page, where nobody sits at the screen that it would fill.
        "config.access": {"level": "INFO" if PRODUCTION else "WARNING"},
        "config.due": {"level": "INFO" if PRODUCTION else "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
    },
}
