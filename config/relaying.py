"""Mail goes out soon after the commit: by a Celery task where a broker is configured, else by a thread of ours.

The hint is only a hint. A notice lives in the database; if the hint is lost, the next pass finds it.
"""

import logging
import threading

from celery.exceptions import OperationalError
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from config import due, tasks

logger = logging.getLogger(__name__)

_wake = threading.Event()


def nudge() -> None:
    """Say that a notice was committed. Never fails: without a broker's answer the next pass sends it."""
    if not settings.BROKER_URL:
        _wake.set()
        return
    try:
        tasks.send_due.apply_async(retry=False, ignore_result=True)
    except OperationalError:
        logger.warning("the broker did not take the hint; the next pass sends the mail")


def start_thread() -> threading.Thread:
    """Begin the pass that runs beside the web process where no broker is configured."""
    thread = threading.Thread(target=_loop, name="fenceline-due", daemon=True)
    thread.start()
    return thread


def _loop() -> None:
    while True:
        _wake.wait(settings.PASS_SECONDS)
        _wake.clear()
        close_old_connections()
        try:
            _ran, report = due.run_due(timezone.now())
            if report.planned:
                _wake.set()  # there may be more than one pass takes
        except Exception:
            # The thread outlives a locked database or a mail server that is away; the next pass tries again.
            logger.exception("the pass over due work failed")
        finally:
            close_old_connections()
