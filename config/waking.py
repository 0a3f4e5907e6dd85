"""Wakes the workers after a commit.

The hint is only a hint: what waits lies in the database, and the next pass finds it.

Without a broker nobody is woken: `manage.py work` looks into the database every second.
"""

import logging
import threading

from django.conf import settings

from config import tasks

logger = logging.getLogger(__name__)

_telling = threading.Lock()


def wake() -> None:
    """Say that something was committed, without waiting for the broker: a request must not care how it fares."""
    if settings.BROKER == "server" and _telling.acquire(blocking=False):
        threading.Thread(target=_tell, name="fenceline-wake", daemon=True).start()


def _tell() -> None:
    try:
        for task in (tasks.carry_out, tasks.send_mail):
            task.apply_async(retry=False, ignore_result=True, expires=settings.MESSAGE_SECONDS)
    except Exception:
        # A server that is away, a fault of the library: the next pass of beat does what is due.
        logger.warning("the broker did not take the hint; the next pass does what is due", exc_info=True)
    finally:
        _telling.release()
