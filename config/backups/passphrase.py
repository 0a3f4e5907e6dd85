"""The passphrase that seals and opens archives: from a file, or from the environment."""

import os
from pathlib import Path

from django.conf import settings

from config.backups.errors import BackupError

SHORTEST = 20  # characters: five words of a list, or half of what openssl rand -base64 30 prints
OTHERS = 0o077
MAKE = "openssl rand -base64 30 makes a good one."


def passphrase() -> str:
    """The passphrase. Raises BackupError where there is none, where others may read it, or where it is too short."""
    given, file = settings.BACKUP_PASSPHRASE, settings.BACKUP_PASSPHRASE_FILE
    if given and file:
        raise BackupError("Set BACKUP_PASSPHRASE or BACKUP_PASSPHRASE_FILE, not both.")
    if not (given or file):
        raise BackupError("A backup is sealed by a passphrase. Set BACKUP_PASSPHRASE_FILE or BACKUP_PASSPHRASE.")
    words = _in_file(Path(file)) if file else given
    if len(words) < SHORTEST:
        raise BackupError(f"The passphrase must have {SHORTEST} characters or more, and has {len(words)}. {MAKE}")
    return words


def _in_file(path: Path) -> str:
    """What the file says, without the line's end."""
    try:
        with path.open(encoding="utf-8") as file:
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise BackupError(f"Others on this machine may read {path}. Make it yours alone: chmod 600 {path}")
            return file.read().strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise BackupError(f"The passphrase cannot be read from {path}: {why}.") from error
