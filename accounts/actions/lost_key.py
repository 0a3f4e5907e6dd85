"""What has to be set up again after the key that sealed it was lost."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.actions.sign_on import SECRET_PURPOSE
from accounts.adapters import TOTP_PURPOSE
from accounts.events import EventName
from accounts.models import SignOnProvider
from common.crypto import is_open
from ledger.actions.events import record

# The secrets inside each kind; a passkey has none, for only its owner's device does.
SEALED_IN = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Removed(NamedTuple):
    """How many of each can no longer be used."""

    factors: int
    providers: int


def remove_unreadable(*, at: datetime) -> Removed:
    """Remove authenticator apps, recovery codes and single sign-on whose secret no key of ours opens.

    Their owners are led to set up a second factor at the next sign-in; single sign-on is set up anew.
    """
    factors, providers = unreadable()
    with transaction.atomic():
        Authenticator.objects.filter(pk__in=factors).delete()
        SignOnProvider.objects.filter(pk__in=providers).delete()
        removed = Removed(len(factors), len(providers))
        record(action=EventName.UNREADABLE_REMOVED, at=at, by=None, data=removed._asdict())
    return removed


def unreadable() -> tuple[list[int], list[UUID]]:
    """The keys of the authenticators, and of the sign-on providers, whose secret no key of ours opens."""
    factors = [factor.pk for factor in Authenticator.objects.filter(type__in=SEALED_IN) if not _is_readable(factor)]
    providers = [row.pk for row in SignOnProvider.objects.all() if not is_open(row.secret, purpose=SECRET_PURPOSE)]
    return factors, providers


def _is_readable(factor: Authenticator) -> bool:
    """Whether its secret opens, or it has none that is sealed."""
    sealed = factor.data.get(SEALED_IN[Authenticator.Type(factor.type)], "")
    return not sealed or is_open(sealed, purpose=TOTP_PURPOSE)
