"""Runs what is due now: the jobs of `config.schedule`, then the relay that mails what they queued."""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import takewhile

from django.db import transaction

from accounts import notices as accounts_notices
from common.clock import Clock
from config.schedule import JOBS, Job
from incidents import notices as incidents_notices
from ledger.actions.jobs import LostRun, claim_run, finish_run, renew_run
from ledger.actions.mailing import NoticeFact
from ledger.actions.notices import hint
from ledger.actions.relay import RelayReport, relay
from ledger.models import JobRun, Notice
from partnerships import notices as partnerships_notices
from rosters.actions import working
from training import notices as training_notices
from training.actions.assignments import assign

logger = logging.getLogger(__name__)

# With the last pass (`relay.LONGEST_PASS`) and its last message well below CELERY_TASK_SOFT_TIME_LIMIT.
MAIL_TIME = timedelta(minutes=4)

HOLDS: dict[str, Callable[[NoticeFact], bool]] = {
    "accounts": accounts_notices.holds,
    "partnerships": partnerships_notices.holds,
    "incidents": incidents_notices.holds,
    "training": training_notices.holds,
}


def still_holds(fact: NoticeFact) -> bool:
    """Ask the app whose notice it is whether the fact is still so."""
    return HOLDS[fact.kind.partition(".")[0]](fact)


def mail_waits(at: datetime) -> bool:
    """Whether a notice or a message is due. One indexed question, asked every second."""
    return Notice.objects.waiting(at).exists()


def send_due(at: datetime) -> RelayReport:
    """Mail every notice that is due at that moment and still true; tell portal administrators of a refusal."""
    report = relay(at=at, recipient=accounts_notices.recipient, holds=still_holds)
    if report.turned_away:
        with transaction.atomic():
            accounts_notices.mail_turned_away(at=at)
    return report


def send_urgent(at: datetime, *, limit: int, within: timedelta) -> RelayReport:
    """Mail what is urgent alone, for who does other work and cannot wait long."""
    return relay(
        at=at,
        recipient=accounts_notices.recipient,
        holds=still_holds,
        limit=limit,
        within=within,
        urgent_only=True,
    )


def send_all_due(at: datetime) -> RelayReport:
    """Pass after pass without a pause, while anything is due and the time for it lasts; what they did together."""
    clock = Clock(at)
    done = send_due(at)
    while done.more and clock.now() - at < MAIL_TIME:
        done = done.and_then(send_due(clock.now()))
    return done


def run_jobs(at: datetime, *, over: Callable[[], bool] = lambda: False) -> list[str]:
    """Run each job whose period nobody has taken, but for the long ones; the names of those that ran.

    `over` is asked before each job: once it says so, the rest waits for the next pass.
    """
    return _run((job for job in takewhile(lambda _job: not over(), JOBS) if not job.long), at)


def run_long_jobs(at: datetime) -> list[str]:
    """The same for the long ones, for who has a process or a task to spare."""
    return _run([job for job in JOBS if job.long], at)


def _run(jobs: Iterable[Job], at: datetime) -> list[str]:
    """Run each of these whose period nobody has taken; the names of those that ran.

    A job that fails is marked failed, taken again after its lease (`Job.lease`), and does not stop the others.
    """
    began, clock, ran, not_well = time.monotonic(), Clock(at), [], []
    for job in jobs:
        run = claim_run(job=job.name, period=job.period(at), at=clock.second(), lease=job.lease)
        if run is None:
            continue
        try:
            note, failed = f"rows {_work(job, run, clock)}", False
        except Exception:
            logger.exception("job %s failed", job.name)
            note, failed = "failed", True
            not_well.append(job.name)
        try:
            finish_run(run=run, ended_at=clock.second(), note=note, failed=failed)
        except LostRun:
            logger.warning("job %s outlasted its lease and was taken over", job.name)
            continue
        if not failed:
            ran.append(job.name)
    if ran or not_well:
        took = round((time.monotonic() - began) * 1000)
        logger.info(
            "jobs: %s; failed: %s",
            ", ".join(ran) or "none",
            ", ".join(not_well) or "none",
            extra={"milliseconds": took},
        )
    return ran


def _work(job: Job, run: JobRun, clock: Clock) -> int:
    """What the job says it did."""
    if not job.long:
        return job.run(at=clock.at)
    return job.run(at=clock.at, renew=lambda: renew_run(run=run, at=clock.second()))


def carry_out_rosters(at: datetime) -> int:
    """Read the rosters that came in, carry out those that people confirmed, clear what is over; how many applied."""
    working.prepare_due(at=at)
    count = working.apply_due(at=at)
    working.clear_over()
    if count:
        after_roster(at)
    return count


def after_roster(at: datetime) -> None:
    """What follows at once when a roster was applied, besides the schedule: training is assigned, mail is woken."""
    assign(at=at)
    hint()


def run_due(at: datetime) -> tuple[list[str], RelayReport]:
    """Rosters, then jobs, then mail, so that what they queued goes out with it; what takes long comes last."""
    carry_out_rosters(at)
    ran, mailed = run_jobs(at), send_all_due(at)
    return [*ran, *run_long_jobs(at)], mailed
