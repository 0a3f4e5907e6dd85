"""manage.py serve: the portal in one foreground process tree.

gunicorn, and beside it, where BROKER_URL names no server, `manage.py work`, which does what is due.
"""

import os
import shutil
import socket
import tempfile
import threading
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import reverse
from gunicorn.app.base import BaseApplication

from config import environment as env
from config import metrics
from config.management.commands.prepare import PRIVATE
from config.management.commands.work import LOOK, PARTS, PATIENCE, Child
from config.production import refuse_unfit

WORKERS = 2
THREADS = 4
RECYCLED_AFTER = 2000  # requests, after which a worker makes room for a new one
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  gunicorn's heartbeat files must not wait for a disk


class Portal(BaseApplication):
    """The portal as gunicorn runs it, with the options of the command."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn our options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Called in each worker; what it imports was imported before the fork, so this is quick."""
        return get_wsgi_application()


class Command(BaseCommand):
    """Serve until Ctrl-C. PORT, BIND, WEB_WORKERS and WEB_THREADS are read from the environment."""

    help = "Serve the portal, with what runs beside it, until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """--prepare, which saves make run the start of a second process."""
        parser.add_argument("--prepare", action="store_true", help="run manage.py prepare first")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Refuse what cannot work with a sentence, then hand the process to gunicorn."""
        refuse_unfit()
        bind, port = env.text("BIND", "127.0.0.1"), env.number("PORT", 8000)
        refuse_taken(bind, port)
        os.umask(PRIVATE)
        if options["prepare"]:
            call_command("prepare", stdout=self.stdout)
        let_go_of_database()
        words = self.welcome(port)
        # Every page is imported here once: the processes share the memory, and nobody waits for the first one.
        reverse("home")
        Portal(self.gunicorn(f"{bind}:{port}", words)).run()

    def gunicorn(self, bind: str, words: str) -> dict[str, Any]:
        """How gunicorn serves; the words are printed when it does."""

        beside = DueWork()
        figures = folder_of_figures()

        def ready(_arbiter: object) -> None:
            self.stdout.write(words)
            self.stdout.flush()
            if settings.BROKER == "none":
                # Once the page people wait for is served. It ends by itself when this process is gone.
                beside.start()

        def ended(_arbiter: object) -> None:
            beside.end()
            if figures:
                shutil.rmtree(figures, ignore_errors=True)

        return {
            "bind": bind,
            "workers": env.number("WEB_WORKERS", WORKERS),
            "worker_class": "gthread",
            "threads": env.number("WEB_THREADS", THREADS),
            "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
            "timeout": 60,
            "graceful_timeout": 10,
            # What a document or an upload leaves in memory goes with its process; not all of them at one time.
            "max_requests": RECYCLED_AFTER,
            "max_requests_jitter": RECYCLED_AFTER // 5,
            # The portal counts its proxies itself (TRUSTED_PROXY_COUNT); a header alone proves nothing.
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "keepalive": 5,
            "loglevel": "warning",
            "proc_name": "fenceline",
            # Its default lies in the home folder, where two portals would share it.
            "control_socket_disable": True,
            "when_ready": ready,
            "pre_fork": give_place,
            "post_fork": take_place,
            "on_exit": ended,
        }

    def welcome(self, port: int) -> str:
        """Where to point the browser and how to sign in."""
        address = settings.SITE_URL if settings.PRODUCTION else f"http://localhost:{port}"
        lines = ["", f"Fenceline is at {address}"]
        if settings.DEMO:
            lines.append(f"Sign in: open {address}/demo/ and choose a person; one click each, all of them made up.")
        else:
            lines.append(f"Sign in: {address}{reverse(settings.LOGIN_URL)} with the address you were invited at.")
        if not settings.PRODUCTION and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            lines.append(f"Mail is not sent; it is written to {short(Path(settings.EMAIL_FILE_PATH))}/.")
        lines.append("Stop with Ctrl-C.")
        return "\n".join(lines)


def folder_of_figures() -> Path | None:
    """Where the web processes of this run count together, and none of another run; None where nobody may ask."""
    if not settings.METRICS_TOKEN:
        return None
    folder = Path(tempfile.mkdtemp(prefix="fenceline-metrics-"))
    metrics.share(folder)
    return folder


def give_place(arbiter: Any, worker: Any) -> None:
    """Before the fork: the lowest place of no living worker, so that who replaces one goes on with its figures."""
    taken = {living.place for living in arbiter.WORKERS.values()}
    worker.place = next(number for number in count(1) if number not in taken)


def take_place(_arbiter: object, worker: Any) -> None:
    """After the fork, in the worker."""
    metrics.take_place(worker.place)


class DueWork:
    """`manage.py work` beside the web server, started again when it ends: nobody else would see that it is gone."""

    def __init__(self) -> None:
        self.child, self.over = Child(), threading.Event()
        self.keeper = threading.Thread(target=self._keep, name="fenceline-work", daemon=True)

    def start(self) -> None:
        """Start it, and see to it that it runs."""
        self.keeper.start()

    def _keep(self) -> None:
        while not self.over.wait(LOOK):
            self.child.keep()

    def end(self) -> None:
        """Ask it to end, and wait until each of its parts has had its time."""
        self.over.set()
        if self.keeper.is_alive():
            self.keeper.join()
        self.child.end(PATIENCE * len(PARTS) + 1)


def let_go_of_database() -> None:
    """Close what a forked worker must not inherit: a connection, and the threads of PostgreSQL's pool."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


def refuse_taken(bind: str, port: int) -> None:
    """Raises CommandError when another program already listens there."""
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind.strip("[]"), port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Choose another: make run PORT={port + 1}"
            ) from error


def short(path: Path) -> str:
    """The path as seen from the project's folder, where it lies inside."""
    return str(path.relative_to(settings.BASE_DIR)) if path.is_relative_to(settings.BASE_DIR) else str(path)
