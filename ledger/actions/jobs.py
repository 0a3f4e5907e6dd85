"""One process owns a period of a job."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from ledger.actions.events import record
from ledger.events import EventName
from ledger.models import JobRun
from ledger.payload import word

LEASE = timedelta(hours=1)
MOST_ATTEMPTS = 5


class LostRun(Exception):
    """The run was taken over by another process, or was finished already."""


def claim_run(*, job: str, period: str, at: datetime, lease: timedelta = LEASE) -> JobRun | None:
    """Take one period of a job, or None when it is taken or done; commits before the work begins.

    A run that crashed or failed may be taken again once the lease has passed, five times in all.
    `period` is fixed text such as 2026-08-14 or 2026-08-14T10:05. Raises RuntimeError inside a transaction.
    """
    job, period = word(job, name="job", longest=80), word(period, name="period", longest=40)
    with transaction.atomic(durable=True):
        if not JobRun.objects.filter(job=job, period=period).exists():
            try:
                with transaction.atomic():
                    return JobRun.objects.create(job=job, period=period, claimed_at=at)
            except IntegrityError:
                # Another process was quicker by a moment; it may be taken over later, not now.
                return None
        open_again = JobRun.objects.filter(
            Q(finished_at__isnull=True) | Q(failed=True),
            job=job,
            period=period,
            claimed_at__lte=at - lease,
            attempts__lt=MOST_ATTEMPTS,
        )
        taken = open_again.update(claimed_at=at, attempts=F("attempts") + 1, finished_at=None, failed=False, note="")
        return JobRun.objects.get(job=job, period=period) if taken == 1 else None


def renew_run(*, run: JobRun, at: datetime) -> None:
    """Hold a claimed run for a lease more, counted from `at`; for work that may take longer than one.

    Raises LostRun when another process has taken the run over since: then the work is not ours to go on with.
    """
    with transaction.atomic():
        mine = JobRun.objects.filter(pk=run.pk, attempts=run.attempts, finished_at__isnull=True)
        if mine.update(claimed_at=at) != 1:
            raise LostRun(f"{run.job} {run.period}")


def finish_run(*, run: JobRun, ended_at: datetime, note: str, failed: bool = False) -> JobRun:
    """Close a claimed run with a note in fixed words and numbers (no names), and record it.

    Raises LostRun when another process has taken the run over since.
    """
    with transaction.atomic():
        mine = JobRun.objects.filter(pk=run.pk, attempts=run.attempts, finished_at__isnull=True)
        if mine.update(finished_at=ended_at, note=note[:120], failed=failed) != 1:
            raise LostRun(f"{run.job} {run.period}")
        record(
            action=EventName.JOB_FAILED if failed else EventName.JOB_FINISHED,
            at=ended_at,
            by=None,
            on=("ledger.jobrun", str(run.pk)),
            outcome="failed" if failed else "done",
            data={"job": run.job, "period": run.period, "attempt": run.attempts},
        )
    run.refresh_from_db()
    return run
