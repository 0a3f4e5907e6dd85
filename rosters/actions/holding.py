"""Whose turn an import is: one worker has it, and says with every step that it is alive. Part of `rosters`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import F, Q

from common.clock import Clock
from common.steps import short_step
from rosters.models import RosterImport
from rosters.states import RosterState

LEASE = timedelta(minutes=2)  # a claim older than this was left by a process that died
PASS = timedelta(minutes=4)  # work of one pass; Celery ends a task after nine minutes


class Enough(Exception):
    """The pass has worked long enough; the import is released, and the next pass goes on where it was."""


class Lost(Exception):
    """Somebody stopped or discarded the import, or another worker took it over."""


class Hold:
    """One worker's claim on one import."""

    def __init__(self, roster_import: RosterImport, at: datetime, *, in_time: bool = True) -> None:
        """Without `in_time` it goes on to the end, as the console does."""
        self.roster_import, self.clock, self.in_time = roster_import, Clock(at), in_time

    @contextmanager
    def step(self, done: int = 0) -> Iterator[datetime]:
        """A short transaction of its own, after which so many rows more are done. Raises Lost before anything else."""
        mine = self.roster_import
        with short_step():
            now = self.clock.now()
            held = RosterImport.objects.filter(pk=mine.pk, state=mine.state, claimed_at=mine.claimed_at)
            if held.update(claimed_at=now, work_done=F("work_done") + done) != 1:
                raise Lost
            yield now
        mine.claimed_at = now

    def require_time(self) -> None:
        """Raise Enough where the pass is over; called where the work can be gone on with later."""
        if self.in_time and self.clock.now() - self.clock.at > PASS:
            raise Enough

    def release(self) -> None:
        """Let the next pass have the import at once."""
        mine = RosterImport.objects.filter(pk=self.roster_import.pk, claimed_at=self.roster_import.claimed_at)
        mine.update(claimed_at=self.clock.at - LEASE)


def free(at: datetime) -> Q:
    """Imports that nobody works at, or whose worker is given up."""
    return Q(claimed_at=None) | Q(claimed_at__lte=at - LEASE)


def take_received(roster_import: RosterImport, at: datetime) -> bool:
    """Claim an import that waits to be read and compared; False when another worker was first."""
    waiting = RosterImport.objects.filter(free(at), pk=roster_import.pk, state=RosterState.RECEIVED, trial=False)
    roster_import.claimed_at = at
    return waiting.update(claimed_at=at) == 1
