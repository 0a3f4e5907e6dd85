"""Mail to who stands at the door: a code, a link, or that there is no account."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts import notices
from accounts.events import NoticeKind


def mail(*, kind: NoticeKind, email: str, words: Mapping[str, object], language: str, at: datetime) -> None:
    """Queue it before all other mail; the relay sends it while it is of use, and nothing of it is kept afterwards."""
    with transaction.atomic():
        notices.at_the_door(kind, email=email, words=words, language=language, at=at)
