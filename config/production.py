"""What production refuses to run with. Read by the system checks, the start-up commands and the WSGI application."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

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
    if not settings.SITE_URL.startswith("https://"):
        faults.append("SITE_URL must begin with https://; links in mail and passkeys depend on it.")
    if settings.DEMO:
        faults.append("DEMO must be off; its personas sign in with one click.")
    if env.flag("DEBUG"):  # the setting itself is off in production, whatever was asked for
        faults.append("DEBUG must be off; its error pages show records.")
    if not env.text("DATABASE_URL"):
        faults.append("DATABASE_URL must be set; SQLite is accepted when its address is written out.")
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        faults.append("EMAIL_HOST must name a mail server; without it nobody is told anything.")
    elif not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        faults.append("EMAIL_USE_TLS must be on; mail must not cross the network in the clear.")
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
