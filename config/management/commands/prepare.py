"""manage.py prepare: whatever this installation needs before it can serve; a second run finds nothing to do."""

import hashlib
import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.actions.lost_key import remove_unreadable
from accounts.actions.setup import first_link
from accounts.models import Organization
from config import environment as env
from config.database_roles import NotPostgreSQL, connections_of, grant_running_role
from config.one_at_a_time import one_at_a_time
from config.production import refuse_unfit
from ledger.actions.keys import WrongKey, give_up_keys, remember_key
from ledger.actions.sealing import begin_seals
from ledger.checks import HINT, unprotected
from ledger.keys import keys_fit

# Each app's loader of reference data: called with at=now after every migration, and changes nothing the second time.
REFERENCE: tuple[Callable[..., object], ...] = ()

WRONG_KEY = (
    "SECRET_KEY is not the key this database was written under. Nothing was changed.\n"
    "Put back the right one. If you changed it on purpose, put the earlier one into SECRET_KEY_FALLBACKS.\n"
    "If it is lost for good: docs/how-to/upgrade.md, A lost SECRET_KEY."
)

STOPPING = 60.0  # seconds for the services of the version before to let go of the database
STILL_RUNNING = (
    "The portal still runs: %(role)s is connected to the database. Nothing was changed.\n"
    "Stop web, worker, mailer and beat of the version before, and run prepare again.\n"
    "Where a pooler between them keeps connections of nobody: prepare --while-running."
)

# What lies under var/ is for the account that runs the portal, and for nobody else on the machine.
PRIVATE = 0o077


class Command(BaseCommand):
    """Migrate, make the cache table, collect static files, load reference data, and on first run the demo."""

    help = "Bring the database and the static files up to date; on first run make the demo or the first link."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """--static-only, for building an image: no database is there yet. --key-lost, after losing SECRET_KEY.

        --while-running, where somebody else holds connections of the running role.
        """
        parser.add_argument("--static-only", action="store_true", help="collect the static files and do nothing else")
        parser.add_argument(
            "--key-lost",
            action="store_true",
            help="go on with a new SECRET_KEY after the old one was lost for good; removes what only the old one opens",
        )
        parser.add_argument(
            "--while-running",
            action="store_true",
            help="migrate although RUNNING_ROLE is connected; for a pooler that keeps connections of nobody",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Each step looks first and acts only when something is missing."""
        if options["static_only"]:
            self.collect_static()
            return
        refuse_unfit()
        self.while_running = options["while_running"]
        os.umask(PRIVATE)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        with one_at_a_time(settings.VAR_DIR, lambda: self.stdout.write("Another prepare is running. Waiting for it.")):
            self.prepare(timezone.now(), key_lost=options["key_lost"])

    def prepare(self, at: datetime, *, key_lost: bool) -> None:
        """Everything in order, while nobody else does the same."""
        self.migrate()
        self.refuse_unprotected()
        if key_lost:
            self.give_up_lost_key(at)
        self.refuse_wrong_key(at)
        begin_seals(at=at)
        self.make_cache_table()
        self.grant_running_role()
        self.collect_static()
        for load in REFERENCE:
            load(at=at)
        if settings.DEMO:
            self.seed_demo()
        else:
            self.print_first_link(at)

    def migrate(self) -> None:
        """Apply what is unapplied. Asking first saves the second that migrate takes to find nothing."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.refuse_while_running()
            self.stdout.write("Bringing the database up to date.")
            call_command("migrate", interactive=False, verbosity=0)

    def refuse_while_running(self) -> None:
        """Raises CommandError where the portal still runs: an earlier version does not know the tables of this one."""
        name, until = env.text("RUNNING_ROLE"), time.monotonic() + STOPPING
        while not self.while_running and name and connections_of(name):
            if time.monotonic() > until:
                raise CommandError(STILL_RUNNING % {"role": name}, returncode=2)
            time.sleep(0.5)

    def refuse_unprotected(self) -> None:
        """Raises CommandError where a trigger that keeps the ledger append-only is gone."""
        if faults := unprotected():
            raise CommandError("The ledger is not protected.\n" + "\n".join([*faults, HINT]), returncode=2)

    def refuse_wrong_key(self, at: datetime) -> None:
        """Raises CommandError where SECRET_KEY is not the key this database was written under."""
        try:
            remember_key(at=at)
        except WrongKey as error:
            raise CommandError(WRONG_KEY, returncode=2) from error

    def give_up_lost_key(self, at: datetime) -> None:
        """Go on without the old key: what it sealed is removed, and said."""
        if keys_fit():
            raise CommandError("SECRET_KEY is the right one: nothing is lost, and nothing was removed.", returncode=2)
        with transaction.atomic():
            removed = remove_unreadable(at=at)
            give_up_keys(at=at)
        self.stdout.write(
            f"Removed {removed.factors} authenticator apps and sets of recovery codes, and {removed.providers} "
            "single sign-ons. Their owners set them up again. Everybody has to sign in again."
        )

    def make_cache_table(self) -> None:
        """Make the table that keeps limits on sign-in, where no Redis does, or while it is away."""
        cache = settings.CACHES.get("fallback", settings.CACHES["default"])
        if cache["LOCATION"] not in connection.introspection.table_names():
            call_command("createcachetable", verbosity=0)

    def grant_running_role(self) -> None:
        """Let the role that runs the portal read and write rows, where it is another than the one that owns the tables.

        Raises CommandError where that cannot be.
        """
        name = env.text("RUNNING_ROLE")
        if not name:
            return
        try:
            grant_running_role(name, env.text("RUNNING_PASSWORD"))
        except (NotPostgreSQL, ValueError, DatabaseError) as error:
            raise CommandError(f"{name} was not given its rights. {error}", returncode=2) from error

    def collect_static(self) -> None:
        """Collect, hash and compress the static files when one of them is newer or gone."""
        stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
        fingerprint = static_fingerprint()
        if Path(settings.STATIC_ROOT).is_dir() and stamp.exists() and stamp.read_text() == fingerprint:
            return
        self.stdout.write("Collecting static files.")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(fingerprint)

    def seed_demo(self) -> None:
        """Make the demo county where there is no organization yet."""
        if "seed_demo" in get_commands() and not Organization.objects.exists():
            self.stdout.write("Making the demo county. This takes a moment, once.")
            call_command("seed_demo", stdout=self.stdout)

    def print_first_link(self, at: datetime) -> None:
        """Print the one-time link by which the first portal administrator sets up an account."""
        path = first_link(at=at)
        if path is not None:
            self.stdout.write(f"First portal administrator: {settings.SITE_URL}{path}")
            self.stdout.write("The link works once, and for a short time.")


def static_fingerprint() -> str:
    """A hash over path, size and time of every static file and over the storage that will write them."""
    storages: dict[str, Any] = settings.STORAGES
    digest = hashlib.sha256(storages["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
