"""The drill: the real restore, in a process of its own, into an empty place that is made for it and removed."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction

from config.backups.databases import empty_database, tables_here
from config.backups.passphrase import passphrase
from config.backups.places import alone, private_folder
from config.backups.restoring import Say, look
from config.events import EventName
from ledger.actions.events import record


def drill(archive: Path, *, at: datetime, say: Say) -> bool:
    """Restore the archive on trial, say what was found, and record how it ended in this portal's ledger.

    Raises BackupError where it did not come to a trial: wrong passphrase, wrong key, no place for it.
    """
    look(archive, passphrase())
    with alone(), private_folder() as folder, empty_database(folder) as address:
        code = _restored_apart(archive, folder, address, say)
    well = code == 0
    say(
        "The drill went well. All of it was removed again."
        if well
        else "THE DRILL FAILED. All of it was removed again."
    )
    if not _is_portal():
        say("It is not recorded, for there is no portal in this database.")
        return well
    with transaction.atomic():
        record(action=EventName.BACKUP_DRILLED, at=at, by=None, outcome="done" if well else "failed")
    return well


def _restored_apart(archive: Path, folder: Path, address: str, say: Say) -> int:
    """Run manage.py restore there; each line it says is said on. How it ended."""
    place = {
        "VAR_DIR": str(folder / "var"),
        "DATABASE_URL": address,
        "SECRET_KEY": settings.SECRET_KEY,
        "SECRET_KEY_FALLBACKS": ",".join(settings.SECRET_KEY_FALLBACKS),
    }
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(archive.absolute()), "--in-drill"]
    with subprocess.Popen(  # noqa: S603  our own command
        command, env={**os.environ, **place}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as child:
        assert child.stdout is not None  # noqa: S101  it was opened as a pipe
        for line in child.stdout:
            say(line.rstrip())
    return child.returncode


def _is_portal() -> bool:
    try:
        return "ledger_event" in tables_here()
    except DatabaseError:
        return False
