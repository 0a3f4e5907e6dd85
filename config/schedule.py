"""When does it run? Everything that runs by itself, on one page.

Each job is swept as often as it says, whoever runs it (the portal's own thread, a Celery worker, or
`manage.py run_due` under cron); one process owns each period of it, and a missed one is caught up by the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.actions.recovery import complete_due
from incidents.actions.clocks import reset_all
from partnerships.actions.lapses import warn
from partnerships.actions.review_notices import tell


@dataclass(frozen=True)
class Job:
    """One thing that runs by itself. `run` takes the moment and says how many rows it touched."""

    name: str
    words: str
    every: timedelta
    run: Callable[..., int]

    def period(self, at: datetime) -> str:
        """The name of the period the moment lies in, in UTC, such as 2026-08-14T10:00."""
        seconds = int(self.every.total_seconds())
        start = int(at.timestamp()) // seconds * seconds
        return datetime.fromtimestamp(start, tz=at.tzinfo).astimezone(at.tzinfo).strftime("%Y-%m-%dT%H:%M")


JOBS: tuple[Job, ...] = (
    Job("factor_resets", "Carry out agreed resets of a lost second factor", timedelta(minutes=15), complete_due),
    Job("mou_lapses", "Warn both sides, every day, of an MOU that has lapsed", timedelta(hours=1), warn),
    Job("mou_reviews", "Tell each side of the MOU reviews it has not recorded yet", timedelta(hours=1), tell),
    Job("referral_clocks", "Set the due days of open referrals by today's calendar", timedelta(hours=1), reset_all),
)
