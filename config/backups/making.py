"""How a backup is made: whole, read back and flushed to the disk, or not there at all."""

import json
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from common.archive import ArchiveError, ArchiveReader, ArchiveWriter, blocks_of
from config.backups.databases import Copy, copied
from config.backups.errors import BackupError, BackupFailed
from config.backups.manifest import ENTRY, Manifest, key_marks, spelled
from config.backups.passphrase import passphrase
from config.backups.places import (
    PRIVATE,
    UNFINISHED,
    alone,
    archive_name,
    files_in,
    files_root,
    private_folder,
    remove_old,
    remove_unfinished,
    sync_folder,
)
from config.events import EventName
from ledger.actions.events import record

logger = logging.getLogger(__name__)

DATABASE, FILES, END = "database", "files/", "end"
RENEW_EVERY = 30.0  # seconds


@dataclass(frozen=True)
class Made:
    """The archive, its bytes, how many rows and files it holds, and the older archives that went for it."""

    path: Path
    size: int
    rows: int
    files: int
    removed: list[Path]


def back_up(*, at: datetime, renew: Callable[[], None]) -> int:
    """The nightly job: an archive in BACKUP_DIR; 1, for there is one more. Raises BackupFailed, BackupError."""
    if settings.BACKUP_DIR is None:
        raise BackupFailed("Name a folder for backups: BACKUP_DIR.")
    try:
        make_backup(settings.BACKUP_DIR, at=at, renew=renew)
    except BackupError as error:
        logger.error("%s", error)
        raise
    return 1


def make_backup(folder: Path, *, at: datetime, renew: Callable[[], None] = lambda: None) -> Made:
    """Write an archive into the folder and remove what is beyond BACKUP_KEEP; record that it was made.

    `renew` is called now and then while it is written, and may raise to stop it. Raises BackupFailed, or BackupError
    for the passphrase; whatever fails, nothing of the archive is left, and no older one is gone.
    """
    words = passphrase()
    with alone():
        try:
            folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            remove_unfinished(folder)
            path = folder / archive_name(at)
            if path.exists():
                raise BackupFailed(f"{path} is there already.")
            manifest = _written(path, words, at, renew)
            removed = remove_old(folder, settings.BACKUP_KEEP)
        except OSError as error:
            raise BackupFailed(f"No backup was made in {folder}: {error.strerror or error}.") from error
        except (DatabaseError, psycopg.Error, sqlite3.Error, ArchiveError) as error:
            raise BackupFailed(f"No backup was made: {error}") from error
    made = Made(path, path.stat().st_size, sum(manifest.counts.values()), len(manifest.files), removed)
    with transaction.atomic():
        facts = {"bytes": made.size, "rows": made.rows, "files": made.files, "removed": len(removed)}
        record(action=EventName.BACKUP_MADE, at=at, by=None, data=facts)
    return made


def _written(path: Path, words: str, at: datetime, renew: Callable[[], None]) -> Manifest:
    """Write the archive under another name, and give it its own once it was read back to its end."""
    part = path.with_name(path.name + UNFINISHED)
    beat = Beat(renew)
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with private_folder() as folder, copied(folder) as copy:
                manifest = _fill(file, words, copy, at, beat)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            read_back(ArchiveReader(file, words), manifest, beat)
        part.rename(path)
        sync_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return manifest


def _fill(file: IO[bytes], words: str, copy: Copy, at: datetime, beat: "Beat") -> Manifest:
    """The manifest, the database, then the files: each one that the database speaks of was there before they were
    listed. One that the portal removed since, or had not finished, is named in the last entry with its true size."""
    writer, root = ArchiveWriter(file, words), files_root()
    manifest = Manifest(
        version=settings.VERSION,
        at=spelled(at),
        vendor=connection.vendor,
        head=copy.facts.head,
        counts=copy.facts.counts,
        migrations=copy.facts.migrations,
        files=files_in(root),
        keys=key_marks(writer.salt),
    )
    writer.add(ENTRY, [manifest.as_bytes()])
    writer.add(DATABASE, beat.beside(copy.blocks))
    otherwise: dict[str, int | None] = {}
    for name, size in manifest.files.items():
        try:
            with (root / name).open("rb") as content:
                found = writer.add(FILES + name, beat.beside(blocks_of(content)))
        except FileNotFoundError:
            otherwise[name] = None
            continue
        if found != size:
            otherwise[name] = found
    writer.add(END, [json.dumps(otherwise).encode()])
    writer.close()
    return manifest


def read_back(reader: ArchiveReader, manifest: Manifest, beat: "Beat") -> None:
    """Read an archive to its end, as restoring does, and keep nothing. Raises ArchiveError, BackupFailed."""
    names = []
    for name, blocks in reader.entries():
        names.append(name)
        for _block in beat.beside(blocks):
            continue
    if names[:2] != [ENTRY, DATABASE] or names[-1] != END or len(names) - 3 > len(manifest.files):
        raise BackupFailed("What was written could not be read back.")


class Beat:
    """Calls `renew` every half minute, beside whatever is copied."""

    def __init__(self, renew: Callable[[], None]) -> None:
        self.renew, self.due = renew, time.monotonic() + RENEW_EVERY

    def beside(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The blocks as they are."""
        for block in blocks:
            if time.monotonic() >= self.due:
                self.renew()
                self.due = time.monotonic() + RENEW_EVERY
            yield block
