"""People who sign in: accounts with roles, passwords and factors, and the ways they sign in."""

import secrets
import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone
from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.models import Membership, Organization, User
from accounts.roles import Kind, Role

PASSWORD = "mossy granite under seven ferries"
AGENCY_ROLES = {Role.SRO, Role.SRO_SUPERVISOR, Role.AGENCY_ADMINISTRATOR}


def organization(kind=Kind.DISTRICT, name="Alder County Schools", parent=None, zone="America/New_York"):
    """An organization; its short name is made from its name."""
    slug = name.lower().replace(" ", "-").replace(".", "")
    found = Organization.objects.filter(slug=slug).first()
    return found or Organization.objects.create(
        kind=kind, name=name, slug=slug, parent=parent, time_zone=zone, created_at=timezone.now()
    )


def district(name="Alder County Schools"):
    return organization(Kind.DISTRICT, name)


def agency(name="Alder County Sheriff"):
    return organization(Kind.AGENCY, name, zone="America/Chicago")


def person(role=Role.STAFF, at=None, email="", name="Noor Whitfield", password=PASSWORD):
    """An account with one role, at a place of the kind the role is held at; `role` None for no role."""
    email = email or f"{role or 'nobody'}-{User.objects.count()}@example.org"
    user = User(email=email, name=name, created_at=timezone.now(), joined_at=timezone.now())
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if role:
        give(user, role, at or (agency() if role in AGENCY_ROLES else district()))
    return user


def give(user, role, at):
    """Another role, from yesterday on."""
    place = None if role == Role.PORTAL_ADMINISTRATOR else at
    yesterday = timezone.now().date() - timezone.timedelta(days=2)
    return Membership.objects.create(
        user=user, organization=place, role=role, starts_on=yesterday, created_at=timezone.now()
    )


def enrol_app(user):
    """An authenticator app and recovery codes; returns the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def passkey(name="A key"):
    """What allauth keeps of a passkey; no device holds this one."""
    key = CoseKey.for_alg(-7)({1: 2, 3: -7, -1: 1, -2: secrets.token_bytes(32), -3: secrets.token_bytes(32)})
    credential = AttestedCredentialData.create(b"\0" * 16, secrets.token_bytes(16), key)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
    data = AuthenticatorData.create(b"\0" * 32, flags, 0, credential)
    answer = {
        "id": websafe_encode(credential.credential_id),
        "rawId": websafe_encode(credential.credential_id),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(b'{"type":"webauthn.create","challenge":"","origin":""}'),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }
    return {"name": name, "credential": answer}


def enrol_key(user, name="A key"):
    """A passkey that no device holds: enough for who only counts factors."""
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=passkey(name))


def code_of(secret):
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def recovery_code(user):
    """One of the person's codes that is not used up."""
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]


def login(client, user, password=PASSWORD, **extra):
    """The password form."""
    return client.post("/sign-in/", {"login": user.email, "password": password}, **extra)


def signed_in(user, secret="", **extra):
    """A client that went through the door: the password, then the app's code where there is one."""
    client = Client(**extra)
    answer = login(client, user)
    if secret:
        assert answer["Location"] == "/sign-in/second-factor/", answer["Location"]
        answer = client.post("/sign-in/second-factor/", {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content[:500]
    return client
