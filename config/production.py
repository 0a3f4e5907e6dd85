"""What the portal refuses to start with. Read by the system checks, the start-up commands and the WSGI application."""

import ipaddress
from email.utils import parseaddr
from typing import Any
from urllib.parse import parse_qs, urlsplit

import dj_database_url
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from config import environment as env

SECRET_KEY_LENGTH = 50
METRICS_TOKEN_LENGTH = 32
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
# What libpq must be told so that nothing goes in the clear (PostgreSQL 15, "SSL Support"); "prefer" gives way.
ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})


def start_faults() -> list[str]:
    """One sentence for each setting that this mode must not run with; empty when fit."""
    if settings.PRODUCTION:
        return production_faults()
    return [*demo_faults(), *bind_faults()]


def demo_faults() -> list[str]:
    """The demo lets anybody in with one click, so it answers one's own machine and nothing else."""
    if not settings.DEMO:
        return []
    faults = []
    if settings.MODE != "local":
        faults.append("DEMO must be off unless FENCELINE_MODE is local; its personas sign in with one click.")
    if not set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS:
        faults.append("DEMO must be off where ALLOWED_HOSTS names more than this machine.")
    if urlsplit(settings.SITE_URL).hostname not in LOCAL_HOSTS:
        faults.append("DEMO must be off where SITE_URL is another address than this machine's.")
    return faults


def bind_faults() -> list[str]:
    """Outside production there is no TLS and no strict cookie: nothing listens beyond this machine."""
    if is_loopback(env.text("BIND") or "127.0.0.1"):
        return []
    return ["BIND must be this machine alone (127.0.0.1) unless FENCELINE_MODE is production."]


def production_faults() -> list[str]:
    """What production must not run with."""
    faults = [*key_faults(), *host_faults()]
    if not settings.SITE_URL.startswith("https://"):
        faults.append("SITE_URL must begin with https://; links in mail and passkeys depend on it.")
    if settings.DEMO:
        faults.append("DEMO must be off; its personas sign in with one click.")
    if env.flag("DEBUG"):  # the setting itself is off in production, whatever was asked for
        faults.append("DEBUG must be off; its error pages show records.")
    if 0 < len(settings.METRICS_TOKEN) < METRICS_TOKEN_LENGTH:
        faults.append(f"METRICS_TOKEN must be at least {METRICS_TOKEN_LENGTH} random characters, or be left out.")
    return [*faults, *database_faults(), *broker_faults(), *cache_faults(), *mail_faults()]


def key_faults() -> list[str]:
    """What is wrong with the key that signs sessions and links."""
    key = secret_key()
    if len(key) < SECRET_KEY_LENGTH or len(set(key)) < 10:
        return [f"SECRET_KEY must be set to at least {SECRET_KEY_LENGTH} random characters."]
    return []


def host_faults() -> list[str]:
    """What is wrong with the hosts the portal answers to."""
    if not settings.ALLOWED_HOSTS:
        return ["ALLOWED_HOSTS must name the host people use, for example sro.example.org."]
    if any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        return ["ALLOWED_HOSTS must name hosts in full; '*' and leading dots accept forged ones."]
    if set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS:
        return ["ALLOWED_HOSTS names only this machine; add the host people use."]
    if urlsplit(settings.SITE_URL).hostname not in settings.ALLOWED_HOSTS:
        return ["ALLOWED_HOSTS must name the host of SITE_URL, or nobody reaches the links in mail."]
    return []


def is_loopback(host: str) -> bool:
    """Whether the name or address is this machine's own."""
    if host in LOCAL_HOSTS:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_near(host: str) -> bool:
    """Whether no network lies between: this machine, a socket in its file system, or a name in SAME_MACHINE_HOSTS."""
    return not host or host.startswith(("/", "@")) or is_loopback(host) or host in settings.SAME_MACHINE_HOSTS


def database_faults() -> list[str]:
    """What is wrong with how the database is reached. What libpq reads from the environment counts too."""
    address = env.text("DATABASE_URL")
    if not address:
        return ["DATABASE_URL must be set; SQLite is accepted when its address is written out."]
    given: dict[str, Any] = dict(dj_database_url.parse(address))
    if not given["ENGINE"].endswith("postgresql"):
        return []
    options = {name: str(value) for name, value in given.get("OPTIONS", {}).items()}
    if "service" in options or env.text("PGSERVICE"):
        return ["DATABASE_URL must name the host itself; a service file is not looked into."]
    named = [
        given.get("HOST") or options.get("host") or env.text("PGHOST"),
        options.get("hostaddr") or env.text("PGHOSTADDR"),
    ]
    near = all(is_near(host.strip()) for hosts in named for host in hosts.split(","))
    if near or (options.get("sslmode") or env.text("PGSSLMODE")) in ENCRYPTED:
        return []
    return ["DATABASE_URL must end with ?sslmode=verify-full (or require) for a database on another machine."]


def broker_faults() -> list[str]:
    """What is wrong with the choice of who does the due work."""
    return redis_faults("BROKER_URL", settings.CELERY_BROKER_URL) if settings.BROKER == "server" else []


def cache_faults() -> list[str]:
    """What is wrong with where limits are counted."""
    return redis_faults("CACHE_URL", settings.CACHE_URL) if settings.CACHE_URL else []


def redis_faults(name: str, address: str) -> list[str]:
    """What is wrong with how a Redis is reached."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return []
    if parts.scheme not in ("redis", "rediss"):
        return [f"{name} must begin with redis:// or rediss://, or be left out."]
    if is_near(parts.hostname or ""):
        return []
    if parts.scheme == "redis":
        return [f"{name} must begin with rediss:// for a Redis on another machine."]
    if parse_qs(parts.query).get("ssl_cert_reqs", ["required"])[-1].lower().removeprefix("cert_") != "required":
        return [f"{name} must not switch off the check of the server's certificate."]
    return []


def mail_faults() -> list[str]:
    """What is wrong with how mail would be sent."""
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return ["EMAIL_HOST must name a mail server; without it nobody is told anything."]
    faults = []
    if settings.EMAIL_USE_TLS and settings.EMAIL_USE_SSL:
        faults.append(
            "EMAIL_USE_TLS and EMAIL_USE_SSL are two ways to the same end; one of them must be off."
            " At port 465 leave EMAIL_USE_TLS empty."
        )
    if settings.EMAIL_CATCHER and not is_near(settings.EMAIL_HOST):
        faults.append(
            "EMAIL_CATCHER is for a catcher beside the portal; SAME_MACHINE_HOSTS must name EMAIL_HOST, or"
            " EMAIL_CATCHER be off."
        )
    elif not (settings.EMAIL_CATCHER or settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        faults.append("EMAIL_USE_TLS must be on; mail must not cross the network in the clear.")
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    if not domain or domain in LOCAL_HOSTS:
        faults.append("DEFAULT_FROM_EMAIL must be an address of yours, for example fenceline@example.org.")
    return faults


def secret_key() -> str:
    """The key, or nothing where it is missing: Django's settings raise then, before we can say it our way."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""


def refusal() -> str:
    """What is said where the portal does not start."""
    return "Production refuses to start." if settings.PRODUCTION else "The portal refuses to start."


def require_fit() -> None:
    """Raises ImproperlyConfigured with every fault when the portal is half-configured."""
    if faults := start_faults():
        raise ImproperlyConfigured(" ".join([refusal(), *faults]))


def refuse_unfit() -> None:
    """Raises CommandError, exit code 2, with every fault on a line, when the portal is half-configured."""
    if faults := start_faults():
        raise CommandError("\n".join([refusal(), *faults]), returncode=2)
