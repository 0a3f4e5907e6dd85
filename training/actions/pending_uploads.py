"""A file of evidence between two pages: it passed the drawer, and waits for the rest of the form to be right.

A browser sends a file once. So that nobody has to look for it again after an error or a check page, it is laid aside
under a random name; the page carries a signed word for it that only the same person can redeem. What nobody came back
for is cleared away.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import User
from common.scans import Paper

FOLDER = "held"
SALT = "training.held"
LIFE = timedelta(hours=12)
LONGEST_WORD = 1000


def hold(*, by: User, paper: Paper) -> str:
    """Lay a file aside; the word by which the same person gets it back."""
    stored = default_storage.save(f"{FOLDER}/{paper.stored_name}", ContentFile(paper.content))
    known = {"file": stored, "name": paper.name, "type": paper.media_type, "sha256": paper.sha256, "by": str(by.pk)}
    return signing.dumps(known, salt=SALT, compress=True)


def held(*, by: User, word: str) -> Paper | None:
    """The file that was laid aside; nothing for a word that is forged, old, somebody else's or used up."""
    known = _read(word)
    if known is None or known["by"] != str(by.pk) or not default_storage.exists(known["file"]):
        return None
    with default_storage.open(known["file"]) as file:
        paper = Paper(content=file.read(), name=known["name"], media_type=known["type"])
    return paper if paper.sha256 == known["sha256"] else None


def let_go(*, by: User, word: str) -> None:
    """Take it away: it was kept as evidence, or is not wanted."""
    known = _read(word)
    if known is not None and known["by"] == str(by.pk):
        default_storage.delete(known["file"])


def clear(*, at: datetime) -> int:
    """Take away what nobody came back for; how many files."""
    if not default_storage.exists(FOLDER):
        return 0
    _folders, files = default_storage.listdir(FOLDER)
    old = [name for name in files if default_storage.get_modified_time(f"{FOLDER}/{name}") < at - LIFE]
    for name in old:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(old)


def _read(word: str) -> dict[str, Any] | None:
    if not word or len(word) > LONGEST_WORD:
        return None
    try:
        known: dict[str, Any] = signing.loads(word, salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    return known
