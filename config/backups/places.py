"""Where archives lie, what they are called, and the one folder for what must lie in the clear for a while."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from config.backups.errors import BackupError

PRIVATE = 0o700
NAME = re.compile(r"fenceline-\d{4}-\d{2}-\d{2}T\d{6}Z\.fenceline\Z")
UNFINISHED = ".part"


def archive_name(at: datetime) -> str:
    """fenceline-2026-11-28T080000Z.fenceline: by name they stand in the order they were made."""
    return f"fenceline-{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.fenceline"


def archives(folder: Path) -> list[Path]:
    """The whole archives of a folder, oldest first."""
    return sorted(path for path in folder.iterdir() if NAME.match(path.name))


def remove_old(folder: Path, keep: int) -> list[Path]:
    """Remove all archives but the newest, of which at least one stays; those that were removed."""
    old = archives(folder)[: -max(keep, 1)]
    for path in old:
        path.unlink()
    return old


def remove_unfinished(folder: Path) -> None:
    """Remove what a run that was killed has left in a folder of archives."""
    for path in folder.glob(f"fenceline-*{UNFINISHED}"):
        if NAME.match(path.name.removesuffix(UNFINISHED)):
            path.unlink()


@contextmanager
def alone() -> Iterator[None]:
    """Be the only backup, drill or restore of this portal. Raises BackupError where another one is under way.

    A process that ends, however it ends, does not hold the place any more.
    """
    settings.VAR_DIR.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    handle = os.open(settings.VAR_DIR / "backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("Another backup, drill or restore is under way. Try again when it has ended.") from error
        yield
    finally:
        os.close(handle)


@contextmanager
def private_folder() -> Iterator[Path]:
    """An empty folder beside the database for what must lie in the clear for a while; gone afterwards. Only `alone`.

    What a run that was killed has left in it is removed first.
    """
    folder = settings.VAR_DIR / "backup-work"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=PRIVATE)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def files_root() -> Path:
    """The folder of what people attached."""
    return Path(default_storage.path(""))


def files_in(folder: Path) -> dict[str, int]:
    """Every file in a folder and below, by its name from there, with its size in bytes; sorted."""
    found: dict[str, int] = {}
    for place, _folders, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            try:
                size = path.lstat().st_size
            except FileNotFoundError:
                continue  # removed by the portal this moment
            if path.is_file() and not path.is_symlink():
                found[path.relative_to(folder).as_posix()] = size
    return dict(sorted(found.items()))


def sync_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder as they are now."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
