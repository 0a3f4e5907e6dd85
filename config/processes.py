"""Keeps the parts of the portal running in processes of their own, and takes all of them along when it ends.

Each part is forked from the loaded portal, so it is there at once and shares its memory. A part whose keeper is gone,
even killed hard, gets a SIGTERM and ends too: nothing is left behind.
"""

import ctypes
import logging
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

logger = logging.getLogger(__name__)

STAGGER = 3.0  # seconds between the first part and the others: the page people wait for comes first
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
LIVED_LONG = 60.0  # seconds after which an end counts as the first one again
PATIENCE = 12.0  # seconds a part has to finish; gunicorn gives a request ten
PR_SET_PDEATHSIG = 1  # linux/prctl.h
WATCHED = (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM)


@dataclass
class Part:
    """One part: what it runs, and how it fares."""

    name: str
    run: Callable[[], None]
    pid: int = 0
    began: float = 0.0
    ends: int = 0
    again_at: float = 0.0

    def ended(self, status: int, now: float) -> float:
        """Note that it ended by itself; the seconds until it is started again, longer each time."""
        self.pid = 0
        self.ends = 1 if now - self.began >= LIVED_LONG else self.ends + 1
        pause = min(FIRST_PAUSE * 2 ** (self.ends - 1), LONGEST_PAUSE)
        self.again_at = now + pause
        code = os.waitstatus_to_exitcode(status)
        logger.warning("the %s ended with %s; it is started again in %d seconds", self.name, code, pause)
        return pause


class Keeper:
    """Starts the parts, starts again what ends, and stops all of them on Ctrl-C or SIGTERM."""

    def __init__(self, parts: Mapping[str, Callable[[], None]]) -> None:
        later = time.monotonic() + STAGGER
        self.parts = [
            Part(name, run, again_at=later if turn else 0.0) for turn, (name, run) in enumerate(parts.items())
        ]
        self.stopping = 0
        self.woken, self.waking = os.pipe()

    def keep(self) -> None:
        """Returns when every part has ended after a signal to stop."""
        for end in (self.woken, self.waking):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self.waking)
        signal.signal(signal.SIGCHLD, lambda *_args: None)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while not self.stopping:
            self._start_what_is_due()
            self._sleep(self._until_next())
            self._reap()
        self._end_all()

    def _stop(self, *_args: Any) -> None:
        self.stopping += 1

    def _start_what_is_due(self) -> None:
        for part in self.parts:
            if not part.pid and part.again_at <= time.monotonic():
                part.began = time.monotonic()
                part.pid = os.fork() or self._become(part)

    def _become(self, part: Part) -> NoReturn:
        """In the child: be this part and nothing else, to the end."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            os.close(self.woken)
            os.close(self.waking)
            for number in WATCHED:
                signal.signal(number, signal.SIG_DFL)
            end_with(os.getppid())
            part.run()
            code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        except KeyboardInterrupt:
            code = 0
        except BaseException:
            logger.exception("the %s failed", part.name)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _until_next(self) -> float | None:
        waiting = [part.again_at for part in self.parts if not part.pid]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else None

    def _sleep(self, seconds: float | None) -> None:
        """Until a signal comes or the time is over."""
        if select.select([self.woken], [], [], seconds)[0]:
            os.read(self.woken, 512)

    def _reap(self) -> None:
        for part in self.parts:
            if part.pid:
                pid, status = os.waitpid(part.pid, os.WNOHANG)
                if pid and self.stopping:
                    part.pid = 0
                elif pid:
                    part.ended(status, time.monotonic())

    def _end_all(self) -> None:
        """Ask all to end and wait; a second Ctrl-C, or too long a wait, ends them at once."""
        asked, until = self.stopping, time.monotonic() + PATIENCE
        self._send(signal.SIGTERM)
        while any(part.pid for part in self.parts):
            if self.stopping > asked or time.monotonic() > until:
                self._send(signal.SIGKILL)
            self._sleep(0.2)
            self._reap()

    def _send(self, number: int) -> None:
        for part in self.parts:
            if part.pid:
                os.kill(part.pid, number)


def end_with(keeper: int) -> None:
    """Have this process get a SIGTERM when its keeper ends, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    else:
        threading.Thread(target=_watch, args=(keeper,), daemon=True).start()
    if os.getppid() != keeper:
        os._exit(0)


def _watch(keeper: int) -> None:
    while os.getppid() == keeper:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
