"""Who wrote a form: a signed word in the form itself, by which what was typed finds its writer after the session."""

from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "writer"
LIFE = 7 * 24 * 60 * 60  # seconds for which a page may lie open and still be known for its writer's
SALT = "fenceline.writer"


def writer_field(request: Any) -> SafeString:
    """The hidden field that says whose form it is; nothing for who is not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return SafeString("")
    return format_html(
        '<input type="hidden" name="{}" value="{}">', FIELD, TimestampSigner(salt=SALT).sign(user.pk.hex)
    )


def writer_of(word: str) -> UUID | None:
    """Whose form it was; None for a word that we did not sign, or too long ago."""
    try:
        return UUID(hex=TimestampSigner(salt=SALT).unsign(word, max_age=LIFE))
    except (BadSignature, ValueError):
        return None
