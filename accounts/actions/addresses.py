"""Change the address a person signs in with: the same account, and so the same record, under another address."""

import uuid
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts import notices, tokens
from accounts.access import shared_side
from accounts.actions.sessions import end_all, side_of
from accounts.errors import AddressLinkGone, AddressTaken, OwnAddress, SameAddress
from accounts.events import EventName
from accounts.models import AddressChange, User
from common.addresses import address_of
from ledger.actions.events import record

LIFE = timedelta(days=3)


def ask(*, by: User, at: datetime, person: User, email: str, reason: str = "") -> AddressChange:
    """Ask for another address: a link goes to it, and the address there is now is told.

    The person themselves may, and, with a reason, who may act on the whole of them. Nothing is mailed to an address
    that an account has, and nobody learns of it. Raises AccessDenied, HeldElsewhere, OwnAddress or SameAddress.
    """
    address = address_of(email)
    if by.pk != person.pk:
        shared_side(by=by, person=person, at=at)
    elif reason:
        raise OwnAddress
    if address_of(person.email) == address:
        raise SameAddress
    pk, nonce = uuid.uuid4(), tokens.new_nonce()
    with transaction.atomic():
        # An earlier link stops working, so that one address is waited for.
        AddressChange.objects.open(at).filter(user=person).update(replaced_at=at)
        change = AddressChange.objects.create(
            pk=pk,
            user=person,
            old_email=person.email,
            new_email=address,
            asked_by=by,
            reason=reason.strip(),
            nonce=nonce,
            token_hash=tokens.hash_of(tokens.token_for(pk, nonce)),
            asked_at=at,
            expires_at=at + LIFE,
        )
        if is_free(address, person):
            notices.address_link(change=change, at=at)
        notices.address_asked(change=change, at=at)
        _note(EventName.ADDRESS_ASKED, by=by, at=at, change=change)
    return change


def find(*, by: User, at: datetime, token: str) -> AddressChange:
    """The open change of a link of one's own. Raises AddressLinkGone for everything else."""
    found = AddressChange.objects.open(at).filter(user=by, token_hash=tokens.hash_of(token)).first()
    if found is None:
        raise AddressLinkGone
    return found


def confirm(*, by: User, at: datetime, token: str, keep: str = "") -> AddressChange:
    """Take the new address: every session but `keep` ends, and both addresses are told.

    Raises AddressLinkGone, or AddressTaken where somebody has come to have it.
    """
    change = find(by=by, at=at, token=token)
    if not is_free(change.new_email, by):
        raise AddressTaken
    try:
        with transaction.atomic():
            if AddressChange.objects.open(at).filter(pk=change.pk).update(confirmed_at=at) != 1:
                raise AddressLinkGone
            User.objects.filter(pk=by.pk).update(email=change.new_email)
            by.email = change.new_email
            EmailAddress.objects.filter(user=by).delete()
            EmailAddress.objects.create(user=by, email=change.new_email, verified=True, primary=True)
            end_all(by, keep=keep)
            notices.address_changed(change=change, at=at)
            _note(EventName.ADDRESS_CHANGED, by=by, at=at, change=change)
    except IntegrityError:
        # user_email_any_case: somebody joined with it at the same moment.
        by.email = change.old_email
        raise AddressTaken from None
    return change


def is_free(address: str, person: User) -> bool:
    """Whether no other account has the address."""
    others = User.objects.filter(email__iexact=address).exclude(pk=person.pk)
    return not others.exists() and not EmailAddress.objects.filter(email__iexact=address).exclude(user=person).exists()


def _note(action: EventName, *, by: User, at: datetime, change: AddressChange) -> None:
    """Record it; the ledger keeps whose address it was and who asked, and no address."""
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.user", str(change.user_id)),
        organization=side_of(change.user, at),
        data={"person": change.user_id, "asked_by": change.asked_by_id, "with_reason": bool(change.reason)},
    )
