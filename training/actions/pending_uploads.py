"""Uploaded files of evidence that wait between two pages until the rest of the form is right.

A browser sends a file once. So that nobody has to look for it again after an error or a check page, it is laid aside
under a random name; the page carries a signed token for it that only the same person can redeem. What nobody came back
for is deleted.
"""

from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import User
from common.scans import Paper

FOLDER = "held"
SALT = "training.held"
LIFETIME = timedelta(hours=12)
LONGEST_TOKEN = 1000


def store(*, by: User, paper: Paper) -> str:
    """Lay a file aside, with the picture as it was sent; the token by which the same person gets it back."""
    stored = default_storage.save(f"{FOLDER}/{paper.stored_name}", ContentFile(paper.content))
    known = {"file": stored, "name": paper.name, "type": paper.media_type, "sha256": paper.sha256, "by": str(by.pk)}
    if paper.original:
        default_storage.save(_beside(stored), ContentFile(paper.original))
        known["original"] = paper.original_sha256
    return signing.dumps(known, salt=SALT, compress=True)


def fetch(*, by: User, token: str) -> Paper | None:
    """The file that was laid aside; nothing for a token that is forged, old, somebody else's or used up."""
    known = _read(token)
    if known is None or known["by"] != str(by.pk) or not default_storage.exists(known["file"]):
        return None
    wanted = (known["sha256"], known.get("original", ""))
    content = _content(known["file"])
    original = _content(_beside(known["file"])) if wanted[1] else None
    paper = Paper(content=content, name=known["name"], media_type=known["type"], original=original)
    return paper if (paper.sha256, paper.original_sha256) == wanted else None


def discard(*, by: User, token: str) -> None:
    """Take it away: it was kept as evidence, or is not wanted."""
    known = _read(token)
    if known is not None and known["by"] == str(by.pk):
        for name in (known["file"], _beside(known["file"])):
            default_storage.delete(name)


def delete_expired(*, at: datetime) -> int:
    """Take away what nobody came back for; how many files."""
    if not default_storage.exists(FOLDER):
        return 0
    _folders, files = default_storage.listdir(FOLDER)
    old = [name for name in files if default_storage.get_modified_time(f"{FOLDER}/{name}") < at - LIFETIME]
    for name in old:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(old)


def _beside(stored: str) -> str:
    """Where the picture as it was sent lies."""
    path = PurePosixPath(stored)
    return str(path.with_name(f"{path.stem}-original{path.suffix}"))


def _content(stored: str) -> bytes:
    """What lies there; nothing when it is gone."""
    if not default_storage.exists(stored):
        return b""
    with default_storage.open(stored) as file:
        content: bytes = file.read()
    return content


def _read(token: str) -> dict[str, Any] | None:
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        known: dict[str, Any] = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    return known
