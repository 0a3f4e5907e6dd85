"""When does it run? Everything that runs by itself, on one page.

Each job is swept as often as it says, whoever runs it (the portal's own thread, a Celery worker, or
`manage.py run_due` under cron); one process owns each period of it, and a missed one is caught up by the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import remember_head, verify_ledger
from accounts.actions.kept_forms import remove_old
from accounts.actions.recovery import complete_due
from accounts.actions.sessions import remove_ended
from common.checkpoint import checkpoint_due
from config.backups.making import back_up
from incidents.actions.clocks import reset_all
from incidents.actions.drafts import remove_untouched
from partnerships.actions.lapses import warn_of_lapses
from partnerships.actions.postings import end_unserved
from partnerships.actions.review_notices import tell_of_due_reviews
from rosters.actions import imports
from training.actions import pending_uploads
from training.actions.assignments import assign
from training.actions.reminders import remind

DAILY = timedelta(days=1)
NIGHT = timedelta(hours=8)  # by UTC: between midnight and four in the morning from coast to coast
HALF_AN_HOUR = timedelta(minutes=30)
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
    # It may take longer than its lease, and nothing else may wait for it: it runs apart from the others, and `run`
    # takes `renew` too, which holds the lease for as long as it is called.
    long: bool = False

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
        _("Check that the activity log is as it was written, and protected"),
        DAILY,
        verify_ledger,
        after=NIGHT,
    ),
    Job(
        "ledger_head",
        _("Check what is new in the activity log, and note how far it goes"),
        timedelta(hours=1),
        remember_head,
    ),
    Job(
        "ended_sessions",
        _("Remove sessions that have ended, and where they were from"),
        DAILY,
        remove_ended,
        after=NIGHT,
    ),
    Job("kept_forms", _("Remove kept forms that were not sent within a day"), timedelta(hours=1), remove_old),
    Job(
        "log_checkpoint",
        _("Empty the database’s log of what was deleted (SQLite)"),
        timedelta(minutes=5),
        checkpoint_due,
    ),
    Job("roster_previews", _("Remove rosters that nobody decided on within a week"), timedelta(hours=1), imports.sweep),
    Job("mou_lapses", _("Warn both sides, every day, of an MOU that has lapsed"), timedelta(hours=1), warn_of_lapses),
    Job(
        "mou_reviews",
        _("Tell each side of the MOU reviews it has not recorded yet"),
        timedelta(hours=1),
        tell_of_due_reviews,
    ),
    Job(
        "training_held_files",
        _("Remove evidence files that were sent and not used"),
        timedelta(hours=1),
        pending_uploads.delete_expired,
    ),
    Job(
        "untouched_drafts",
        _("Remove drafts of calls in which nothing was answered for a day"),
        timedelta(hours=1),
        remove_untouched,
    ),
    Job("referral_clocks", _("Set the due days of open referrals by today's calendar"), timedelta(hours=1), reset_all),
    Job("training_assignments", _("Assign training to people whose role must take it"), timedelta(minutes=5), assign),
    Job("training_reminders", _("Tell people of training that is new, due or overdue"), timedelta(hours=1), remind),
    # Where no folder is named nobody asked for it, and the portal administrator's desk says so.
    *(
        [Job("backup", _("Back up the database and the files"), DAILY, back_up, after=NIGHT + HALF_AN_HOUR, long=True)]
        if settings.BACKUP_DIR
        else []
    ),
)
