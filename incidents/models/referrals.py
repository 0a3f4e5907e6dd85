"""A call on the officer, its texts and its later facts. The district's record."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from incidents.choices import Crime, Danger, StartedBy, TextKind
from incidents.querysets import AddendumQuerySet, ReferralQuerySet, ReferralTextQuerySet
from incidents.states import ReferralState
from partnerships.models import Partnership


class Referral(models.Model):
    """The list row: no free text, no identity. Frozen once submitted.

    `partnership` is the one whose agency was called; empty where the school had none. `form_key` makes a form
    one record however often it is sent. Due days are the school's calendar days, set when a clock starts (on
    the day the agency is told), moved on when the school has answered a question, and counted again when the
    calendar changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_key = models.UUIDField(unique=True)
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="referrals")
    partnership = models.ForeignKey(Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.DRAFT)
    school_year = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)

    danger = models.CharField(max_length=8, choices=Danger, blank=True)
    crime = models.CharField(max_length=8, choices=Crime, blank=True)
    started_by = models.CharField(max_length=8, choices=StartedBy, blank=True)
    behavior = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=40, blank=True)
    occurred_at = models.DateTimeField(null=True)

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
        """Such as 26-0147: the school year it was submitted in and its place in the district's year."""
        return f"{self.school_year % 100:02d}-{self.sequence:04d}" if self.sequence and self.school_year else ""

    @property
    def is_rule_matter(self) -> bool:
        """No crime and no danger, as the caller says: the gate asks whether it stays in school."""
        return self.crime == Crime.NO and self.danger == Danger.NONE


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


class Addendum(models.Model):
    """A later fact about a frozen record, kept by the side that wrote it; it crosses only by a disclosure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="addenda")
    side = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what is to be added"))
    crosses = models.BooleanField(_("the other side reads it"), default=False)
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AddendumQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"addendum · {self.referral_id}"
