"""manage.py prepare: whatever this installation needs before it can serve; a second run finds nothing to do."""

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.actions.setup import first_link
from accounts.models import Organization
from config.production import refuse_unfit
from ledger.checks import HINT, unprotected

# Each app's loader of reference data: called with at=now after every migration, and changes nothing the second time.
REFERENCE: tuple[Callable[..., object], ...] = ()

# What lies under var/ is for the account that runs the portal, and for nobody else on the machine.
PRIVATE = 0o077


class Command(BaseCommand):
    """Migrate, make the cache table, collect static files, load reference data, and on first run the demo."""

    help = "Bring the database and the static files up to date; on first run make the demo or the first link."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """--static-only, for building an image: no database is there yet."""
        parser.add_argument("--static-only", action="store_true", help="collect the static files and do nothing else")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Each step looks first and acts only when something is missing."""
        if options["static_only"]:
            self.collect_static()
            return
        refuse_unfit()
        os.umask(PRIVATE)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        at = timezone.now()
        self.migrate()
        self.refuse_unprotected()
        self.make_cache_table()
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
            self.stdout.write("Bringing the database up to date.")
            call_command("migrate", interactive=False, verbosity=0)

    def refuse_unprotected(self) -> None:
        """Raises CommandError where a trigger that keeps the ledger append-only is gone."""
        if faults := unprotected():
            raise CommandError("The ledger is not protected.\n" + "\n".join([*faults, HINT]), returncode=2)

    def make_cache_table(self) -> None:
        """Make the table that keeps limits on sign-in, where no Redis does."""
        cache = settings.CACHES["default"]
        if not cache["BACKEND"].endswith("DatabaseCache"):
            return
        if cache["LOCATION"] not in connection.introspection.table_names():
            call_command("createcachetable", verbosity=0)

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
