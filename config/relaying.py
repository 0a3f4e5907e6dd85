"""Mail goes out soon after the commit: by a Celery task where there is a broker, else by a thread of ours.

The hint is only a hint. A notice lives in the database; if the hint is lost, the next pass finds it.
"""

import logging
import threading

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from config import due, tasks
from config.broker import listened

logger = logging.getLogger(__name__)

_wake = threading.Event()


def nudge() -> None:
    """Say that a notice was committed. Never fails, whatever is wrong with the broker: the next pass sends it."""
    if settings.BROKER not in ("folder", "server"):
        _wake.set()
        return
    if settings.BROKER == "folder" and not listened():
        return  # nothing is served yet: the demo is being told, or a command runs alone
    try:
        tasks.send_due.apply_async(retry=False, ignore_result=True, expires=settings.PASS_SECONDS)
    except Exception:
        # A folder that cannot be written, a server that is away, a library's own fault: the request must not care.
        logger.warning("the broker did not take the hint; the next pass sends the mail", exc_info=True)


def start_thread() -> threading.Thread:
    """Begin the passes beside the web process, where there is no Celery."""
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
