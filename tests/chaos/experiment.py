"""One experiment: people at work, something breaks, it is mended, and an account is taken."""

import resource
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.chaos.account import Finding, Settling, take_account
from tests.config.test_serve import eventually

FAULT = 4.0  # seconds a fault lasts
AFTER = 6  # acts that must be saved afterwards
BOTH = ("sqlite", "postgres")

EXPERIMENTS: dict[str, "Experiment"] = {}


@dataclass(frozen=True)
class Experiment:
    """`run` takes the stage and gives a finding. `redis`: run by Celery over Redis; `apart`: without the people."""

    name: str
    words: str
    run: Callable[["Stage"], Finding]
    on: tuple[str, ...]
    redis: bool | None


def experiment(words, *, on=BOTH, redis=None):
    """Adds the function under its name to the list, in the order of the files."""

    def add(function):
        name = function.__name__.replace("_", "-")
        EXPERIMENTS[name] = Experiment(name, words, function, on, redis)
        return function

    return add


class Stage:
    """A portal that runs and its people; what an experiment is given."""

    def __init__(self, portal, people):
        self.portal, self.people = portal, people
        self.database, self.mail, self.vendor = portal.database, portal.mail, portal.database.vendor

    @property
    def redis(self):
        return self.portal.redis

    def during(
        self,
        break_it,
        mend_it,
        *,
        seconds=FAULT,
        killed=False,
        patience=25,
        most_repeated=0,
        meanwhile=None,
        in_words=(),
        signed_out=False,
    ):
        """People at work before, while and after; `meanwhile` is called in the midst of the fault and gives complaints.

        `in_words`: statuses that are right while it lasts, beside the usual ones; `signed_out`: so is the door.
        """
        stream, said = self.people.stream(in_words=in_words, signed_out=signed_out), []
        try:
            stream.wait_for(3)
            began = time.monotonic()
            break_it()
            time.sleep(seconds / 2)
            said = meanwhile() if meanwhile else []
            time.sleep(seconds / 2)
            mend_it()
            healed = time.monotonic()
            stream.wait_for(AFTER)
        finally:
            stream.finish()
        settling = Settling(self.database, killed=killed)
        settled = settling.wait(patience)
        found = take_account(self.portal, stream, (began, healed), settling, settled)
        found.most_repeated = most_repeated
        found.wrong += said
        return found

    def quick(self, found, seconds):
        """The same finding, which is wrong where an answer took longer than that beyond what it takes by itself."""
        longest = seconds + self.people.calm
        if found.slowest > longest:
            found.wrong.append(f"an answer took {found.slowest:.1f} s, and {longest:.1f} s is the most that is right")
        return found

    @staticmethod
    def within(seconds, true, complaint):
        """The complaint, where it is not so within that time."""
        try:
            eventually(true, seconds=seconds)
        except AssertionError:
            return [complaint]
        return []

    def count(self, statement):
        return self.database.ask(statement)[0][0]

    def three_days_pass(self):
        """The runs of jobs become as old as that, and so does this version of the portal."""
        then = self.database.moment(datetime.now(UTC) - timedelta(days=3))
        self.database.ask(
            "UPDATE ledger_jobrun SET period = 'before ' || id, claimed_at = %s, finished_at = %s"
            " WHERE finished_at IS NOT NULL",
            then,
            then,
        )
        self.database.ask("UPDATE django_migrations SET applied = %s", then)
        # The jobs of before run again from here on, for the same periods.
        self.portal.jobs_since = self.count("SELECT MAX(seq) FROM ledger_event")

    @contextmanager
    def no_room(self, room=16384):
        """No file of the portal's grows beyond so many bytes, as on a disk that is full."""
        for pid in self.portal.pids():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        yield
        for pid in self.portal.pids():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
