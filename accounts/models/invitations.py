"""An invitation: by mail, to one's own side, for one person, once."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organizations import Organization
from accounts.querysets import InvitationQuerySet
from accounts.roles import Role
from common.folding import FoldedField
from common.lines import LineField


class Invitation(models.Model):
    """Only the hash of the link's token is kept; the link itself is in the mail and nowhere else.

    `nonce` is new with every link, so a link sent again kills the one before it (see accounts/tokens.py).
    The role is held from `starts_on`, or from the day of acceptance when that is later, until `ends_on`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    role = models.CharField(_("role"), max_length=24, choices=Role)
    email = models.EmailField(_("email address"), max_length=254, blank=True)
    name = LineField(_("name"), max_length=150, blank=True)
    name_folded = FoldedField(of="name")
    title = LineField(_("title"), max_length=80, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="invitations_sent"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations_accepted",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_accepted_by_someone",
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=models.Q(accepted_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_has_place",
                condition=models.Q(role=Role.PORTAL_ADMINISTRATOR, organization__isnull=True)
                | (~models.Q(role=Role.PORTAL_ADMINISTRATOR) & models.Q(organization__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["organization", "-created_at", "-id"], name="invitation_by_place")]

    def __str__(self) -> str:
        return f"{self.email} · {self.get_role_display()}"

    @property
    def side_id(self) -> uuid.UUID | None:
        """The district or agency it invites to; None for the portal."""
        return self.organization.side_id if self.organization else None

    def is_open(self, at: datetime) -> bool:
        """Whether the link still works at that moment."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at
