"""Whether the keys of this installation are those its database was written under."""

from common.crypto import is_open
from ledger.heads import is_signed
from ledger.models import KeyCheck, RememberedHead

PURPOSE = "key check"
TEXT = "fenceline"


def keys_fit() -> bool:
    """Whether SECRET_KEY and SECRET_KEY_FALLBACKS open what was sealed under every key this database knows.

    A database without checks is a new one, or one from before there were any: there the last signed head of the ledger
    answers, and without a head any key is right.
    """
    checks = list(KeyCheck.objects.values_list("sealed", flat=True))
    if checks:
        return all(opens(sealed) for sealed in checks)
    head = RememberedHead.objects.order_by("-seq").first()
    return head is None or is_signed(head.seq, head.hash, head.signature)


def opens(sealed: str) -> bool:
    """Whether a key of ours opens the check."""
    return is_open(sealed, purpose=PURPOSE)
