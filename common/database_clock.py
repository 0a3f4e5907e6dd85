"""The one clock that every machine shares: the database's. Leases go by it, and each machine compares its own."""

import time
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

MOST_APART = timedelta(seconds=2)


def asked() -> datetime:
    """What the database's clock says. SQLite is a file that one machine opens: its clock is the machine's own."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def database_now() -> datetime:
    """The moment by the database's clock, for who takes a lease or runs what is due."""
    return asked()


def ahead() -> timedelta:
    """How far this machine's clock is ahead of the database's; below zero where it is behind.

    The answer's way is halved, so that a slow line is not taken for a wrong clock.
    """
    ours, began = timezone.now(), time.monotonic()
    theirs = asked()
    return ours + timedelta(seconds=(time.monotonic() - began) / 2) - theirs


def clocks_agree() -> bool:
    """Whether both are no more than two seconds apart."""
    return abs(ahead()) <= MOST_APART
