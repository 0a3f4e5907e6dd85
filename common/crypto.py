"""Secrets at rest: AES-256-GCM under a key derived from the installation's own secret.

A sealed text is `1.<key id>.<nonce and ciphertext>`. The key id says which secret sealed it, so that what was
sealed under an older SECRET_KEY is still read while that key stands in SECRET_KEY_FALLBACKS.
"""

import base64
import binascii
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = "1"
NONCE_BYTES = 12


class Unreadable(ValueError):
    """The text was not sealed here, was sealed for another purpose, or its key is gone."""


def seal(text: str, *, purpose: str) -> str:
    """The text, sealed; `purpose` is a fixed word, and only the same purpose opens it again."""
    key = _key(settings.SECRET_KEY, purpose)
    nonce = os.urandom(NONCE_BYTES)
    body = nonce + AESGCM(key).encrypt(nonce, text.encode(), purpose.encode())
    return f"{VERSION}.{_key_id(key)}.{base64.urlsafe_b64encode(body).decode()}"


def unseal(sealed: str, *, purpose: str) -> str:
    """The text inside. Raises Unreadable when no key of ours opens it."""
    version, _dot, rest = sealed.partition(".")
    key_id, _dot, encoded = rest.partition(".")
    if version != VERSION:
        raise Unreadable("Not a sealed text.")
    try:
        body = base64.urlsafe_b64decode(encoded)
    except (binascii.Error, ValueError):
        raise Unreadable("Not a sealed text.") from None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = _key(secret, purpose)
        if _key_id(key) == key_id:
            try:
                return AESGCM(key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], purpose.encode()).decode()
            except (InvalidTag, ValueError):
                break
    raise Unreadable("No key of this installation opens the text.")


def is_open(sealed: str, *, purpose: str) -> bool:
    """Whether a key of ours opens the text."""
    try:
        unseal(sealed, purpose=purpose)
    except Unreadable:
        return False
    return True


def sealed_by(secret: str, sealed: str, *, purpose: str) -> bool:
    """Whether that secret sealed the text, by its key id."""
    return sealed.split(".")[1:2] == [_key_id(_key(secret, purpose))]


def _key(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"fenceline {purpose}".encode()).derive(secret.encode())


def _key_id(key: bytes) -> str:
    """Eight characters that tell keys apart and say nothing about them."""
    return hashlib.sha256(b"key id" + key).hexdigest()[:8]
