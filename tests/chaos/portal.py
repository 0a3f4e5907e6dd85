"""The portal as production runs it, each part a process that is started again when it ends, as Compose does."""

import json
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from itertools import dropwhile
from pathlib import Path

from tests.chaos.surroundings import DATABASES, MailServer, Redis
from tests.config.compose import PORTAL, ROOT, command_here, compose, free_port, needed, on_this_machine
from tests.config.test_compose import probe
from tests.config.test_killed_worker import children
from tests.config.test_serve import eventually

KEEPER = "config/build/keep.py"
KEPT = ROOT / "var" / "test" / "chaos"
STARTED_AGAIN = 0.5  # seconds


def collect_static():
    """Once, before any portal serves it: two that begin at one time would clear it away under each other."""
    KEPT.mkdir(parents=True, exist_ok=True)
    surroundings = {"PATH": os.environ["PATH"], "VAR_DIR": str(KEPT), "STATIC_DIR": str(KEPT / "static")}
    command = command_here(["python", "manage.py", "prepare", "--static-only"])
    subprocess.run(command, env=surroundings, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def without_keeper(command):
    """The command that `config/build/keep.py` runs: here the experiments themselves end parts and start them again."""
    if KEEPER not in command:
        return command
    return list(dropwhile(lambda word: word.startswith("--"), command[command.index(KEEPER) + 1 :]))


class Portal:
    """One database, and the processes over it. `redis`: Celery does what is due, else manage.py work beside the web."""

    def __init__(self, database, folder):
        self.folder, self.port = folder, free_port()
        (folder / "var").mkdir(mode=0o700)
        # Through a pipe: what is said goes on where no file of the portal's may grow.
        with (folder / "log").open("a") as log:
            self.logger = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=log, start_new_session=True)
        self.log = self.logger.stdin
        self.parts, self.held, self.hung, self.ending = {}, set(), [], False
        self.database = DATABASES[database](folder)
        self.mail, self.redis, self.services = MailServer(), None, {}
        self.jobs_since = 0  # the number of the event after which no job may run twice for a period
        self.keeper = threading.Thread(target=self._keep, daemon=True)
        self.keeper.start()

    def arrange(self, *, redis):
        """Have it run with or without Redis; the database stays."""
        if self.parts and bool(self.redis) == redis:
            return
        self.stop()
        if redis and self.redis is None:
            self.redis = Redis(self.folder)
        self.services = self._services(redis)
        self.start()

    def _services(self, redis):
        filled = needed() | {"EMAIL_HOST": "localhost", "EMAIL_PORT": str(self.mail.proxy.port)}
        found = compose(filled)["services"]
        database = self.database
        on_this_machine(
            found,
            owner=database.owner,
            running=database.running,
            role=database.role,
            redis=f"redis://127.0.0.1:{self.redis.proxy.port}/0" if redis else "",
            folder=self.folder / "var",
            port=self.port,
        )
        for service in found.values():
            # Passes every second, so that nobody waits a minute to see what a pass does.
            service["environment"]["DJANGO_SETTINGS_MODULE"] = "tests.config.quick_beat"
            service["environment"]["STATIC_DIR"] = str(KEPT / "static")
        return found

    def environment(self, name="prepare", **more):
        return self.services[name]["environment"] | more

    def run(self, *command, expect=0, **more):
        """A command to its end; what it printed."""
        done = subprocess.run(
            command_here(["python", *command]),
            env=self.environment(**more),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if expect is not None and done.returncode != expect:
            raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def stage(self):
        """Make the database and put the people into it; what they need to sign in."""
        self.services = self._services(redis=False)
        # First the people, then prepare: it seals what is there, as at an upgrade, so that the ledger is whole.
        self.run("manage.py", "migrate", "--verbosity=0")
        known = json.loads(self.run("-m", "tests.config.compose_stage").splitlines()[-1])
        self.run("manage.py", "prepare")
        return known

    def names(self):
        return PORTAL if self.redis else ("web",)

    def start(self):
        self.held -= set(self.names())
        for name in self.names():
            self.begin(name)
        eventually(self.answers, seconds=60)

    def begin(self, name, part="", **more):
        """Start a part; as a second one of its kind under another name."""
        self._begin(part or name, self.services[name]["command"], self.environment(name, **more))

    def begin_command(self, part, *command):
        """Start a command beside the parts."""
        self._begin(part, ["python", *command], self.environment("web"))

    def _begin(self, part, command, environment):
        here = command_here(without_keeper(command), self.folder / "var")
        self.parts[part] = subprocess.Popen(
            here, env=environment, cwd=ROOT, stdout=self.log, stderr=self.log, start_new_session=True
        )

    def _keep(self):
        while not self.ending:
            for name, part in list(self.parts.items()):
                if name in self.services and name not in self.held and part.poll() is not None:
                    time.sleep(STARTED_AGAIN)
                    if name not in self.held and not self.ending:
                        self.begin(name)
            time.sleep(0.1)

    def hold(self, name):
        """Kill a part hard, and leave it dead until it is let go."""
        self.held.add(name)
        self.kill(name)

    def let_go(self, name):
        self.held.discard(name)

    def kill(self, name):
        """Kill a part and every process of it, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.parts[name].pid, signal.SIGKILL)
        self.parts[name].wait(timeout=10)

    def end_part(self, part):
        """Ask a part to end, and wait for it."""
        self.held.add(part)
        one = self.parts.pop(part)
        one.send_signal(signal.SIGTERM)
        one.wait(timeout=30)

    def kill_scheduler(self):
        """Kill beat, and leave it dead; where manage.py work does the work, its jobs hang and are not started again."""
        if self.redis:
            self.hold("beat")
            return
        self.hung = [*self.work(), *(pid for pid in self.due_work() if command_of(pid).rstrip().endswith(" jobs"))]
        for pid in self.hung:
            os.kill(pid, signal.SIGSTOP)

    def start_scheduler(self):
        """Start it again, as whoever looks after the portal does."""
        if self.redis:
            self.let_go("beat")
            return
        for pid in self.hung:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def kill_web_workers(self):
        """Kill the processes that answer requests, not the one that starts them."""
        for child in children(self.parts["web"].pid):
            if "work" not in command_of(child):
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)

    def kill_due_work(self):
        """Kill whatever runs jobs and sends mail; it is started again by who watches over it."""
        if self.redis:
            for name in ("worker", "mailer"):
                self.kill(name)
            return
        for pid in [*self.due_work(), *self.work()]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def due_work(self):
        """The processes of jobs and mail beside the web server."""
        return [child for pid in self.work() for child in children(pid)]

    def work(self):
        """manage.py work, which keeps those two running."""
        return [pid for pid in children(self.parts["web"].pid) if "work" in command_of(pid)]

    def pids(self):
        """Every process of the portal."""
        found, new = set(), [part.pid for part in self.parts.values() if part.poll() is None]
        while new:
            found |= set(new)
            new = [child for pid in new for child in children(pid) if child not in found]
        return found

    def stop(self):
        """End every part as a restart does: asked first, killed if it does not."""
        self.held |= set(self.parts)
        for part in self.parts.values():
            part.send_signal(signal.SIGTERM)
        for name, part in self.parts.items():
            try:
                part.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill(name)
        self.parts = {}

    def end(self):
        """Everything that was started, and nothing else."""
        self.ending = True
        for name in list(self.parts):
            self.kill(name)
        for one in (self.redis, self.mail, self.database):
            if one is not None:
                one.end()
        self.log.close()
        self.logger.wait(timeout=10)

    def answers(self):
        """Whether the web server answers."""
        return probe(self.port, "/livez")

    def ready(self):
        """What /readyz says, whatever its status."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except OSError:
            return ""


def command_of(pid):
    """How the process was started."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""
