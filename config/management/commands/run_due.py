"""manage.py run_due: one pass over what is due, for cron or for the hand."""

from typing import Any

from django.core.management.base import BaseCommand

from common.database_clock import database_now
from config.due import run_due
from config.watch import watch


class Command(BaseCommand):
    """Safe to run twice at once: periods and messages are leased."""

    help = "Run the jobs whose time has come and mail what is due."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print which jobs ran and what the relay did."""
        ran, report = run_due(database_now())
        watch(database_now())
        self.stdout.write(f"Jobs: {', '.join(ran) or 'none due'}. Mail: {report}.")
