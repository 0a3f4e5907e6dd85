"""One encrypted file of many entries: sealed by a passphrase, written and read as a stream.

A line that names the format, a line of JSON with what the key is made with, 32 bytes that tell whether the passphrase
is right, then chunks of AES-256-GCM. Each is bound to all of that, to its number and to whether it is the last, so
that a chunk changed, swapped, cut off or added does not open. Inside, an entry is its name and its blocks, each with
its length before it, and an empty block.
"""

import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FORMAT = b"fenceline backup 1\n"
CHUNK = 1024 * 1024
TAG = 16
KEY = 32
SALT = 32
LONGEST_HEADER = 400
NAMES = "surrogateescape"  # a file's name may be bytes that are no text
# scrypt: as hard as OWASP's first choice (n 131072, p 1), in half its memory: 64 MB for a moment.
COST, BLOCK, PARALLEL = 2**16, 8, 2
# What an archive may ask of who opens it: 1 GB at most.
COSTS = frozenset(2**power for power in range(14, 21))
MOST_PARALLEL = 4


class ArchiveError(ValueError):
    """The archive was not opened; the sentence says why."""


class NotAnArchive(ArchiveError):
    """The file is not of this format, or of a later one."""


class WrongPassphrase(ArchiveError):
    """The passphrase is not the one it was sealed with."""


class Damaged(ArchiveError):
    """A part of it is not as it was written, is missing, or was added."""


@dataclass(frozen=True)
class Header:
    """What stands before the chunks, in the clear."""

    salt: bytes
    cost: int
    parallel: int

    def as_bytes(self) -> bytes:
        """The two lines."""
        asked = {"kdf": "scrypt", "n": self.cost, "r": BLOCK, "p": self.parallel, "salt": self.salt.hex()}
        return FORMAT + json.dumps(asked).encode() + b"\n"

    @classmethod
    def read(cls, file: IO[bytes]) -> "Header":
        """The header of an archive. Raises NotAnArchive for what is none, or asks too much of this machine."""
        if file.read(len(FORMAT)) != FORMAT:
            raise NotAnArchive("This is not an archive of Fenceline, or a later version wrote it.")
        try:
            asked = json.loads(file.readline(LONGEST_HEADER))
            found = cls(bytes.fromhex(asked["salt"]), asked["n"], asked["p"])
            known = (asked["kdf"], asked["r"]) == ("scrypt", BLOCK)
            bounded = found.cost in COSTS and found.parallel in range(1, MOST_PARALLEL + 1)
        except (ValueError, KeyError, TypeError):
            raise NotAnArchive("The first lines of this archive are damaged.") from None
        if not (known and bounded and len(found.salt) == SALT):
            raise NotAnArchive("The first lines of this archive are damaged.")
        return found


class _Keys:
    """What the passphrase and the header give: the cipher, the proof of the passphrase, what each chunk is bound to."""

    def __init__(self, header: Header, passphrase: str) -> None:
        said = unicodedata.normalize("NFC", passphrase).encode()
        derive = Scrypt(salt=header.salt, length=2 * KEY, n=header.cost, r=BLOCK, p=header.parallel)
        made = derive.derive(said)
        self.cipher = AESGCM(made[:KEY])
        self.proof = hmac.digest(made[KEY:], header.as_bytes(), "sha256")
        self.bound = hashlib.sha256(header.as_bytes()).digest()

    def place(self, number: int, *, last: bool) -> tuple[bytes, bytes]:
        """The nonce of a chunk, and what it is bound to. No key seals a second archive, so its number is used once."""
        return number.to_bytes(12, "big"), self.bound + number.to_bytes(8, "big") + bytes([last])


class ArchiveWriter:
    """Writes an archive to a file; `close` makes it whole."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        header = Header(os.urandom(SALT), COST, PARALLEL)
        self.file, self.salt = file, header.salt
        self.keys = _Keys(header, passphrase)
        self.number, self.waiting = 0, bytearray()
        file.write(header.as_bytes() + self.keys.proof)

    def add(self, name: str, blocks: Iterable[bytes]) -> int:
        """Write one entry as it comes; how many bytes it holds."""
        self._block(name.encode(errors=NAMES))
        size = 0
        for block in blocks:
            size += len(block)
            for start in range(0, len(block), CHUNK):
                self._block(block[start : start + CHUNK])
        self._block(b"")
        return size

    def close(self) -> None:
        """Seal what waits as the last chunk. The file stays open, for who flushes it to the disk."""
        self._seal(bytes(self.waiting), last=True)

    def _block(self, block: bytes) -> None:
        self.waiting += len(block).to_bytes(4, "big") + block
        # One byte more than a chunk, so that the last one is never empty and is known to be the last.
        while len(self.waiting) > CHUNK:
            self._seal(bytes(self.waiting[:CHUNK]), last=False)
            del self.waiting[:CHUNK]

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce, bound = self.keys.place(self.number, last=last)
        self.file.write(self.keys.cipher.encrypt(nonce, chunk, bound))
        self.number += 1


class ArchiveReader:
    """Reads an archive from a file, each byte only after its chunk was found to be as it was written."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        """Raises NotAnArchive, and WrongPassphrase before anything that is sealed is read."""
        header = Header.read(file)
        self.file, self.salt = file, header.salt
        self.keys = _Keys(header, passphrase)
        if not hmac.compare_digest(file.read(KEY), self.keys.proof):
            raise WrongPassphrase("The passphrase is not the one this archive was written with.")
        self.chunks, self.waiting = self._opened(), bytearray()

    def entries(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each entry's name and its blocks, which are read before the next one. Raises Damaged."""
        while self._fill(1):
            name = self._block().decode(errors=NAMES)
            blocks = iter(self._block, b"")
            yield name, blocks
            for _rest in blocks:
                continue

    def _opened(self) -> Iterator[bytes]:
        """Chunk after chunk. Raises Damaged at the first that does not open in its place."""
        number, sealed = 0, self.file.read(CHUNK + TAG)
        while True:
            following = self.file.read(CHUNK + TAG)
            nonce, bound = self.keys.place(number, last=not following)
            try:
                yield self.keys.cipher.decrypt(nonce, sealed, bound)
            except (InvalidTag, ValueError):
                raise Damaged(
                    f"The archive is damaged or a part of it is missing, after {number:,} MB. Nothing of it is used."
                ) from None
            if not following:
                return
            number, sealed = number + 1, following

    def _fill(self, size: int) -> bool:
        """Whether so many bytes could be read."""
        while len(self.waiting) < size:
            chunk = next(self.chunks, None)
            if chunk is None:
                return False
            self.waiting += chunk
        return True

    def _block(self) -> bytes:
        size = int.from_bytes(self._take(4), "big")
        if size > CHUNK:
            raise Damaged("The archive holds a block that is too long.")
        return self._take(size)

    def _take(self, size: int) -> bytes:
        if not self._fill(size):
            raise Damaged("The archive ends in the middle of an entry.")
        taken = bytes(self.waiting[:size])
        del self.waiting[:size]
        return taken


def blocks_of(file: IO[bytes]) -> Iterator[bytes]:
    """A file's bytes, a megabyte at a time."""
    return iter(lambda: file.read(CHUNK), b"")


def first_entry(reader: ArchiveReader) -> tuple[str, bytes]:
    """Name and bytes of the first entry alone. Raises Damaged where there is none."""
    for name, blocks in islice(reader.entries(), 1):
        return name, b"".join(blocks)
    raise Damaged("The archive is empty.")
