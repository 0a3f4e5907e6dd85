"""manage.py restore: a portal comes back from an archive, or is tried out beside the one that runs (--drill)."""

import os
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from config.backups.drill import drill
from config.backups.ending import ending_in_order
from config.backups.errors import BackupError
from config.backups.proof import files_as_archived, ledger_whole, rows_as_archived, secrets_open
from config.backups.restoring import Restored, restore
from config.events import EventName
from config.management.commands.prepare import PRIVATE
from ledger.actions.events import record


class Command(BaseCommand):
    """Into an empty place only: nothing is ever written over."""

    help = (
        "Restore an archive into an empty database and folder, and verify it. --drill tries that out and keeps nothing."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The archive, and whether it is a drill."""
        parser.add_argument("archive", type=Path, help="a file that manage.py backup wrote")
        parser.add_argument("--drill", action="store_true", help="restore beside the portal, verify, remove all of it")
        parser.add_argument(
            "--key-lost", action="store_true", help="take another SECRET_KEY, after the right one was lost for good"
        )
        parser.add_argument("--in-drill", action="store_true", help="set by --drill for the process it starts")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say each finding; raises CommandError where anything was refused or is not as it was backed up."""
        os.umask(PRIVATE)
        archive: Path = options["archive"]
        try:
            with ending_in_order():
                if options["drill"]:
                    well = drill(archive, at=timezone.now(), say=self.say)
                else:
                    well = self.proven(
                        restore(archive, self.say, key_lost=options["key_lost"]), key_lost=options["key_lost"]
                    )
        except BackupError as error:
            raise CommandError(str(error)) from error
        if not well:
            raise CommandError("What was restored is not what was backed up: see above.")
        if not (options["drill"] or options["in_drill"]):
            self.say("Restored. Now run manage.py prepare" + (" --key-lost." if options["key_lost"] else "."))

    def say(self, sentence: str) -> None:
        """A line at once, for who waits for it."""
        self.stdout.write(sentence)
        self.stdout.flush()

    def proven(self, restored: Restored, *, key_lost: bool) -> bool:
        """Whether all is as it was backed up; recorded in the restored ledger where that is whole."""
        manifest = restored.manifest
        found = [rows_as_archived(manifest, self.say), files_as_archived(restored, self.say)]
        self.migrate()
        found.append(ledger_whole(manifest, self.say, key_lost=key_lost))
        if not key_lost:
            found.append(secrets_open(self.say))
        if found[2]:
            with transaction.atomic():
                outcome = "done" if all(found) else "failed"
                record(action=EventName.BACKUP_RESTORED, at=timezone.now(), by=None, outcome=outcome)
        return all(found)

    def migrate(self) -> None:
        """Bring an archive of an earlier version up to this one; what follows reads by today's models."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("An earlier version wrote the archive. Bringing the database up to date.")
            call_command("migrate", interactive=False, verbosity=0)
