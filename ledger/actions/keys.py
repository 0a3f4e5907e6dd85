"""The check that tells a wrong SECRET_KEY before anything is written under it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from common.crypto import seal, sealed_by
from ledger.actions.events import record
from ledger.events import EventName
from ledger.keys import PURPOSE, TEXT, keys_fit, opens
from ledger.models import KeyCheck


class WrongKey(RuntimeError):
    """This database was written under a key that is neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS."""


def remember_key(*, at: datetime) -> None:
    """Keep a check of SECRET_KEY, once for each key. Raises WrongKey, and then keeps nothing."""
    if not keys_fit():
        raise WrongKey
    if not any(sealed_by(settings.SECRET_KEY, check.sealed, purpose=PURPOSE) for check in KeyCheck.objects.all()):
        KeyCheck.objects.create(sealed=seal(TEXT, purpose=PURPOSE), at=at)


def give_up_keys(*, at: datetime) -> int:
    """Stop asking for keys that nobody has any more, and keep a check of today's; how many were given up."""
    with transaction.atomic():
        lost = [check.pk for check in KeyCheck.objects.all() if not opens(check.sealed)]
        KeyCheck.objects.filter(pk__in=lost).delete()
        KeyCheck.objects.create(sealed=seal(TEXT, purpose=PURPOSE), at=at)
        record(action=EventName.KEY_LOST, at=at, by=None, data={"keys": len(lost)})
    return len(lost)
