"""What an archive says of itself, before all else: from when it is, what it holds, and which key its portal had."""

import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from common.archive import Damaged

ENTRY = "manifest"
FORMAT = 1
SALT = "config.backups.key"


@dataclass(frozen=True)
class Manifest:
    """Moments in UTC, spelled 2026-11-28T08:00:00Z; sizes in bytes; the head as SEQ:HASH, empty without an event."""

    version: str
    at: str
    vendor: str
    head: str
    counts: dict[str, int]
    migrations: list[str]
    files: dict[str, int]
    # One for SECRET_KEY, then one for each of SECRET_KEY_FALLBACKS.
    keys: list[str]
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        """The manifest as it stands in the archive."""
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def read(cls, name: str, content: bytes) -> "Manifest":
        """The manifest of an archive's first entry. Raises Damaged for any other entry."""
        if name != ENTRY:
            raise Damaged("The archive does not begin with its manifest.")
        try:
            said: dict[str, Any] = json.loads(content)
            return cls(**said)
        except (ValueError, TypeError):
            raise Damaged("The manifest of the archive cannot be read.") from None

    @property
    def moment(self) -> str:
        """When it was made, for people."""
        return f"{datetime.strptime(self.at, SPELLING).replace(tzinfo=UTC):%B %-d, %Y, %H:%M} UTC"


SPELLING = "%Y-%m-%dT%H:%M:%SZ"


def spelled(at: datetime) -> str:
    """The moment as the manifest says it."""
    return at.astimezone(UTC).strftime(SPELLING)


def key_marks(salt: bytes) -> list[str]:
    """A mark of each key of this installation, which says nothing of it: the archive's salt, signed with the key."""
    return [_mark(secret, salt) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def fits(mark: str, marks: Iterable[str]) -> bool:
    """Whether a key's mark is among those."""
    return any(hmac.compare_digest(mark, one) for one in marks)


def _mark(secret: str, salt: bytes) -> str:
    return salted_hmac(SALT, salt.hex(), secret=secret, algorithm="sha256").hexdigest()
