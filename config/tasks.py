"""Celery tasks: each calls one thing and may run twice without harm."""

from celery import shared_task
from django.utils import timezone

from config import due


@shared_task(ignore_result=True)
def send_due() -> None:
    """Carry out what was confirmed a moment ago, and mail what is due."""
    at = timezone.now()
    due.carry_out_rosters(at)
    due.send_due(at)


@shared_task(ignore_result=True)
def run_due() -> None:
    """Run the jobs whose time has come, then mail what is due."""
    due.run_due(timezone.now())
