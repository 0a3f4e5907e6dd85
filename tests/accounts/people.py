"""People inside the portal, and what the tests of people ask of the database."""

import json
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.actions.sessions import mark_second_factor
from accounts.models import ClosedDay, Invitation, Membership, Organization, User
from accounts.notices import holds, recipient
from ledger.actions.relay import relay
from ledger.models import Event, Notice

NASTY = [text for text in json.loads((Path(__file__).parents[1] / "data" / "blns.json").read_text()) if text.strip()]
PASSWORD = "mossy granite under seven ferries"


def inside(user, at=None):
    """A signed-in client whose second factor was given."""
    client = Client()
    client.force_login(user, backend="accounts.backends.PortalBackend")
    session = client.session
    mark_second_factor(session, how="passkey", at=at or timezone.now())
    session.save()
    UserSession.objects.get_or_create(session_key=session.session_key, user=user, defaults={"ip": "127.0.0.1"})
    return client


def search(client, path, name, **others):
    """The address to which the filter of a list leads when a name is typed."""
    return client.post(path, {"name": name, **others})["Location"]


def known_address(user):
    """The person's address, shown to be theirs, as it is for everyone who came by a link."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    return user


def path_of(invitation):
    """The path of the link of an invitation as it is now."""
    invitation.refresh_from_db()
    return f"/invitation/{tokens.token_for(invitation.pk, invitation.nonce)}/"


def token_of(invitation):
    return path_of(invitation).split("/")[2]


def everything():
    """All rows an action about people could have written, to see that nothing changed; signing in is no change."""
    models = (User, Organization, Membership, Invitation, ClosedDay, EmailAddress, Event, Notice)
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
    for user in rows["User"]:
        del user["last_login"]
    return rows


def send(at):
    """One pass of the relay for the notices of this app, each still true by its own app's word."""
    return relay(at=at, recipient=recipient, holds=holds)


def mailed():
    """Send what is due now; the messages that came of it."""
    before = len(mail.outbox)
    send(timezone.now())
    return mail.outbox[before:]


def actions():
    """What was recorded, oldest first."""
    return list(Event.objects.order_by("seq").values_list("action", flat=True))
