"""Where mail goes that is addressed to no account: an invitation, a new address, a closed account, the door."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import tokens
from accounts.models import AddressChange, Invitation, User
from common.crypto import unseal
from ledger.actions.mailing import Recipient
from ledger.models import Notice

# An invited person has no account yet: their mail is addressed to the invitation itself.
INVITED = "invitation:"
# No mail goes to a closed account, but for the one that says that it was closed.
CLOSED = "closed:"
# A new address that is to be confirmed, and the one a person had before, by the change of it.
NEW_ADDRESS = "address:"
OLD_ADDRESS = "address-before:"
# Who typed an address at the door: the address and what the mail says are sealed in the notice until it is sent.
DOOR = "door:"
DOOR_PURPOSE = "door"


def at_door(to: str) -> Recipient | None:
    """The address that was typed, with the code or the link that this one mail may say."""
    sealed = Notice.objects.filter(to=to).exclude(sealed="").values_list("sealed", flat=True).first()
    if sealed is None:
        return None
    said = json.loads(unseal(sealed, purpose=DOOR_PURPOSE))
    return Recipient(address=said["email"], language=said["language"], context=said["words"])


def of_change(to: str) -> Recipient | None:
    """The new address of a change, with the link rebuilt for this one mail, or the one there was before."""
    mark, _colon, pk = to.partition(":")
    change = AddressChange.objects.select_related("user").filter(pk=pk, user__is_active=True).first()
    if change is None:
        return None
    context: dict[str, object] = {"recipient_name": change.user.name}
    if f"{mark}:" == OLD_ADDRESS:
        return Recipient(address=change.old_email, zone=zone_of(change.user), context=context)
    token = tokens.rebuild(change.pk, change.nonce, change.token_hash)
    if token is None:
        return None
    context["link"] = settings.SITE_URL + reverse("my-address-confirm", args=[token])
    context["expires_at"] = change.expires_at
    return Recipient(address=change.new_email, zone=zone_of(change.user), context=context)


def zone_of(user: User) -> str:
    """The zone of the person's first organization; UTC for who has none."""
    found = user.memberships.filter(organization__isnull=False).order_by("starts_on", "created_at", "pk")
    return found.values_list("organization__time_zone", flat=True).first() or "UTC"


def invited(invitation_id: str) -> Recipient | None:
    """The invited address, with the link rebuilt for this one mail."""
    invitation = Invitation.objects.select_related("organization", "invited_by").filter(pk=invitation_id).first()
    if invitation is None or not invitation.email:
        return None
    token = tokens.rebuild(invitation.pk, invitation.nonce, invitation.token_hash)
    if token is None:
        return None
    place = invitation.organization
    return Recipient(
        address=invitation.email,
        zone=place.time_zone if place else "UTC",
        context={
            "link": settings.SITE_URL + reverse("invitation-accept", args=[token]),
            "organization": place.name if place else str(_("the portal itself")),
            "inviter": invitation.invited_by.name if invitation.invited_by else "",
            "invited_name": invitation.name,
            "role": invitation.role,
            "expires_at": invitation.expires_at,
        },
    )
