"""The token of an invitation's link: rebuilt when the mail is sent, never stored.

The token is an HMAC of the invitation's id and nonce under the installation's secret key; the row keeps its SHA-256.
So the mail can wait in the queue, or be tried again, without the link lying in the database: who reads the database
alone can neither rebuild a token nor turn the hash back into one. A link outlives a change of the secret key
only while the old one is among SECRET_KEY_FALLBACKS.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "accounts.invitation"


def new_nonce() -> str:
    """What makes one link of an invitation differ from the next."""
    return secrets.token_hex(16)


def token_for(invitation_id: UUID, nonce: str, *, key: str | None = None) -> str:
    """The token of this link, 43 characters that fit an address."""
    digest = salted_hmac(SALT, f"{invitation_id}:{nonce}", secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """What the row keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def rebuild(invitation_id: UUID, nonce: str, token_hash: str) -> str | None:
    """The token whose hash the row keeps, or None when the key it was made with is gone."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_for(invitation_id, nonce, key=key)
        if constant_time_compare(hash_of(token), token_hash):
            return token
    return None
