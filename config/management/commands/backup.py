"""manage.py backup: one encrypted archive of everything but the keys, written while the portal runs."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backups.ending import ending_in_order
from config.backups.errors import BackupError
from config.backups.making import make_backup
from config.backups.restoring import counted
from config.management.commands.prepare import PRIVATE


class Command(BaseCommand):
    """Write an archive of the database and the files; docs/how-to/back-up-and-restore.md brings it back."""

    help = "Write an encrypted archive of the database and the files to a folder, while the portal runs."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, where it is not BACKUP_DIR."""
        parser.add_argument("folder", type=Path, nargs="?", help="where archives are kept (default: BACKUP_DIR)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say what was written; raises CommandError where nothing was."""
        folder: Path | None = options["folder"] or settings.BACKUP_DIR
        if folder is None:
            raise CommandError("Name a folder for the archive: manage.py backup FOLDER, or BACKUP_DIR.")
        os.umask(PRIVATE)
        try:
            with ending_in_order():
                made = make_backup(folder, at=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Backed up to {made.path}: {counted(made.rows, 'row')}, {counted(made.files, 'file')}, {made.size:,} B."
        )
        self.stdout.write(
            "It was read back and is whole. SECRET_KEY is not in it: keep that, and the passphrase, apart."
        )
        if made.removed:
            self.stdout.write(f"Older archives removed: {len(made.removed)} (BACKUP_KEEP is {settings.BACKUP_KEEP}).")
