"""How a portal comes back from an archive: into an empty place, after everything that can be refused was refused."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import DatabaseError, connection

from common.archive import ArchiveError, ArchiveReader, Damaged, first_entry
from config.backups import servers
from config.backups.databases import database_file, is_sqlite, put_in_place, refuse_filled
from config.backups.errors import BackupError, RestoreRefused
from config.backups.making import DATABASE, END, FILES
from config.backups.manifest import FORMAT, Manifest, fits, key_marks
from config.backups.passphrase import passphrase
from config.backups.places import PRIVATE, alone, files_root, sync_folder
from config.readiness import known_migrations

STAGED = ".restoring"
WRONG_KEY = (
    "SECRET_KEY is not the one this archive's portal had, or an earlier one is missing. Nothing was restored.\n"
    "Put the right one in place, and the earlier ones into SECRET_KEY_FALLBACKS. If one is lost for good, --key-lost "
    "restores all else."
)
Say = Callable[[str], object]


@dataclass(frozen=True)
class Restored:
    """What lies in its place now: by the manifest, and each file's size as the archive truly holds it."""

    manifest: Manifest
    files: dict[str, int]


def look(archive: Path, words: str, *, key_lost: bool = False) -> Manifest:
    """Read the manifest alone, and refuse what could not be restored here. Raises RestoreRefused."""
    with _readable(archive, words) as reader:
        manifest = Manifest.read(*first_entry(reader))
        marks = key_marks(reader.salt)
    known = {f"{app}.{name}" for app, name in known_migrations()}
    if manifest.format != FORMAT or not set(manifest.migrations) <= known:
        raise RestoreRefused(
            f"Fenceline {manifest.version} wrote this archive, a later version. Install that one first."
        )
    if manifest.vendor != connection.vendor:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise RestoreRefused(
            f"This archive is of {names.get(manifest.vendor, manifest.vendor)}, and DATABASE_URL names another kind."
        )
    if not (key_lost or all(fits(mark, marks) for mark in manifest.keys)):
        raise RestoreRefused(WRONG_KEY)
    return manifest


def restore(archive: Path, say: Say, *, key_lost: bool = False) -> Restored:
    """Fill the portal's empty database and its folder of files. Raises BackupError; then all is as it was before.

    `say` is given a sentence for each step. With `key_lost` another SECRET_KEY is taken.
    """
    words = passphrase()
    manifest = look(archive, words, key_lost=key_lost)
    say(summary(manifest))
    say("The passphrase is right." if key_lost else "The passphrase and SECRET_KEY are right.")
    with alone(), _refusing_in_words():
        refuse_filled()
        _refuse_files()
        with _staged() as (database, files):
            sizes = _unpack(archive, words, manifest, database, files)
            with _in_place(files):
                if is_sqlite():
                    put_in_place(database)
                else:
                    _fill_server(archive, words)
    return Restored(manifest, sizes)


def summary(manifest: Manifest) -> str:
    """What the archive is, in a sentence."""
    rows, tables = counted(sum(manifest.counts.values()), "row"), counted(len(manifest.counts), "table")
    what = f"{rows} in {tables}, {counted(len(manifest.files), 'file')}"
    return f"The archive is of {manifest.moment}, by Fenceline {manifest.version}: {what}."


def counted(number: int, noun: str) -> str:
    """1 file, 2,000 files."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@contextmanager
def _readable(archive: Path, words: str) -> Iterator[ArchiveReader]:
    with _refusing_in_words():
        try:
            file = archive.open("rb")
        except OSError as error:
            raise RestoreRefused(f"{archive} cannot be read: {error.strerror}.") from error
        with file:
            yield ArchiveReader(file, words)


@contextmanager
def _refusing_in_words() -> Iterator[None]:
    """Whatever fails leaves nothing, and is said in a sentence."""
    try:
        yield
    except ArchiveError as error:
        raise RestoreRefused(f"Nothing was restored. {error}") from error
    except OSError as error:
        raise RestoreRefused(f"Nothing was restored: {error.strerror or error}.") from error
    except (DatabaseError, psycopg.Error, sqlite3.Error) as error:
        raise RestoreRefused(f"Nothing was restored: {error}") from error


def _refuse_files() -> None:
    root = files_root()
    if root.is_dir() and any(root.iterdir()):
        raise RestoreRefused(f"{root} holds files already. A backup is restored into an empty place only.")


@contextmanager
def _staged() -> Iterator[tuple[Path, Path]]:
    """Where what is unpacked lies until all of it is there: beside its place, and gone if anything fails."""
    root = files_root()
    files = root.with_name(root.name + STAGED)
    database = database_file().with_name(database_file().name + STAGED) if is_sqlite() else files.with_name("unused")
    _remove(database, files)
    for folder in {database.parent, files.parent}:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    files.mkdir(mode=PRIVATE)
    try:
        yield database, files
    finally:
        _remove(database, files)


@contextmanager
def _in_place(files: Path) -> Iterator[None]:
    """Give the folder of files its name; taken back where what follows fails."""
    root = files_root()
    if root.exists():
        root.rmdir()
    files.rename(root)
    try:
        yield
    except BaseException:
        root.rename(files)
        raise
    sync_folder(root.parent)


def _remove(database: Path, files: Path) -> None:
    database.unlink(missing_ok=True)
    shutil.rmtree(files, ignore_errors=True)


def _unpack(archive: Path, words: str, manifest: Manifest, database: Path, files: Path) -> dict[str, int]:
    """Read the archive to its end, which proves every byte of it; what a server takes is only read. Sizes of files."""
    found: dict[str, int] = {}
    expected, ended = dict(manifest.files), False
    with _readable(archive, words) as reader:
        for name, blocks in reader.entries():
            if name == DATABASE and is_sqlite():
                _write(database, blocks)
            elif name.startswith(FILES):
                found[name.removeprefix(FILES)] = _write(below(files, name.removeprefix(FILES)), blocks)
            elif name == END:
                ended = True
                for other, size in json.loads(b"".join(blocks)).items():
                    expected[other] = size
    expected = {name: size for name, size in expected.items() if size is not None}
    if not ended or found != expected:
        raise Damaged("The archive does not hold the files that it names.")
    return found


def below(folder: Path, name: str) -> Path:
    """The place of a file. Raises Damaged for a name that leads out of the folder."""
    path = folder / name
    if not name or Path(name).is_absolute() or ".." in Path(name).parts:
        raise Damaged("The archive names a file outside its folder.")
    return path


def _write(path: Path, blocks: Iterable[bytes]) -> int:
    """Write a file of its own, flushed to the disk; its size."""
    path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    size = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for block in blocks:
            size += file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return size


def _fill_server(archive: Path, words: str) -> None:
    """Read the archive once more, as far as the database, into pg_restore: one transaction, all or nothing."""
    with _readable(archive, words) as reader:
        for name, blocks in reader.entries():
            if name == DATABASE:
                servers.restored(blocks)
                return
    raise BackupError("The archive holds no database.")
