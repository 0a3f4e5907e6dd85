"""A person who signs in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.memberships import Membership
from accounts.querysets import UserQuerySet
from common.addresses import address_of
from common.folding import FoldedField
from common.lines import LineField


@dataclass(frozen=True)
class Origin:
    """Where a request came from, as the ledger keeps it: address, hash of the session key, request id."""

    ip: str = ""
    session: str = ""
    request_id: str = ""


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds people by address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        found: User = self.get(email__iexact=address_of(username or ""))
        return found


class User(AbstractBaseUser):
    """A person. What they may do comes from their memberships, never from a flag here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("email address"), max_length=254, unique=True)
    name = LineField(_("name"), max_length=150)
    name_folded = FoldedField(of="name")
    phone = LineField(_("work phone"), max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # When the person was given a way to sign in; null for who came with a roster and was not invited yet.
    joined_at = models.DateTimeField(null=True, blank=True)

    # Set on request.user for the length of one request; the ledger reads it.
    origin: Origin | None = None
    # True on request.user only: reach may be remembered for one request, never longer: a role ends at once.
    remembers_reach: bool = False

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]
        indexes = [
            models.Index(fields=["name_folded", "id"], name="user_by_name"),
            models.Index(fields=["id"], name="user_waiting", condition=models.Q(joined_at__isnull=True)),
            models.Index(fields=["id"], name="user_closed", condition=models.Q(is_active=False)),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def active_memberships(self, at: datetime | None = None) -> tuple[Membership, ...]:
        """The memberships in force now (or at a moment), first begun first. One query, remembered on request.user only.

        What is remembered for one moment answers for that moment only: an action that is given its own `at` reads the
        memberships once, inside its own transaction, however often it asks.
        """
        if not self.is_active:
            return ()
        known: dict[datetime | None, tuple[Membership, ...]] = self.__dict__.setdefault("_active_memberships", {})
        if not self.remembers_reach:
            known = {}
        if at not in known:
            moment = at or timezone.now()
            held = self.__dict__.pop("_memberships", None) if at is None else None
            if held is None:
                held = self.memberships.select_related("organization__parent")
            in_order = sorted(held, key=lambda one: (one.starts_on, one.created_at, one.pk))
            known[at] = tuple(one for one in in_order if one.holds(moment))
        return known[at]

    def remember_memberships(self, held: Sequence[Membership]) -> None:
        """Keep memberships that were read together with the person, for the first question of this request."""
        self.__dict__["_memberships"] = held

    @property
    def waits(self) -> bool:
        """Whether the person came with a roster and has no way to sign in yet."""
        return self.joined_at is None

    @property
    def initials(self) -> str:
        """At most two letters of the name, for the round mark in the top bar."""
        # "Dr." and "J." are not what people are called by, unless nothing else is left.
        words = [word for word in self.name.split() if word[:1].isalpha()]
        parts = [word for word in words if not word.endswith(".")] or words
        letters = [parts[0][0], parts[-1][0]] if len(parts) > 1 else [part[0] for part in parts]
        return "".join(letters).upper()
