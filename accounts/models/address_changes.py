"""A new address to sign in with: asked for, then confirmed by a link that only the new mailbox has."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models

from common.lines import LineField


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    """Changes of an address."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:  # noqa: ARG002  every visible_to takes it
        """One's own, and those this person asked for."""
        return self.filter(models.Q(user=user.pk) | models.Q(asked_by=user.pk))

    def open(self, at: datetime) -> Self:
        """Neither confirmed, replaced nor expired at that moment."""
        return self.filter(confirmed_at__isnull=True, replaced_at__isnull=True, expires_at__gt=at)


class AddressChange(models.Model):
    """Takes effect when the person, signed in, opens the link. The account stays the same, and all that hangs on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="address_changes")
    old_email = models.EmailField(max_length=254)
    new_email = models.EmailField(max_length=254)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Why an administrator asked; empty where the person did.
    reason = LineField(max_length=300, blank=True)
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="address_change_ends_once",
                condition=models.Q(confirmed_at__isnull=True) | models.Q(replaced_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.asked_at:%Y-%m-%d}"
