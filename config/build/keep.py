"""Runs a command, asks now and then whether it still does its work, and ends it when it does not.

    python config/build/keep.py --ask "python config/build/health.py http://127.0.0.1:8000/livez" python manage.py serve

Docker and systemd start anew what has ended, and leave alone what only hangs. So whoever hangs is ended here.
It imports nothing of the portal; SIGTERM and SIGINT are passed on, and its exit code is the command's, or 70 where it
was ended.
"""

import argparse
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from types import FrameType

DEAD = 1  # what the question ends with where the answer is no; every other failure means that it could not be asked
ENDED_HERE = os.EX_SOFTWARE


class Kept:
    """The command, in a process group of its own."""

    def __init__(self, command: list[str]) -> None:
        self.stopping = False
        self.process = subprocess.Popen(command, start_new_session=True)  # noqa: S603  the service's own
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.pass_on)

    def pass_on(self, number: int, _frame: FrameType | None) -> None:
        """Whoever stops us stops it, and waits as long as they like."""
        self.stopping = True
        self.process.send_signal(number)

    def runs(self, seconds: float) -> bool:
        """Whether it still runs after so many seconds."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        return self.process.poll() is None

    def end(self, grace: float) -> None:
        """Ask it to end, and end all of it when it does not."""
        self.process.terminate()
        self.runs(grace)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def works(ask: list[str], patience: float) -> bool:
    """Whether the answer is anything but a plain no."""
    try:
        return subprocess.run(ask, stdout=subprocess.DEVNULL, timeout=patience, check=False).returncode != DEAD  # noqa: S603
    except subprocess.TimeoutExpired:
        return True


def say(message: str) -> None:
    """A line of the log, as the portal's own are."""
    time_now = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = {"time": time_now, "level": "ERROR", "logger": "config.keep", "message": message}
    sys.stderr.write(json.dumps(line) + "\n")
    sys.stderr.flush()


def watch(kept: Kept, options: argparse.Namespace) -> int:
    """Until it ends, by itself or by us; the exit code."""
    ask = shlex.split(options.ask)
    began, silent = time.monotonic(), 0
    while kept.runs(options.every):
        if kept.stopping or time.monotonic() - began < options.first:
            continue
        silent = 0 if works(ask, options.patience) else silent + 1
        if silent >= options.times and not kept.stopping:
            say(f"no answer {silent} times in a row; ended, to be started anew")
            kept.end(options.grace)
            return ENDED_HERE
    code = kept.process.returncode
    return code if code >= 0 else 128 - code


def main(words: list[str]) -> int:
    """Raises SystemExit 2 for a line it does not understand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ask", required=True, help="ends with 1 where the command is dead")
    parser.add_argument("--every", type=float, default=20, help="seconds between two questions")
    parser.add_argument("--first", type=float, default=120, help="seconds to come up, before the first question")
    parser.add_argument("--times", type=int, default=3, help="how often in a row the answer may be no")
    parser.add_argument("--patience", type=float, default=25, help="seconds for one answer")
    parser.add_argument("--grace", type=float, default=25, help="seconds to end by itself")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(words)
    if not options.command:
        parser.error("a command must follow")
    return watch(Kept(options.command), options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
