"""manage.py work: does what is due where there is no broker; jobs, long jobs and mail in processes of their own."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections

from common.database_clock import database_now
from config import due
from config.management.commands.prepare import PRIVATE
from config.production import refuse_unfit
from config.schedule import JOBS
from config.watch import Watch, watch

logger = logging.getLogger(__name__)

SECOND = 1.0
LONGEST_PAUSE = 60.0
LIVED_LONG = 60.0  # seconds after which an end counts as the first one again
PATIENCE = 12.0  # seconds a child has to finish what it is at
LOOK = SECOND / 4  # between two looks whether every child runs


class Stop:
    """Asked for by SIGTERM or SIGINT; a job that has begun is finished, or broken off where that may take long."""

    def __init__(self, *, at_once: bool = False) -> None:
        self.asked, self.at_once = False, at_once
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.ask)

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        if self.at_once:
            sys.exit()


class Jobs:
    """Carries out what people confirmed as soon as it is there, and every PASS_SECONDS the jobs whose time has come."""

    def __init__(self, stop: Stop) -> None:
        self.next_pass, self.stop = 0.0, stop

    def __call__(self, at: datetime) -> bool:
        due.carry_out_rosters(at)
        if time.monotonic() >= self.next_pass:
            due.run_jobs(at, over=lambda: self.stop.asked)
            watch(database_now())
            self.next_pass = time.monotonic() + settings.PASS_SECONDS
        return False


class Mail:
    """Mails what is due; says whether there may be more at once."""

    def __init__(self, _stop: Stop) -> None:
        self.watch = Watch()

    def __call__(self, at: datetime) -> bool:
        self.watch(at)
        return due.mail_waits(at) and due.send_due(at).more


class LongJobs:
    """Every PASS_SECONDS the jobs that may take long, such as a backup."""

    def __init__(self, _stop: Stop) -> None:
        self.next_pass = 0.0

    def __call__(self, at: datetime) -> bool:
        if time.monotonic() >= self.next_pass:
            due.run_long_jobs(at)
            self.next_pass = time.monotonic() + settings.PASS_SECONDS
        return False


PARTS: dict[str, Callable[[Stop], Callable[[datetime], bool]]] = {"jobs": Jobs, "mail": Mail, "long-jobs": LongJobs}


@dataclass
class Child:
    """One part in a process of its own, started again when it ends, after a longer pause each time.

    Without a part it is `manage.py work` itself, for who serves the portal.
    """

    part: str = ""
    process: subprocess.Popen[bytes] | None = None
    pause: float = SECOND
    due_at: float = 0.0
    began: float = 0.0

    def keep(self) -> None:
        """Start the process where it is not running and its time has come."""
        if self.process is not None and self.process.poll() is not None:
            if time.monotonic() - self.began >= LIVED_LONG:
                self.pause = SECOND
            name, code = self.part or "work", self.process.returncode
            logger.warning("%s ended with %s; started again in %d s", name, code, self.pause)
            self.process, self.due_at = None, time.monotonic() + self.pause
            self.pause = min(2 * self.pause, LONGEST_PAUSE)
        if self.process is None and time.monotonic() >= self.due_at:
            manage, self.began = str(Path(settings.BASE_DIR) / "manage.py"), time.monotonic()
            # Asked of the system it could be too late: we may be gone before the other has come so far.
            command = [sys.executable, manage, "work", f"--parent={os.getpid()}", *filter(None, [self.part])]
            self.process = subprocess.Popen(command)  # noqa: S603  ours alone

    def ask_to_end(self) -> None:
        """Do not wait: who has several of them asks all first."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, patience: float = PATIENCE) -> None:
        """Ask it to end and wait so many seconds; what has not ended by then is killed."""
        self.ask_to_end()
        if self.process is not None:
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.process.kill()


class Command(BaseCommand):
    """Run until SIGTERM. `make run` and `manage.py serve` start it beside the web; several of them do no harm."""

    help = "Do what is due: jobs and mail (where BROKER_URL names no server)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parent", type=int, help="the process that it ends with (default: who started it)")
        parser.add_argument("part", nargs="?", choices=sorted(PARTS), help="only this part, in this process")

    def handle(self, *_args: str, **options: Any) -> None:
        refuse_unfit()
        if settings.BROKER == "server":
            raise CommandError("BROKER_URL names a server: Celery's worker and beat do what is due.", returncode=2)
        os.umask(PRIVATE)
        stop = Stop(at_once=options["part"] == "long-jobs")
        parent = options["parent"] or os.getppid()
        if options["part"]:
            loop(PARTS[options["part"]](stop), stop, parent)
        else:
            children = [Child(part) for part in PARTS if part != "long-jobs" or any(job.long for job in JOBS)]
            # Whoever started it may be killed hard; then nothing of it is left behind.
            while not stop.asked and os.getppid() == parent:
                for child in children:
                    child.keep()
                time.sleep(LOOK)
            for child in children:
                child.ask_to_end()
            for child in children:
                child.end()


def loop(run: Callable[[datetime], bool], stop: Stop, parent: int) -> None:
    """Pass after pass: at once while there is more, else every second; until asked to stop or left by the parent."""
    while not stop.asked and os.getppid() == parent:
        more = False
        close_old_connections()
        try:
            more = run(database_now())
        except DatabaseError:
            # A locked database, or one that is away for a moment: the next pass tries again.
            logger.exception("a pass failed")
        finally:
            close_old_connections()
        if not more:
            time.sleep(SECOND)
