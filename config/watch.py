"""Whoever still runs tells portal administrators that somebody else does not: jobs, mail, or all of it.

Asked by the jobs, by mail, and, where neither runs, by the web server when /readyz is asked. So each dead part is told
by those that live; only where all of them are dead is it up to who watches /readyz.
"""

import logging
import threading
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from accounts import notices as accounts_notices
from common.database_clock import clocks_agree, database_now
from config import due
from config.readiness import waits_long
from config.running import late_jobs
from config.schedule import JOBS
from ledger.models import Notice

EVERY = 60.0  # seconds between two looks of one process
# The alarm goes first, and by itself; a mail server that is slow may not hold up who watches.
MOST, WITHIN = 10, timedelta(seconds=30)

logger = logging.getLogger(__name__)


def watch(at: datetime) -> bool:
    """Queue an alarm where a job or the mail has stood still, once a day; whether something stands still.

    So too where the clock of the machine that looks and the database's are apart. Where mail itself stands still,
    the alarm is sent from here, before all else.
    """
    jobs, mail = bool(late_jobs(JOBS, at)), waits_long(at).exists()
    agree = clocks_agree()
    with transaction.atomic():
        if jobs:
            accounts_notices.work_stands_still(at=at)
        if mail:
            accounts_notices.mail_stands_still(at=at)
        if not agree:
            accounts_notices.clocks_differ(at=at)
    if (jobs or mail) and mail_is_late(at):
        due.send_urgent(at, limit=MOST, within=WITHIN)
    return jobs or mail


def mail_is_late(at: datetime) -> bool:
    """Whether nobody has taken up what came a few minutes ago: what sends mail does not run, or is far behind."""
    return Notice.objects.waiting(at).due_by(at - timedelta(minutes=5)).exists()


class Watch:
    """Looks once a minute, however often it is called."""

    def __init__(self) -> None:
        self.next_look = 0.0

    def __call__(self, at: datetime) -> None:
        if time.monotonic() >= self.next_look:
            self.next_look = time.monotonic() + EVERY
            watch(at)


_from_web = threading.Lock()


def watch_beside() -> None:
    """Look from a thread beside the web server: what it serves must not wait."""
    if settings.WATCH_FROM_WEB and _from_web.acquire(blocking=False):
        threading.Thread(target=_look, name="fenceline-watch", daemon=True).start()


def _look() -> None:
    try:
        watch(database_now())
        time.sleep(EVERY)
    except DatabaseError:
        logger.exception("nobody could be told that something stands still")
    finally:
        connection.close()
        _from_web.release()
