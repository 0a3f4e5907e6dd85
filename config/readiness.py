"""What must be right for the portal to serve, each thing asked by itself: for /readyz, and for the settings page."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache as remember

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q
from redis.exceptions import RedisError

from common.database_clock import clocks_agree
from config.backups.state import backup_state
from config.running import late_jobs
from config.schedule import JOBS
from ledger.keys import keys_fit
from ledger.models import Notice, Trouble
from ledger.querysets import NoticeQuerySet
from ledger.triggers import missing_triggers

LONGEST_WAIT = timedelta(minutes=15)
LONGEST_WAIT_OF_ALL = timedelta(hours=1)  # whatever the reason
# The mail server answered, and does not take this one mail now: for a while that is the recipient's matter.
ANSWERED = ("SMTPRecipientsRefused", "SMTPDataError")


def database_answers(_at: datetime) -> bool:
    """The database answers at all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def migrations_applied(_at: datetime) -> bool:
    """Every migration that lies beside this code is applied."""
    return known_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@remember
def known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations on disk, read once a process: code does not change under a running one."""
    return frozenset(MigrationLoader(None).disk_migrations)


def ledger_protected(_at: datetime) -> bool:
    """The triggers that keep the ledger append-only stand."""
    return not missing_triggers(connection)


def keys_right(_at: datetime) -> bool:
    """The keys this process has open what was sealed in this database."""
    return keys_fit()


def mail_flows(at: datetime) -> bool:
    """No notice has waited for a quarter of an hour; none at all, whatever the reason, for an hour."""
    return not (stuck(at).due_by(at - LONGEST_WAIT).exists() or waits_long(at).exists())


def waits_long(at: datetime) -> NoticeQuerySet:
    """Notices that wait for an hour to be mailed, whatever the reason; oldest first."""
    return Notice.objects.waiting(at).due_by(at - LONGEST_WAIT_OF_ALL)


def stuck(at: datetime) -> NoticeQuerySet:
    """Notices that wait although nobody but us holds them up; oldest first."""
    turned_away = Q()
    for name in ANSWERED:
        turned_away |= Q(delivery__last_error__startswith=name)
    return Notice.objects.waiting(at).exclude(turned_away & ~Q(delivery__trouble=Trouble.OURS))


def jobs_run(at: datetime) -> bool:
    """Every job has ended well within twice its time."""
    return not late_jobs(JOBS, at)


def backups_made(at: datetime) -> bool:
    """Where backups are scheduled a good one is no more than two days old; and the last one tried out came back."""
    return backup_state(at).well


def clock_right(_at: datetime) -> bool:
    """The clock of this machine and the database's are no more than two seconds apart."""
    return clocks_agree()


def cache_answers(_at: datetime) -> bool:
    """The cache answers; what it says does not matter."""
    cache.get("readyz")
    return bool(getattr(cache, "at_hand", True))


def files_writable(_at: datetime) -> bool:
    """A file can be made where scans go."""
    with tempfile.TemporaryFile(dir=settings.VAR_DIR) as file:
        file.write(b"readyz")
    return True


# In the order they are told. Without the database most others cannot be asked.
CHECKS: dict[str, Callable[[datetime], bool]] = {
    "database": database_answers,
    "migrations": migrations_applied,
    "ledger": ledger_protected,
    "key": keys_right,
    "mail": mail_flows,
    "jobs": jobs_run,
    "backups": backups_made,
    "clock": clock_right,
    "cache": cache_answers,
    "files": files_writable,
}
ASK_THE_DATABASE = frozenset({"migrations", "ledger", "key", "mail", "jobs", "backups", "clock"})


def failing(at: datetime) -> list[str]:
    """One word for each thing that is not right at that moment; empty when the portal is ready."""
    found: list[str] = []
    for name, check in CHECKS.items():
        if "database" in found and name in ASK_THE_DATABASE:
            continue
        try:
            right = check(at)
        except (DatabaseError, OSError, RedisError):
            right = False
        if not right:
            found.append(name)
    return found
