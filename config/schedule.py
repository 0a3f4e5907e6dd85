"""When does it run? Everything that runs by itself, on one page.

Each job is swept as often as it says, whoever runs it (the portal's own thread, a Celery worker, or
`manage.py run_due` under cron); one process owns each period of it, and a missed one is caught up by the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import verify_ledger
from accounts.actions.recovery import complete_due
from accounts.actions.sessions import remove_ended
from incidents.actions.clocks import reset_all
from partnerships.actions.lapses import warn_of_lapses
from partnerships.actions.postings import end_unserved
from partnerships.actions.review_notices import tell_of_due_reviews
from rosters.actions import imports
from training.actions import pending_uploads
from training.actions.assignments import assign
from training.actions.reminders import remind

DAILY = timedelta(days=1)
NIGHT = timedelta(hours=8)  # by UTC: between midnight and four in the morning from coast to coast
SHORTEST_LEASE = timedelta(minutes=2)
LONGEST_LEASE = timedelta(hours=1)


@dataclass(frozen=True)
class Job:
    """One thing that runs by itself. `run` takes the moment and says how many rows it touched."""

    name: str
    words: str | Promise
    every: timedelta
    run: Callable[..., int]
    # How long after the round hour, or after midnight, its period begins.
    after: timedelta = timedelta()

    @property
    def lease(self) -> timedelta:
        """How long a run belongs to the process that took it: less than the period, so that one that failed or
        crashed is taken again within it."""
        return min(LONGEST_LEASE, max(SHORTEST_LEASE, self.every / 3))

    def period(self, at: datetime) -> str:
        """The name of the period the moment lies in, in UTC, such as 2026-08-14T10:00."""
        return self._began(at).strftime("%Y-%m-%dT%H:%M")

    def next_after(self, at: datetime) -> datetime:
        """When the period after the one that the moment lies in begins."""
        return self._began(at) + self.every

    def _began(self, at: datetime) -> datetime:
        seconds, shift = int(self.every.total_seconds()), int(self.after.total_seconds())
        return datetime.fromtimestamp((int(at.timestamp()) - shift) // seconds * seconds + shift, tz=UTC)


JOBS: tuple[Job, ...] = (
    Job("factor_resets", _("Carry out agreed resets of a lost second factor"), timedelta(minutes=15), complete_due),
    Job("postings", _("End the postings of officers who no longer hold the role"), timedelta(minutes=5), end_unserved),
    Job(
        "audit_verify",
        _("Verify that the ledger is as it was written, and protected"),
        DAILY,
        verify_ledger,
        after=NIGHT,
    ),
    Job(
        "ended_sessions",
        _("Remove sessions that have ended, and where they were from"),
        DAILY,
        remove_ended,
        after=NIGHT,
    ),
    Job("roster_previews", _("Remove rosters nobody decided on for a week"), timedelta(hours=1), imports.sweep),
    Job("mou_lapses", _("Warn both sides, every day, of an MOU that has lapsed"), timedelta(hours=1), warn_of_lapses),
    Job(
        "mou_reviews",
        _("Tell each side of the MOU reviews it has not recorded yet"),
        timedelta(hours=1),
        tell_of_due_reviews,
    ),
    Job(
        "training_held_files",
        _("Clear away files of evidence nobody came back for"),
        timedelta(hours=1),
        pending_uploads.delete_expired,
    ),
    Job("referral_clocks", _("Set the due days of open referrals by today's calendar"), timedelta(hours=1), reset_all),
    Job("training_assignments", _("Assign training to whoever has a role that is asked"), timedelta(minutes=5), assign),
    Job("training_reminders", _("Tell people of training that is new, due or overdue"), timedelta(hours=1), remind),
)
