"""People at the door: accounts with roles, passwords and factors, and the ways they sign in."""

import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

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


def enrol_key(user, name="A key"):
    """A row of a passkey that no device holds: enough for who only counts factors."""
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name})


def code_of(secret):
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


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
