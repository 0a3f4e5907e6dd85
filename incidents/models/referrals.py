"""A call on the officer, its texts and its later facts. The district's record."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from incidents.choices import AddendumKind, Crime, Danger, PlanKnown, StartedBy, TextKind, WhatFor
from incidents.querysets import AddendumQuerySet, ReferralQuerySet, ReferralTextQuerySet
from incidents.reference import duty_of
from incidents.states import ReferralState
from ledger.seals import Part, SealedModel
from partnerships.models import Partnership


class Referral(SealedModel):
    """The list row: no free text, no identity. Frozen once submitted.

    `partnership` is the one whose agency was called; empty where the school had none. `form_key` makes a form
    one record however often it is sent. Due days are the school's calendar days, set when a clock starts (on
    the day the agency is told), moved on when the school has answered a question, and counted again when the
    calendar changes.
    """

    # Names and student numbers are in no seal but that of a disclosure they crossed with.
    sealed_parts: ClassVar = {
        "submitted": Part(
            "submitted_at",
            (
                *("form_key", "district_id", "school_id", "school_year", "sequence", "danger", "crime", "started_by"),
                *("behavior", "place", "occurred_at", "written_by_id", "submitted_by_id", "submitted_at"),
                *("what_for", "tried", "plan"),
            ),
        )
    }
    sealed_with = ("texts",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_key = models.UUIDField(unique=True)
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="referrals")
    partnership = models.ForeignKey(Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.DRAFT)
    school_year = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    # The agency's own count of what it was told, so that its numbers say nothing of what it was not told.
    agency_year = models.PositiveSmallIntegerField(null=True)
    agency_sequence = models.PositiveIntegerField(null=True)

    danger = models.CharField(max_length=8, choices=Danger, blank=True)
    crime = models.CharField(max_length=8, choices=Crime, blank=True)
    started_by = models.CharField(max_length=8, choices=StartedBy, blank=True)
    behavior = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=40, blank=True)
    occurred_at = models.DateTimeField(null=True)
    what_for = models.CharField(max_length=8, choices=WhatFor, blank=True, default="")
    tried = models.CharField(max_length=120, blank=True, default="")
    plan = models.CharField(max_length=8, choices=PlanKnown, blank=True, default="")

    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    clock_started_on = models.DateField(null=True)
    answer_due_on = models.DateField(null=True)
    review_due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="referral_state_known", condition=models.Q(state__in=ReferralState.values)),
            models.CheckConstraint(
                name="referral_submitted_pair",
                condition=(
                    models.Q(
                        state=ReferralState.DRAFT,
                        submitted_at__isnull=True,
                        submitted_by__isnull=True,
                        sequence__isnull=True,
                    )
                    | (
                        ~models.Q(state=ReferralState.DRAFT)
                        & models.Q(
                            submitted_at__isnull=False,
                            submitted_by__isnull=False,
                            sequence__isnull=False,
                            school_year__isnull=False,
                            occurred_at__isnull=False,
                        )
                    )
                ),
            ),
            models.CheckConstraint(
                name="referral_closed_pair",
                condition=(
                    models.Q(state__in=[ReferralState.DECIDED, ReferralState.WITHDRAWN], closed_at__isnull=False)
                    | (
                        ~models.Q(state__in=[ReferralState.DECIDED, ReferralState.WITHDRAWN])
                        & models.Q(closed_at__isnull=True)
                    )
                ),
            ),
            models.UniqueConstraint(name="referral_number_once", fields=["district", "school_year", "sequence"]),
            models.UniqueConstraint(
                name="referral_agency_number_once", fields=["partnership", "agency_year", "agency_sequence"]
            ),
        ]
        indexes = [
            # The order of every list, then what lists are counted by, so that a count reads no row.
            models.Index(
                fields=["school", "-submitted_at", "-id", "state", "crime", "occurred_at", "partnership"],
                name="referral_by_school",
            ),
            models.Index(
                fields=["district", "-submitted_at", "-id", "state", "crime", "occurred_at", "school"],
                name="referral_by_district",
            ),
            models.Index(
                fields=["partnership", "-submitted_at", "-id", "state", "crime", "occurred_at", "school"],
                name="referral_by_partnership",
            ),
            # What is open is few among many. SQLite takes such an index only where a query says its condition word for
            # word, which a list of states never does; `awaiting_review` and `drafts` say that it is not closed.
            models.Index(
                fields=["partnership", "review_due_on", "id"], name="referral_queue", condition=models.Q(closed_at=None)
            ),
            models.Index(
                fields=["school", "-submitted_at", "-id"],
                name="referral_open_by_school",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=["district", "-submitted_at", "-id"],
                name="referral_open_by_district",
                condition=models.Q(closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.id)

    @property
    def number(self) -> str:
        """Such as 26-0147: the school year it was submitted in and its place in the district's year.

        For the school's side alone: its gaps would tell the agency how many calls it was not told of.
        """
        return f"{self.school_year % 100:02d}-{self.sequence:04d}" if self.sequence and self.school_year else ""

    @property
    def agency_number(self) -> str:
        """Such as A26-0147: the year it was disclosed in and its place among what the agency was told in that year."""
        if not (self.agency_sequence and self.agency_year):
            return ""
        return f"A{self.agency_year % 100:02d}-{self.agency_sequence:04d}"

    def sealed_content(self, part: str) -> dict[str, object]:
        """With the texts as they were submitted."""
        texts = {one.kind: one.text for one in self.texts.all() if one.kind != TextKind.WITHDRAWAL}
        return {**super().sealed_content(part), "texts": texts}

    @property
    def in_danger(self) -> bool:
        """A draft that was begun in danger, over or not, of which nothing of what happened is logged yet."""
        return self.danger == Danger.NOW or (self.danger == Danger.OVER and not self.crime)

    @property
    def is_rule_matter(self) -> bool:
        """No crime and no danger, as the caller says: the gate asks whether it stays in school."""
        return self.crime == Crime.NO and self.danger == Danger.NONE

    @property
    def asks_why(self) -> bool:
        """Whether a call on the officer needs a reason: a rule matter, or one that is care and not police work."""
        duty = duty_of(self.behavior)
        return self.is_rule_matter or (self.danger == Danger.NONE and duty is not None and duty.asks_why)


class ReferralText(models.Model):
    """One text of a referral, apart from the list row. `school_only` never crosses to the agency."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=12, choices=TextKind)
    text = models.TextField(_("text"))

    objects = ReferralTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="referral_text_once", fields=["referral", "kind"]),
            models.CheckConstraint(name="referral_text_kind_known", condition=models.Q(kind__in=TextKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.referral_id}"


class Addendum(SealedModel):
    """A later fact about a frozen record, kept by the side that wrote it; it crosses only by a disclosure.

    `kind` is empty for most; a correction that the family asked for (34 CFR 99.20) is the records custodian's.
    """

    sealed_parts: ClassVar = {
        "written": Part("at", ("referral_id", "side_id", "text", "crosses", "form_key", "by_id", "at", "kind")),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="addenda")
    side = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what is to be added"))
    crosses = models.BooleanField(_("the other side reads it"), default=False)
    kind = models.CharField(max_length=12, choices=AddendumKind, blank=True)
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AddendumQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"addendum · {self.referral_id}"
