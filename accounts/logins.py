"""Whether people can sign in: by what, and whether they were invited to."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, User
from accounts.querysets import UserQuerySet


class Login(TextChoices):
    """Whether a person can sign in."""

    JOINED = "joined", _("Joined")
    INVITED = "invited", _("Invited")
    NOT_INVITED = "not_invited", _("Not invited yet")


def login_of(person: User) -> Login:
    """Whether a person can sign in; `is_invited` must be known (`with_login_known`)."""
    if not person.waits:
        return Login.JOINED
    return Login.INVITED if getattr(person, "is_invited", False) else Login.NOT_INVITED


def has_factor() -> Exists:
    """The condition that a person has set up a passkey or a code generator."""
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=["webauthn", "totp"]))


def is_invited(at: datetime) -> Exists:
    """The condition that an invitation to a person's address is open at that moment."""
    return Exists(Invitation.objects.open(at).filter(email=OuterRef("email")))


def with_login_known(people: UserQuerySet[User], at: datetime) -> UserQuerySet[Any]:
    """Adds `has_factor` and `is_invited`."""
    return people.annotate(has_factor=has_factor(), is_invited=is_invited(at))


def not_invited(people: UserQuerySet[User], at: datetime) -> UserQuerySet[User]:
    """Those who came with a roster and have no open invitation at that moment."""
    return people.waiting().filter(~is_invited(at))
