"""The archive, looked at before anything in it is read.

It is never unpacked to disk: a name in it could lead out of the folder, and what it holds of students would lie there.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from common.child import Declined

MEGABYTE = 1_000_000
MOST_BYTES = 50 * MEGABYTE
MOST_MEMBERS = 2_000
MOST_DIRECTORY = MEGABYTE  # of the archive's own list of files
# Members are read as a stream, and only three of them; the sums keep a bomb from costing time.
MOST_UNPACKED = 500 * MEGABYTE
MOST_READ = 200 * MEGABYTE
MOST_RATIO = 100
SMALL = MEGABYTE  # what stays below may be packed as tightly as it likes

MANIFEST, ORGS, USERS, ROLES = "manifest.csv", "orgs.csv", "users.csv", "roles.csv"
NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db")
UTF16_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Bundle:
    """One roster in its archive: which files it holds, and each of them as a stream of text."""

    def __init__(self, file: IO[bytes]) -> None:
        """Raises Declined for what is no archive, too big, or built to do harm."""
        require_small(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, struct.error):
            raise Declined("no_zip") from None
        infos = [one for one in self._zip.infolist() if not one.is_dir()]
        require_harmless(infos)
        self._members = _named({one.filename: one for one in infos if not _is_noise(one.filename)})

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def require(self, name: str) -> None:
        """Raise Declined, with a hint at what looks like it, when the file is not there."""
        if name not in self:
            raise missing(name, list(self._zip.namelist()))

    @contextmanager
    def text(self, name: str) -> Iterator[IO[str]]:
        """The file as text, read as it is asked for. Raises Declined for a damaged one.

        A byte that is no UTF-8 becomes half of a pair, which no honest text holds: its line is judged by itself.
        """
        info = self._members[name]
        try:
            with self._zip.open(info) as raw:
                head = raw.peek(4)[:4]  # type: ignore[attr-defined]
                with io.TextIOWrapper(raw, encoding=_encoding(head), errors="surrogateescape", newline="") as stream:
                    yield stream
        except UnicodeError:
            raise Declined("utf16", name=name) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise Declined("damaged", name=name) from None


def _encoding(head: bytes) -> str:
    """How the file is written, by its first four bytes."""
    if head[:2] in UTF16_MARKS:
        return UTF16_MARKS[head[:2]]
    if head[1:2] == b"\0" and head[:1] != b"\0":
        return "utf-16-le"
    return "utf-16-be" if head[:1] == b"\0" and head[1:2] != b"\0" else "utf-8-sig"


def require_small(file: IO[bytes]) -> None:
    """Raise Declined for a file, or a list of files in it, that is larger than any roster's.

    The list is measured by the archive's last record, before `zipfile` builds an object for each line of it.
    """
    size = file.seek(0, io.SEEK_END)
    if size > MOST_BYTES:
        raise Declined("too_big", limit=MOST_BYTES // MEGABYTE)
    tail_size = min(size, 66_000)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < 22:
        raise Declined("no_zip")
    count, directory = struct.unpack("<HL", tail[place + 10 : place + 16])
    large = tail.rfind(b"PK\x06\x06", 0, place)
    if large >= 0 and place - large >= 56:
        count, directory = struct.unpack("<QQ", tail[large + 32 : large + 48])
    if count > MOST_MEMBERS or directory > MOST_DIRECTORY:
        raise Declined("too_many", limit=MOST_MEMBERS)
    file.seek(0)


def require_harmless(infos: list[zipfile.ZipInfo]) -> None:
    """Raise Declined for too many files, a bomb, a name that leads elsewhere, a link, a lock."""
    if len(infos) > MOST_MEMBERS:
        raise Declined("too_many", limit=MOST_MEMBERS)
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        shown = "".join(mark for mark in name if mark.isprintable())[:80]
        link = stat.S_ISLNK(info.external_attr >> 16)
        if link or _leads_out(name):
            raise Declined("escape", name=shown)
        if name in seen:
            raise Declined("twice", name=shown)
        seen.add(name)
        if info.flag_bits & 1:
            raise Declined("locked", name=shown)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Declined("packing", name=shown)
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise Declined("bomb", name=shown)
    largest = max(infos, key=lambda one: one.file_size, default=None)
    if largest is not None and sum(one.file_size for one in infos) > MOST_UNPACKED:
        raise Declined("bomb", name=largest.filename[:80])


def missing(name: str, names: list[str]) -> Exception:
    """The refusal for a file that is not there, naming what was found instead."""
    found = [one.rpartition("/")[2][:60] for one in names if one.lower().endswith(".csv") and not _is_noise(one)]
    hint = f" The archive holds: {', '.join(sorted(found)[:12])}." if found else " The archive holds no CSV file."
    return Declined("missing", name=name, hint=hint)


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "\\" in name or name.startswith("/") or name[1:2] == ":" or ".." in parts or not name.isprintable()


def _is_noise(name: str) -> bool:
    return name.startswith(NOISE[0]) or name.rpartition("/")[2] in NOISE[1:] or name.rpartition("/")[2].startswith("._")


def _named(members: dict[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The files of a roster that are read by their names, all from the folder in which manifest.csv lies."""
    folders = [name[: -len(MANIFEST)] for name in members if name.rpartition("/")[2] == MANIFEST]
    if not folders:
        raise missing(MANIFEST, list(members))
    if len(folders) > 1:
        raise Declined("several")
    found = {
        name: members[folders[0] + name] for name in (MANIFEST, ORGS, USERS, ROLES) if folders[0] + name in members
    }
    for name, info in found.items():
        if info.file_size > MOST_READ:
            raise Declined("bomb", name=name)
    return found
