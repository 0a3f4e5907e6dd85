"""The first portal administrator of an empty installation."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from accounts import tokens
from accounts.actions.invitations import write
from accounts.events import EventName
from accounts.models import Invitation, Membership
from accounts.roles import Role
from ledger.actions.events import record

LIFE = timedelta(hours=24)


def first_link(*, at: datetime) -> str | None:
    """The path of a one-time link for the first portal administrator, or None when there is one.

    It works for 24 hours, once. While it does, it is given again and nothing is written.
    """
    with transaction.atomic():
        if Membership.objects.with_role(Role.PORTAL_ADMINISTRATOR).not_over_on(at.date()).exists():
            return None
        earlier = Invitation.objects.unanswered().filter(organization=None, email="")
        for open_link in earlier.open(at):
            if token := tokens.rebuild(open_link.pk, open_link.nonce, open_link.token_hash):
                return reverse("invitation-accept", args=[token])
        earlier.update(withdrawn_at=at)
        invitation = write(by=None, at=at, life=LIFE, role=Role.PORTAL_ADMINISTRATOR)
        record(
            action=EventName.SETUP_LINK_MADE,
            at=at,
            by=None,
            on=("accounts.invitation", str(invitation.pk)),
            data={"role": invitation.role},
        )
    return reverse("invitation-accept", args=[tokens.token_for(invitation.pk, invitation.nonce)])
