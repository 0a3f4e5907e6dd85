"""manage.py beat: the clock that asks a worker, every minute, to look for what is due."""

import os
from typing import Any

from django.core.management.base import BaseCommand

from config.background import run_beat
from config.management.commands.prepare import PRIVATE
from config.production import refuse_unfit, require_broker


class Command(BaseCommand):
    """Run until SIGTERM. Two beats do no harm: one process owns each period of a job."""

    help = "Run Celery's beat (BROKER_URL must name a broker)."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Refuse what cannot work with a sentence, then be the beat."""
        refuse_unfit()
        require_broker()
        os.umask(PRIVATE)
        run_beat()
