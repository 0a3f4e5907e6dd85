"""What this installation runs on, in words, each part with how it fares. No secret, no address that holds one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from celery.exceptions import OperationalError
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from config import celery_app
from config.backups.state import BackupState, backup_state
from config.database_roles import runs_as_owner
from config.readiness import CHECKS
from config.running import moment_words

AWAY = (DatabaseError, OSError, RedisError, KombuError, OperationalError)
PATIENCE = 2  # seconds for a broker to answer


@dataclass(frozen=True)
class PartWords:
    """One part: what it is, whether it is well, and what to do where it is not."""

    term: str
    value: str
    well: bool = True
    why: str | Promise = ""

    @property
    def answer(self) -> str:
        """The shape of its mark, as components/answer_mark.html names it."""
        return "no" if self.well else "yes"

    @property
    def word(self) -> str:
        """The word beside the mark."""
        return _("OK") if self.well else _("Needs attention")


def parts(at: datetime) -> list[PartWords]:
    """Every part, in the order they are shown."""
    return [
        PartWords(_("Version"), _("Fenceline %(version)s") % {"version": settings.VERSION}),
        PartWords(_("Runs as"), mode_words()),
        site(),
        checked(_("Database"), database_words(), at, "database", _("It does not answer.")),
        role(),
        checked(_("Database tables"), _("As this version needs them"), at, "migrations", _("Run manage.py prepare.")),
        checked(
            _("Activity log"),
            _("Protected against changes"),
            at,
            "ledger",
            _("A trigger is missing. Run manage.py audit_verify, and find out who removed it."),
        ),
        checked(
            _("Secret key"),
            _("The one these records were written under"),
            at,
            "key",
            _("SECRET_KEY has changed. Put back the right one, or put the earlier one into SECRET_KEY_FALLBACKS."),
        ),
        checked(
            _("Clock"),
            _("Within two seconds of the database’s"),
            at,
            "clock",
            _("This machine’s clock and the database’s are further apart. Set both by a time server (NTP)."),
        ),
        broker(at),
        checked(_("Cache"), cache_words(), at, "cache", _("It does not answer; sign-in needs it.")),
        mail_server(),
        PartWords(_("Sender of mail"), settings.DEFAULT_FROM_EMAIL),
        checked(
            _("Waiting mail"),
            _("No notice has waited for a quarter of an hour"),
            at,
            "mail",
            _("A notice has waited longer. Send a test mail, and look at the scheduled jobs."),
        ),
        checked(
            _("Files"), _("A folder of the portal’s own"), at, "files", _("It cannot be written, or the disk is full.")
        ),
        backups(at),
    ]


def holds(check: Callable[[datetime], bool], at: datetime) -> bool:
    """Whether a check says yes; one that cannot even ask says no."""
    try:
        return check(at)
    except AWAY:
        return False


def checked(term: str, value: str, at: datetime, check: str, why: str) -> PartWords:
    """A part that one of the checks of /readyz is about."""
    well = holds(CHECKS[check], at)
    return PartWords(
        term, value if well or check in ("database", "cache", "files") else _("Not so"), well, "" if well else why
    )


def mode_words() -> str:
    """In production, or on one machine."""
    return _("Production") if settings.PRODUCTION else _("One machine, not for real records")


def site() -> PartWords:
    """The address people use, as links in mail carry it."""
    address = urlsplit(settings.SITE_URL)
    port = f":{address.port}" if address.port else ""
    shown = f"{address.scheme}://{address.hostname or ''}{port}"
    if settings.PRODUCTION and address.scheme != "https":
        return PartWords(_("Site address"), shown, False, _("SITE_URL must begin with https://."))
    return PartWords(_("Site address"), shown)


def database_words() -> str:
    """The kind of database, and its version where it answers."""
    names = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
    name = names.get(connection.vendor, connection.vendor)
    try:
        numbers = connection.get_database_version() if connection.vendor == "postgresql" else sqlite_version()
    except AWAY:
        return name
    return f"{name} {'.'.join(map(str, numbers))}"


def role() -> PartWords:
    """Whether what runs could alter a table. Asked in production alone: one machine has one role."""
    term, value = _("Database role"), _("Reads and writes rows, and owns no table")
    if connection.vendor != "postgresql":
        return PartWords(term, _("None: the file belongs to the portal’s own account"))
    try:
        owner = runs_as_owner()
    except AWAY:
        return PartWords(term, _("Not known"), False, _("The database does not answer."))
    if not owner:
        return PartWords(term, value)
    why = _(
        "It could switch off what protects the activity log. Run prepare as this role, and the portal as RUNNING_ROLE."
    )
    return PartWords(term, _("Owns the tables"), not settings.PRODUCTION, why if settings.PRODUCTION else "")


def sqlite_version() -> tuple[int, ...]:
    """The version of the library in this process."""
    return connection.Database.sqlite_version_info  # type: ignore[attr-defined]


def cache_words() -> str:
    """Where limits on sign-in are counted."""
    return _("Redis") if "fallback" in settings.CACHES else _("A table of the database")


def broker(at: datetime) -> PartWords:
    """Who does the due work, and whether it can be told."""
    if settings.BROKER == "server":
        well = holds(broker_answers, at)
        why = "" if well else _("It does not answer. Mail goes out with the next pass of a worker, once it does.")
        return PartWords(_("Broker"), _("Redis, with Celery workers"), well, why)
    return PartWords(_("Broker"), _("None; manage.py work does what is due, beside the web server"))


def broker_answers(_at: datetime) -> bool:
    """The server takes a connection, in a moment or not at all."""
    with celery_app.connection_for_write() as link:
        link.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
    return True


def mail_server() -> PartWords:
    """Which server mail is handed to, without the account on it."""
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return PartWords(
            _("Mail server"), _("None; mail is written to files"), False, _("Nobody gets mail. Set EMAIL_HOST.")
        )
    safe = _("with TLS") if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL else _("without TLS")
    shown = _("%(host)s, port %(port)s, %(safe)s") % {
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "safe": safe,
    }
    if settings.EMAIL_CATCHER:
        return PartWords(
            _("Mail server"), shown, False, _("A catcher takes all mail: nobody gets any. Good for a rehearsal only.")
        )
    return PartWords(_("Mail server"), shown)


def backups(at: datetime) -> PartWords:
    """When the last good one was made, and how the last drill ended."""
    try:
        state = backup_state(at)
    except AWAY:
        return PartWords(_("Backups"), _("Not known"), False, _("The database does not answer."))
    value = f"{last_backup_words(state, at)} {last_drill_words(state, at)}"
    if state.drill_failed:
        return PartWords(_("Backups"), value, False, _("Find out why, and try another archive."))
    if state.scheduled and state.late:
        return PartWords(_("Backups"), value, False, _("One should be made every night. The portal’s log says more."))
    if state.missing:
        why = _("None is scheduled. Name a folder, BACKUP_DIR, and a passphrase.")
        return PartWords(_("Backups"), value, False, why)
    return PartWords(_("Backups"), value)


def last_backup_words(state: BackupState, at: datetime) -> str:
    """When the last good one was made, as a sentence."""
    if state.made_at is None:
        return _("None has been made.")
    return _("The last good one was made %(moment)s.") % {"moment": moment_words(state.made_at, at)}


def last_drill_words(state: BackupState, at: datetime) -> str:
    """When one was last restored on trial, and how that ended, as a sentence."""
    if state.drilled_at is None:
        return _("None has been restored on trial.")
    words = (
        _("The last trial restore, %(moment)s, failed.")
        if state.drill_failed
        else _("The last trial restore, %(moment)s, went well.")
    )
    return words % {"moment": moment_words(state.drilled_at, at)}


def troubled(found: list[PartWords]) -> Iterator[PartWords]:
    """The parts somebody must look at."""
    return (part for part in found if not part.well)
