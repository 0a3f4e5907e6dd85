"""Celery's worker and beat as the portal runs them: without a banner, logging as everything else does."""

import os
import socket
import warnings

from celery.platforms import SecurityWarning

from config import celery_app
from config import environment as env

PROCESSES = 2

# The commands that start a worker have run their own checks; Celery's would cost a second each start.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")


def run_worker(*, processes: int = 0) -> None:
    """A worker, until SIGTERM. Without `processes` the tasks run in this very process, one at a time.

    It takes no more from the broker than it is working on, and asks nothing of other workers.
    """
    # It warns every root, whatever it is given; ours takes JSON only, which cannot carry code.
    warnings.simplefilter("ignore", SecurityWarning)
    alone = {"pool": "solo", "concurrency": 1}
    several = {"pool": "prefork", "concurrency": processes}
    celery_app.Worker(
        **(several if processes else alone),
        hostname=f"fenceline-{os.getpid()}@{socket.gethostname()}",
        loglevel="INFO",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    ).start()


def run_beat() -> None:
    """The clock, until SIGTERM: every PASS_SECONDS it asks a worker to look for what is due."""
    celery_app.Beat(loglevel="INFO", quiet=True).run()


def processes_asked() -> int:
    """How many processes `manage.py worker` may use, by WORKER_PROCESSES."""
    return env.number("WORKER_PROCESSES", PROCESSES)
