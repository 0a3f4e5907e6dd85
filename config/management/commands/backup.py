"""manage.py backup FOLDER: everything a new machine needs, copied while the portal runs.

The ledger's head is noted first and the files are copied last: the copy of the database holds that head, and every file
it speaks of is there.
"""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.management.commands.prepare import PRIVATE
from ledger.models import Event

PLACES = (("host", "HOST"), ("port", "PORT"), ("username", "USER"))


class Command(BaseCommand):
    """Copy the database, the files and the machine's secret key; docs/how-to/back-up-and-restore.md restores them."""

    help = "Copy the database and the files to a new folder, while the portal runs."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, which must not be there yet."""
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Head, database, files; what was copied is said with its size."""
        folder: Path = options["folder"]
        os.umask(PRIVATE)
        try:
            folder.mkdir(parents=True)
        except FileExistsError as error:
            raise CommandError(f"{folder} is there already; each backup has a folder of its own.") from error
        head = Event.objects.order_by("-seq").values_list("seq", "hash").first()
        if head:
            (folder / "head.txt").write_text(f"{head[0]}:{head[1]}\n")
        copied = self.sqlite(folder) if connection.vendor == "sqlite" else self.postgresql(folder)
        files = Path(default_storage.path(""))
        if files.is_dir():
            shutil.copytree(files, folder / "files")
        key = settings.VAR_DIR / "secret_key"
        if key.exists():
            shutil.copy2(key, folder / "secret_key")
        self.stdout.write(f"Backed up to {folder}: {copied.name}, {copied.stat().st_size:,} bytes.")
        if not key.exists():
            self.stdout.write("SECRET_KEY is not in it: keep the environment's own in a safe place.")

    def sqlite(self, folder: Path) -> Path:
        """One consistent copy of the database file, made by SQLite itself; writers go on meanwhile."""
        copy = folder / "database.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        return copy

    def postgresql(self, folder: Path) -> Path:
        """pg_dump in its own format. Raises CommandError where it is not installed or does not succeed."""
        program = shutil.which("pg_dump")
        if program is None:
            shutil.rmtree(folder)
            raise CommandError("pg_dump is not on this machine; run it where the database is (see the how-to).")
        server, copy = connection.settings_dict, folder / "database.dump"
        command = [program, "--format=custom", "--no-owner", f"--file={copy}", f"--dbname={server['NAME']}"]
        command += [f"--{name}={server[key]}" for name, key in PLACES if server[key]]
        secret = {"PGPASSWORD": server["PASSWORD"]} if server["PASSWORD"] else {}
        done = subprocess.run(command, env=os.environ | secret, check=False)  # noqa: S603  our own command
        if done.returncode:
            raise CommandError("pg_dump did not succeed; what it said stands above.")
        return copy
