"""manage.py worker: a Celery worker, which mails what is due and runs the jobs."""

import os
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from config.background import processes_asked, run_worker
from config.management.commands.prepare import PRIVATE
from config.management.commands.serve import let_go_of_database
from config.production import refuse_unfit, require_broker


class Command(BaseCommand):
    """Run until SIGTERM. WORKER_PROCESSES says how many tasks run at once; on SQLite one."""

    help = "Run a Celery worker (BROKER_URL must name a broker)."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Refuse what cannot work with a sentence, then be the worker."""
        refuse_unfit()
        require_broker()
        os.umask(PRIVATE)
        let_go_of_database()
        run_worker(processes=0 if connection.vendor == "sqlite" else processes_asked())
