"""An officer at a school, from a day to a day."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.lines import LineField
from partnerships.models.partnerships import Partnership
from partnerships.querysets import PostingQuerySet


class Posting(models.Model):
    """`ends_on` is the first day on which the officer no longer reaches the school, in the school's own zone.

    `form_key` makes the form it came with one posting however often it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="postings")
    school = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="postings")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="postings")
    stands_in_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="stand_ins")
    phone = LineField(_("phone on campus"), max_length=40, blank=True)
    here_from = models.TimeField(_("on campus from"), null=True, blank=True)
    here_until = models.TimeField(_("on campus until"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    created_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="posting_in_order",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                name="posting_open_once",
                fields=["school", "officer"],
                condition=models.Q(ends_on__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["school", "starts_on"], name="posting_by_school")]

    def __str__(self) -> str:
        return f"{self.officer} · {self.school}"

    @property
    def last_day(self) -> date | None:
        """The last day of it, as people name it; None when it is open-ended."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None
