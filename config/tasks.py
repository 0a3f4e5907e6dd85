"""Celery tasks: each calls one thing and may run twice without harm."""

from celery import shared_task
from django.conf import settings

from common.database_clock import database_now
from config import due
from config.production import require_fit
from config.watch import watch

LONGEST = 6 * 60 * 60  # seconds

# Celery's own worker and beat read this module first, and must not run a half-configured production either.
require_fit()


@shared_task(ignore_result=True)
def carry_out() -> None:
    """Carry out what people confirmed a moment ago."""
    due.carry_out_rosters(database_now())


@shared_task(ignore_result=True)
def run_jobs() -> None:
    """Carry out what was confirmed, and run the jobs whose time has come."""
    at = database_now()
    due.carry_out_rosters(at)
    due.run_jobs(at)
    watch(at)


@shared_task(ignore_result=True, soft_time_limit=LONGEST, time_limit=LONGEST + 60)
def run_long_jobs() -> None:
    """Run what may take long, such as a backup; the other workers do the rest meanwhile."""
    due.run_long_jobs(database_now())


@shared_task(ignore_result=True)
def send_mail() -> None:
    """Mail what is due, without a pause while there is some; in a queue of its own, so that it holds up no job."""
    watch(database_now())
    if due.send_all_due(database_now()).more:
        # The time of one task is up; what comes next must not wait for beat.
        send_mail.apply_async(ignore_result=True, expires=settings.MESSAGE_SECONDS)
