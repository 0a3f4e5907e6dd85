"""Opening a file that somebody sent: in a child process with limits, for a small file can be built to fill a machine.

The child gets the file and nothing else: no settings, no secrets, no database. It answers with one line of JSON and,
where there is something to keep, with bytes; whatever it does instead (dies, hangs, prints anything else) is a refusal.
"""

import json
import logging
import os
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
ROOT = str(Path(__file__).resolve().parents[1])
LONGEST_VERDICT = 32 * 1024  # bytes; a pipe holds twice as many, so that writing it never waits
AT_ONCE = 2  # children of one web process; who comes then waits for one of them
START = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module(sys.argv[1], run_name='__main__')"
PASSED_ON = ("PATH", "LD_LIBRARY_PATH")

_free = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Limits:
    """What a child may use: bytes of memory, seconds of a processor, seconds by the clock, bytes it answers with."""

    memory: int = 512 * MEGABYTE
    processor: int = 15
    clock: int = 30
    answer: int = 64 * MEGABYTE


class NotOpened(Exception):
    """The file was not opened to its end. `code` says why, `given` what belongs into the sentence about it.

    The child's own word where it declined the file; else "heavy" when it ran into a limit, "broken" when it failed in
    any other way, "busy" when too many others were being opened.
    """

    def __init__(self, code: str, given: dict[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code, self.given = code, given or {}


@dataclass(frozen=True)
class Opened:
    """What the child found, and the bytes it made of the file."""

    facts: dict[str, Any]
    content: IO[bytes]


# In the portal ------------------------------------------------------------------------------------------------------


@contextmanager
def opened(module: str, file: IO[bytes], *, limits: Limits, **given: object) -> Iterator[Opened]:
    """Have the file opened by the `answer` of that module, in a child. Raises NotOpened."""
    if not _free.acquire(timeout=limits.clock):
        raise NotOpened("busy")
    try:
        with _in_memory() as source, _in_memory() as target:
            file.seek(0)
            while piece := file.read(MEGABYTE):
                source.write(piece)
            source.flush()
            source.seek(0)
            facts = _verdict(*_run([module, json.dumps(given)], source, target, limits))
            if os.fstat(target.fileno()).st_size > limits.answer:
                raise NotOpened("heavy")
            target.seek(0)
            yield Opened(facts, target)
    finally:
        _free.release()


def _in_memory() -> IO[bytes]:
    """A file that lies on no disk; where the system knows no such thing, one that has no name."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("fenceline"), "w+b")
    return tempfile.TemporaryFile()


def _run(words: list[str], source: IO[bytes], target: IO[bytes], limits: Limits) -> tuple[bytes, int]:
    """Start the child and wait for it: what it said, and how it ended. Nothing of it is left running."""
    bounds = json.dumps([limits.memory, limits.processor, limits.clock, limits.answer, target.fileno()])
    child = subprocess.Popen(  # noqa: S603  our own interpreter and our own modules
        [sys.executable, "-I", "-X", "utf8", "-c", START, ROOT, *words, bounds],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=[target.fileno()],
        env={name: value for name, value in os.environ.items() if name in PASSED_ON} | {"MALLOC_ARENA_MAX": "1"},
        cwd="/",
        start_new_session=True,
    )
    with child:
        try:
            said = _listen(child, limits)
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
    return said, child.returncode


def _listen(child: "subprocess.Popen[bytes]", limits: Limits) -> bytes:
    """What the child says until it ends. Raises NotOpened when it takes too long or says too much."""
    assert child.stdout is not None  # noqa: S101  it was opened as a pipe
    until = time.monotonic() + limits.clock
    said = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while selector.select(max(0.0, until - time.monotonic())):
            piece = os.read(child.stdout.fileno(), LONGEST_VERDICT)
            said += piece
            if len(said) > LONGEST_VERDICT:
                raise NotOpened("broken")
            if not piece:
                break
    try:
        child.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise NotOpened("heavy") from None
    return said


# The signals by which a limit ends a process: memory that the system takes back, processor time, a file too long.
LIMIT_SIGNALS = frozenset({-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGXFSZ, -signal.SIGALRM, -signal.SIGABRT})


def _verdict(said: bytes, returncode: int) -> dict[str, Any]:
    """What was found. Raises NotOpened for a child that declined, was ended, or said anything but one line of JSON."""
    if returncode:
        logger.warning("a child that opened a file ended with %s", returncode)
        raise NotOpened("heavy" if returncode in LIMIT_SIGNALS else "broken")
    try:
        found = json.loads(said)
        facts, code, given = found["facts"], found["declined"], found["given"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotOpened("broken") from None
    if not (isinstance(facts, dict) and isinstance(code, str) and isinstance(given, dict)):
        raise NotOpened("broken")
    if code:
        raise NotOpened(code, given)
    return facts


# In the child -------------------------------------------------------------------------------------------------------


class Declined(Exception):
    """The file is not one we keep: a code, and what belongs into the sentence about it."""

    def __init__(self, code: str, **given: object) -> None:
        super().__init__(code)
        self.code, self.given = code, given


def serve(answer: Callable[..., dict[str, Any]]) -> None:
    """The whole life of a child: take the limits on, open the file, say what it is."""
    memory, processor, clock, longest, target = json.loads(sys.argv[3])
    restrain(memory=memory, processor=processor, clock=clock, longest=longest)
    # Whatever a library prints goes nowhere; only the line below is read.
    spoken = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    said: dict[str, Any] = {"facts": {}, "declined": "", "given": {}}
    try:
        with os.fdopen(target, "wb") as out:
            said["facts"] = answer(sys.stdin.buffer, out, **json.loads(sys.argv[2]))
    except Declined as refusal:
        said |= {"declined": refusal.code, "given": refusal.given}
    except (MemoryError, RecursionError):
        said["declined"] = "heavy"
    os.write(spoken, json.dumps(said).encode())


def restrain(*, memory: int, processor: int, clock: int, longest: int) -> None:
    """Bound what this process may use from here on; its parent's clock is the last word."""
    bounds = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, longest),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_AS, memory),
    ]
    for kind, most in bounds:
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.alarm(clock)
