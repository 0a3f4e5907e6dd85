"""Whether a Celery worker answers: python -m config.build.worker jobs@HOST ends with 0 when it does.

1 where it does not although the broker took the question, 3 where the broker could not be asked.
"""

import socket
import sys

from celery.exceptions import OperationalError
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from config import celery_app

PATIENCE = 10  # seconds
WELL, SILENT, NOT_ASKED = 0, 1, 3


def main(worker: str) -> int:
    """Ask it by name, %h for this host: the other workers of this broker do not answer for it."""
    worker = worker.replace("%h", socket.gethostname())
    try:
        with celery_app.connection_for_write() as link:
            link.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
            answers = celery_app.control.ping(destination=[worker], timeout=PATIENCE, connection=link)
    except (KombuError, OperationalError, OSError, RedisError) as error:
        sys.stdout.write(f"the broker was not asked: {type(error).__name__}\n")
        return NOT_ASKED
    return WELL if answers else SILENT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
