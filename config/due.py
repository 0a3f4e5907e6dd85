"""Runs what is due now: the jobs of `config.schedule`, then the relay that mails what they queued."""

import logging
from collections.abc import Callable
from datetime import datetime

from accounts import notices as accounts_notices
from config.schedule import JOBS
from incidents import notices as incidents_notices
from ledger.actions.jobs import LostRun, claim_run, finish_run
from ledger.actions.relay import NoticeFact, RelayReport, relay
from partnerships import notices as partnerships_notices

logger = logging.getLogger(__name__)

HOLDS: dict[str, Callable[[NoticeFact], bool]] = {
    "accounts": accounts_notices.holds,
    "partnerships": partnerships_notices.holds,
    "incidents": incidents_notices.holds,
}


def still_holds(fact: NoticeFact) -> bool:
    """Ask the app whose notice it is whether the fact is still so."""
    return HOLDS[fact.kind.partition(".")[0]](fact)


def send_due(at: datetime) -> RelayReport:
    """Mail every notice that is due at that moment and still true."""
    return relay(at=at, recipient=accounts_notices.recipient, holds=still_holds)


def run_jobs(at: datetime) -> list[str]:
    """Run each job whose period nobody has taken; the names of those that ran.

    A job that fails is marked failed, taken again after its lease, and does not stop the others.
    """
    ran = []
    for job in JOBS:
        run = claim_run(job=job.name, period=job.period(at), at=at)
        if run is None:
            continue
        try:
            touched, failed = job.run(at=at), False
        except Exception:
            logger.exception("job %s failed", job.name)
            touched, failed = 0, True
        try:
            finish_run(run=run, at=at, note="failed" if failed else f"rows {touched}", failed=failed)
        except LostRun:
            logger.warning("job %s outlived its lease, and another process has taken it over", job.name)
            continue
        if not failed:
            ran.append(job.name)
    return ran


def run_due(at: datetime) -> tuple[list[str], RelayReport]:
    """Jobs first, then mail, so that what a job queued goes out with it."""
    return run_jobs(at), send_due(at)
