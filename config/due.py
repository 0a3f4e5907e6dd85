"""Runs what is due now: the jobs of `config.schedule`, then the relay that mails what they queued."""

import logging
from collections.abc import Callable
from datetime import datetime

from accounts import notices as accounts_notices
from common.clock import Clock
from config.schedule import JOBS
from incidents import notices as incidents_notices
from ledger.actions.jobs import LostRun, claim_run, finish_run
from ledger.actions.mailing import NoticeFact
from ledger.actions.notices import hint
from ledger.actions.relay import RelayReport, relay
from ledger.models import Notice
from partnerships import notices as partnerships_notices
from rosters.actions import imports
from training import notices as training_notices
from training.actions.assignments import assign

logger = logging.getLogger(__name__)

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
    """Mail every notice that is due at that moment and still true."""
    return relay(at=at, recipient=accounts_notices.recipient, holds=still_holds)


def run_jobs(at: datetime) -> list[str]:
    """Run each job whose period nobody has taken; the names of those that ran.

    A job that fails is marked failed, taken again after its lease (`Job.lease`), and does not stop the others.
    """
    clock, ran = Clock(at), []
    for job in JOBS:
        run = claim_run(job=job.name, period=job.period(at), at=clock.second(), lease=job.lease)
        if run is None:
            continue
        try:
            note, failed = f"rows {job.run(at=at)}", False
        except Exception:
            logger.exception("job %s failed", job.name)
            note, failed = "failed", True
        try:
            finish_run(run=run, ended_at=clock.second(), note=note, failed=failed)
        except LostRun:
            logger.warning("job %s outlasted its lease and was taken over", job.name)
            continue
        if not failed:
            ran.append(job.name)
    return ran


def carry_out_rosters(at: datetime) -> int:
    """Carry out the rosters that people confirmed; how many there were."""
    count = imports.apply_due(at=at)
    if count:
        after_roster(at)
    return count


def after_roster(at: datetime) -> None:
    """What follows at once when a roster was applied, besides the schedule: training is assigned, mail is woken."""
    assign(at=at)
    hint()


def run_due(at: datetime) -> tuple[list[str], RelayReport]:
    """Rosters, then jobs, then mail, so that what they queued goes out with it."""
    carry_out_rosters(at)
    return run_jobs(at), send_due(at)
