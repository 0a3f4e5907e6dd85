"""Beat's clock: asks a worker to look for what is due, and keeps nothing. The ledger's runs say what is due."""

from datetime import timedelta
from typing import Any

from celery.beat import Scheduler
from django.conf import settings

# Its time says that beat lives (the healthcheck of docker-compose.yml looks at it). Several beats may share it.
ALIVE = settings.VAR_DIR / "beat.alive"


class Clock(Scheduler):
    """Asks at once when it starts, then every PASS_SECONDS.

    Celery's own clock keeps a file of what it asked when. Two beats over one folder break each other's, and a pass that
    was missed is caught up by the next one anyway (docs/adr/0007-background-work.md).
    """

    def setup_schedule(self) -> None:
        """What is to be asked, due at once."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at -= timedelta(seconds=settings.PASS_SECONDS)

    def apply_async(self, entry: Any, *args: Any, **kwargs: Any) -> Any:
        """Ask, and leave a mark once the broker has taken it. Raises SchedulingError when it does not."""
        asked = super().apply_async(entry, *args, **kwargs)
        ALIVE.touch()
        return asked
