"""The yearly review of an MOU, as each side records it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from ledger.seals import Part, SealedModel
from partnerships.models.agreements import Version
from partnerships.querysets import AnnualReviewQuerySet


class ReviewOutcome(models.TextChoices):
    """What a side decided about the MOU."""

    KEEP = "keep", _("Keep it as it is")
    NEW_VERSION = "new_version", _("Enter a new version")
    END = "end", _("End it")


class AnnualReview(SealedModel):
    """One side's review of one cycle; it counts as held when both sides have recorded theirs.

    `form_key` makes the form it came with one review however often it is sent.
    """

    sealed_parts: ClassVar = {
        "recorded": Part(
            "at", ("version_id", "cycle", "side_id", "held_on", "outcome", "note", "by_id", "at", "form_key")
        ),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reviews")
    cycle = models.DateField(_("due on"), help_text=_("The day on which this review was to be held at the latest."))
    side = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(_("held on"))
    outcome = models.CharField(_("what was decided"), max_length=12, choices=ReviewOutcome)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    objects = AnnualReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="review_once", fields=["version", "cycle", "side"]),
            models.CheckConstraint(name="review_outcome_known", condition=models.Q(outcome__in=ReviewOutcome.values)),
        ]

    def __str__(self) -> str:
        return f"{self.side} · {self.held_on}"
