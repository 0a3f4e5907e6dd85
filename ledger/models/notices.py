"""What someone must be told, and the message that told them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.querysets import DeliveryQuerySet, NoticeQuerySet

STATUS_WORDS = {
    "waiting": _("Waiting to be sent"),
    "retrying": _("Not delivered yet, will be tried again"),
    "turned_away": _("Not delivered yet: the mail server refuses the portal’s mail. A portal administrator is told."),
    "sent": _("Sent"),
    "failed": _("Could not be delivered"),
    "unsure": _("It is not known whether it was delivered"),
    "not_needed": _("No longer needed"),
    "recipient_gone": _("Not sent: the person no longer has access"),
    "inbox_only": _("Shown here, not mailed"),
}
DROP_REASONS = ("not_needed", "recipient_gone", "inbox_only")


class Trouble(models.TextChoices):
    """Why a message was not delivered at its last try."""

    ADDRESS = "address", _("There is no mailbox at the address")
    OURS = "ours", _("The mail server refuses the portal’s mail")
    UNANSWERED = "unanswered", _("The mail server closed the connection without an answer; the mail may have arrived")
    PASSING = "passing", _("The mail server could not take it")


@dataclass(frozen=True)
class NoticeStatus:
    """Where a notice stands: a key, since when, and the words for it. Derived, stored nowhere."""

    key: str
    at: datetime | None

    @property
    def words(self) -> Any:
        """The status as a person reads it, without its time."""
        return STATUS_WORDS[self.key]


class Delivery(models.Model):
    """One message to one person, carrying one or more notices; it keeps no address, only whose it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.CharField(max_length=64)
    message_id = models.CharField(max_length=255, unique=True)
    created_at = models.DateTimeField()
    try_after = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    lease_owner = models.CharField(max_length=36, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=80, blank=True)
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)
    # How often nobody knows whether the server took it: the connection was lost, or the process died over it.
    doubts = models.PositiveSmallIntegerField(default=0)
    # Somebody sits before a page and waits for it: sent before all others, and worth nothing an hour later.
    urgent = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=["try_after"],
                name="ledger_delivery_open",
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
            ),
            models.Index(
                fields=["try_after"],
                name="ledger_delivery_urgent",
                condition=Q(urgent=True, sent_at__isnull=True, failed_at__isnull=True),
            ),
            models.Index(fields=["failed_at"], name="ledger_delivery_failed", condition=Q(failed_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True),
                name="ledger_delivery_sent_or_failed",
            ),
            models.CheckConstraint(
                condition=Q(trouble="") | Q(trouble__in=Trouble.values), name="ledger_delivery_trouble_known"
            ),
            models.CheckConstraint(
                condition=Q(leased_until__isnull=True, lease_owner="")
                | Q(leased_until__isnull=False) & ~Q(lease_owner=""),
                name="ledger_delivery_lease_has_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id


class Notice(models.Model):
    """A fact a person must be told. Its status follows from its delivery; no status is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    to = models.CharField(max_length=64)
    at = models.DateTimeField()
    due = models.DateTimeField()
    about_type = models.CharField(max_length=64)
    about_id = models.CharField(max_length=64)
    key = models.CharField(max_length=200, unique=True)
    facts = models.JSONField(default=dict)
    mandatory = models.BooleanField(default=False)
    # What the mail alone may say, such as a code to sign in, sealed; gone once the mail is sent or ended.
    sealed = models.TextField(blank=True)
    # Notices to one person with the same word here travel in one message, if they are planned together.
    fold = models.CharField(max_length=40, blank=True)
    delivery = models.ForeignKey(Delivery, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    read_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.CharField(max_length=20, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["to", "-due", "-id"], name="ledger_notice_inbox"),
            models.Index(
                fields=["to"],
                name="ledger_notice_unread",
                condition=Q(read_at__isnull=True, dropped_at__isnull=True),
            ),
            models.Index(
                fields=["due"],
                name="ledger_notice_unplanned",
                condition=Q(delivery__isnull=True, dropped_at__isnull=True),
            ),
            models.Index(fields=["about_type", "about_id"], name="ledger_notice_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_reason="")
                | Q(dropped_at__isnull=False, dropped_reason__in=DROP_REASONS),
                name="ledger_notice_drop_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def status(self) -> NoticeStatus:
        """Where this notice stands. Reads `delivery`: use select_related for many."""
        if self.dropped_at is not None:
            return NoticeStatus(self.dropped_reason, self.dropped_at)
        if self.delivery is None:
            return NoticeStatus("waiting", self.due)
        if self.delivery.sent_at is not None:
            return NoticeStatus("sent", self.delivery.sent_at)
        if self.delivery.failed_at is not None:
            unsure = self.delivery.trouble == Trouble.UNANSWERED
            return NoticeStatus("unsure" if unsure else "failed", self.delivery.failed_at)
        if self.delivery.trouble == Trouble.OURS:
            return NoticeStatus("turned_away", self.delivery.try_after)
        if self.delivery.last_error:
            return NoticeStatus("retrying", self.delivery.try_after)
        return NoticeStatus("waiting", self.due)
