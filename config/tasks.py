"""Celery tasks: each calls one thing and may run twice without harm."""

from celery import shared_task
from django.utils import timezone

from config import due
from config.production import require_fit_for_production

# Celery's own worker and beat read this module first, and must not run a half-configured production either.
require_fit_for_production()


@shared_task(ignore_result=True)
def carry_out() -> None:
    """Carry out what people confirmed a moment ago."""
    due.carry_out_rosters(timezone.now())


@shared_task(ignore_result=True)
def run_jobs() -> None:
    """Carry out what was confirmed, and run the jobs whose time has come."""
    at = timezone.now()
    due.carry_out_rosters(at)
    due.run_jobs(at)


@shared_task(ignore_result=True)
def send_mail() -> None:
    """Mail what is due, as long as a pass finds some; in a queue of its own, so that it holds up no job."""
    while due.send_due(timezone.now()).planned:
        pass
