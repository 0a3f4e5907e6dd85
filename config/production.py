"""What production refuses to run with. Read by the system checks, the start-up commands and the WSGI application."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from config import environment as env

SECRET_KEY_LENGTH = 50
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


def production_faults() -> list[str]:
    """One sentence for each setting that production must not run with; empty when fit, or not in production."""
    if not settings.PRODUCTION:
        return []
    faults = []
    key = secret_key()
    if len(key) < SECRET_KEY_LENGTH or len(set(key)) < 10:
        faults.append(f"SECRET_KEY must be set to at least {SECRET_KEY_LENGTH} random characters.")
    if not settings.ALLOWED_HOSTS:
        faults.append("ALLOWED_HOSTS must name the host people use, for example sro.example.org.")
    elif any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        faults.append("ALLOWED_HOSTS must name hosts in full; '*' and leading dots accept forged ones.")
    elif set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS:
        faults.append("ALLOWED_HOSTS names only this machine; add the host people use.")
    elif urlsplit(settings.SITE_URL).hostname not in settings.ALLOWED_HOSTS:
        faults.append("ALLOWED_HOSTS must name the host of SITE_URL, or nobody reaches the links in mail.")
    if not settings.SITE_URL.startswith("https://"):
        faults.append("SITE_URL must begin with https://; links in mail and passkeys depend on it.")
    if settings.DEMO:
        faults.append("DEMO must be off; its personas sign in with one click.")
    if env.flag("DEBUG"):  # the setting itself is off in production, whatever was asked for
        faults.append("DEBUG must be off; its error pages show records.")
    if not env.text("DATABASE_URL"):
        faults.append("DATABASE_URL must be set; SQLite is accepted when its address is written out.")
    return [*faults, *broker_faults(), *mail_faults()]


def broker_faults() -> list[str]:
    """What is wrong with the choice of who does the due work."""
    if settings.BROKER == "server" and urlsplit(settings.CELERY_BROKER_URL).scheme not in ("redis", "rediss"):
        return ["BROKER_URL must begin with redis:// or rediss://, or be left out."]
    return []


def mail_faults() -> list[str]:
    """What is wrong with how mail would be sent."""
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return ["EMAIL_HOST must name a mail server; without it nobody is told anything."]
    faults = []
    near = settings.EMAIL_HOST in LOCAL_HOSTS or "." not in settings.EMAIL_HOST
    if settings.EMAIL_CATCHER and not near:
        faults.append(
            "EMAIL_CATCHER is for a catcher beside the portal; EMAIL_HOST must be one plain word, or EMAIL_CATCHER off."
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


def require_fit_for_production() -> None:
    """Raises ImproperlyConfigured with every fault when production is half-configured."""
    faults = production_faults()
    if faults:
        raise ImproperlyConfigured("Production refuses to start. " + " ".join(faults))


def refuse_unfit() -> None:
    """Raises CommandError, exit code 2, with every fault on a line, when production is half-configured."""
    if faults := production_faults():
        raise CommandError("Production refuses to start.\n" + "\n".join(faults), returncode=2)
