"""Heads of the chain that were remembered: how they are signed, and which of them count."""

import hmac

from django.conf import settings
from django.utils.crypto import salted_hmac

from ledger.models import RememberedHead

SALT = "ledger.head"


def sign(seq: int, digest: str, *, secret: str | None = None) -> str:
    """The signature of a head, by the installation's secret key: SHA-256 in hex."""
    return salted_hmac(SALT, f"{seq}:{digest}", secret=secret, algorithm="sha256").hexdigest()


def is_signed(seq: int, digest: str, signature: str) -> bool:
    """Whether it was signed by this installation, with its key of today or an earlier one that it still accepts."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(hmac.compare_digest(sign(seq, digest, secret=secret), signature) for secret in secrets)


def remembered_heads() -> tuple[dict[int, str], list[int]]:
    """The remembered heads by number, and the numbers of those whose signature is not ours."""
    heads: dict[int, str] = {}
    unsigned = []
    for head in RememberedHead.objects.order_by("seq").iterator():
        heads[head.seq] = head.hash
        if not is_signed(head.seq, head.hash, head.signature):
            unsigned.append(head.seq)
    return heads, unsigned
