"""Whether a posted officer was at the school on one day, and who stood in: kept for both sides, never changed."""

import uuid
from datetime import time
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.lines import LineField
from incidents.presence.choices import Change, Said, Why
from incidents.presence.hours import Hours
from incidents.presence.querysets import AwayTimeQuerySet, PresenceQuerySet
from ledger.seals import Part, SealedModel
from partnerships.models import Posting
from training.current import Standing


class Presence(SealedModel):
    """One posting on one day, as it was said. A later line `corrects` the one before, which stays; the last one holds.

    Times are on the school's own clock. `owed_*` are the hours the officer was to be there that day: those of the
    posting unless the school's hours were others. `here_*` are the hours they came and left. `training` is said of a
    posting that stands in for another.
    """

    append_only = True
    sealed_parts: ClassVar = {
        "said": Part(
            "at",
            (
                *("posting_id", "school_id", "district_id", "agency_id", "day", "said", "owed_from", "owed_until"),
                *("here_from", "here_until", "training", "accepted", "corrects_id", "change", "reason", "by_id", "at"),
            ),
        )
    }
    sealed_with = ("away_times",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="presence")
    school = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    said = models.CharField(max_length=8, choices=Said)
    owed_from = models.TimeField(_("hours of the day, from"))
    owed_until = models.TimeField(_("hours of the day, until"))
    here_from = models.TimeField(_("there from"), null=True, blank=True)
    here_until = models.TimeField(_("there until"), null=True, blank=True)
    training = models.CharField(max_length=12, choices=Standing, blank=True)
    # What the page had said and the person went on with, of presence.choices.Doubt.
    accepted = models.JSONField(default=list)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    change = models.CharField(max_length=10, choices=Change, default=Change.FIRST)
    reason = LineField(_("why it is corrected"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="presence_first_once", fields=["posting", "day"], condition=models.Q(corrects__isnull=True)
            ),
            models.CheckConstraint(
                name="presence_said_whole",
                condition=models.Q(said=Said.HERE, here_from__isnull=False, here_until__gt=models.F("here_from"))
                & models.Q(here_until__isnull=False)
                | models.Q(said=Said.ABSENT, here_from__isnull=True, here_until__isnull=True),
            ),
            models.CheckConstraint(
                name="presence_owed_in_order", condition=models.Q(owed_from__lt=models.F("owed_until"))
            ),
            models.CheckConstraint(
                name="presence_change_known",
                condition=models.Q(change=Change.FIRST, corrects__isnull=True, reason="")
                | models.Q(change__in=[Change.RECALL, Change.COVER], corrects__isnull=False)
                | (models.Q(change=Change.CORRECTION, corrects__isnull=False) & ~models.Q(reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "day"], name="presence_by_agency"),
            models.Index(fields=["district", "day"], name="presence_by_district"),
            models.Index(fields=["school", "day"], name="presence_by_school"),
            models.Index(fields=["posting", "day"], name="presence_by_posting"),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} · {self.day}"

    @property
    def owed(self) -> Hours:
        """The hours the officer was to be there."""
        return Hours(self.owed_from, self.owed_until)

    @property
    def here(self) -> Hours | None:
        """The hours between coming and leaving; None of an absent officer."""
        return Hours(self.here_from, self.here_until) if self.here_from and self.here_until else None

    def sealed_content(self, part: str) -> dict[str, object]:
        """With the times away and who covered them."""
        rows = sorted(self.away_times.all(), key=lambda row: (row.begins, str(row.pk)))
        away = [[_spelled(getattr(row, name)) for name in AWAY_SEALED] for row in rows]
        content = {name: _spelled(value) for name, value in super().sealed_content(part).items()}
        return {**content, "away": away}


class AwayTime(models.Model):
    """A part of the day without the posted officer: an absence, or a recall off campus; and the officer who covered."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    presence = models.ForeignKey(Presence, on_delete=models.PROTECT, related_name="away_times")
    begins = models.TimeField(_("away from"))
    ends = models.TimeField(_("away until"))
    why = models.CharField(max_length=20, choices=Why)
    recalled_by = LineField(_("recalled by"), max_length=120, blank=True)
    covered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    cover_from = models.TimeField(_("covered from"), null=True, blank=True)
    cover_until = models.TimeField(_("covered until"), null=True, blank=True)
    cover_training = models.CharField(max_length=12, choices=Standing, blank=True)

    objects = AwayTimeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="away_time_in_order", condition=models.Q(begins__lt=models.F("ends"))),
            models.CheckConstraint(name="away_time_why_known", condition=models.Q(why__in=Why.values)),
            models.CheckConstraint(
                name="away_time_cover_whole",
                condition=models.Q(covered_by__isnull=True, cover_from__isnull=True, cover_until__isnull=True)
                & models.Q(cover_training="")
                | models.Q(covered_by__isnull=False, cover_from__isnull=False, cover_until__isnull=False)
                & models.Q(cover_from__lt=models.F("cover_until"))
                & ~models.Q(cover_training=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presence_id} · {self.begins}"

    @property
    def hours(self) -> Hours:
        """When the posted officer was away."""
        return Hours(self.begins, self.ends)

    @property
    def cover(self) -> Hours | None:
        """When somebody stood in; None where nobody did."""
        return Hours(self.cover_from, self.cover_until) if self.cover_from and self.cover_until else None


AWAY_SEALED = ("begins", "ends", "why", "recalled_by", "covered_by_id", "cover_from", "cover_until", "cover_training")


def _spelled(value: Any) -> Any:
    return value.isoformat() if isinstance(value, time) else value
