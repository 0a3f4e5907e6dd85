"""A worker that stops at a bad moment and waits to be killed: HOLD names the moment. Settings and what they need."""

import os
import time

from config.settings import VAR_DIR
from tests.config.quick_beat import *  # noqa: F403

# In manage.py work the sweep is held by the tests' own command line (test_killed_worker.py); in Celery by this.
CELERY_IMPORTS = ("tests.config.held_sweep",)
EMAIL_BACKEND = "tests.config.held_mail.MailServer"
HELD = VAR_DIR / "held"


def stay() -> None:
    """Say that the moment has come, and do nothing more."""
    HELD.touch()
    time.sleep(600)


def asked(moment: str) -> bool:
    """Whether this process is to stop at that moment."""
    return os.environ.get("HOLD") == moment
