"""A person's completion of a course, and its evidence."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.lines import LineField
from ledger.seals import Part, SealedModel
from training.models.courses import Course
from training.querysets import CompletionQuerySet, EvidenceQuerySet


class EvidenceKind(models.TextChoices):
    """What shows that somebody took the course."""

    CERTIFICATE = "certificate", _("Certificate")
    ATTENDANCE_SHEET = "attendance_sheet", _("Attendance sheet")
    ATTESTATION = "attestation", _("Attestation by a named person")


class Evidence(SealedModel):
    """A certificate, a sheet, or somebody's word; one may stand behind the completions of many people.

    `form_key` makes the form it came with one recording however often it is sent. `original` is a picture as it was
    sent, where the page that is kept of it may look different.
    """

    sealed_parts: ClassVar = {
        "recorded": Part(
            "added_at",
            (
                *("organization_id", "kind", "title", "attested_by", "file_name", "media_type", "size", "sha256"),
                *("added_by_id", "added_at", "form_key", "original_size", "original_sha256"),
            ),
        ),
    }
    sealed_with = ("completions",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="training_evidence")
    kind = models.CharField(_("evidence"), max_length=16, choices=EvidenceKind)
    title = LineField(_("what it is"), max_length=150)
    attested_by = LineField(_("who attests it"), max_length=150, blank=True)
    file = models.FileField(upload_to="evidence/", blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    original = models.FileField(upload_to="evidence/", blank=True)
    original_size = models.PositiveIntegerField(null=True)
    original_sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(name="evidence_kind_known", condition=models.Q(kind__in=EvidenceKind.values)),
            models.CheckConstraint(
                name="evidence_shows_something",
                condition=(models.Q(kind=EvidenceKind.ATTESTATION) & ~models.Q(attested_by=""))
                | (~models.Q(kind=EvidenceKind.ATTESTATION) & ~models.Q(file="")),
            ),
            models.CheckConstraint(
                name="evidence_original_whole",
                condition=models.Q(original="", original_size__isnull=True, original_sha256="")
                | (~models.Q(original="") & models.Q(original_size__isnull=False) & ~models.Q(original_sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def sealed_content(self, part: str) -> dict[str, object]:
        """With whom it shows to have taken what, when."""
        words = ("id", "user_id", "course_id", "completed_on", "hours", "recorded_by_id", "recorded_at")
        rows = sorted(self.completions.all(), key=lambda row: str(row.pk))
        return {**super().sealed_content(part), "completions": [[getattr(row, word) for word in words] for row in rows]}


class Completion(SealedModel):
    """A course taken by a person on a day. One recorded by mistake is withdrawn with a reason, never erased."""

    # What was recorded is sealed with its evidence.
    sealed_parts: ClassVar = {
        "withdrawn": Part("withdrawn_at", ("withdrawn_by_id", "withdrawn_at", "withdrawal_reason")),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="completions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    completed_on = models.DateField(_("completed on"))
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="completions")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(_("why it is withdrawn"), max_length=300, blank=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="completion_once_a_day",
                fields=["user", "course", "completed_on"],
                condition=models.Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(name="completion_has_hours", condition=models.Q(hours__gt=0)),
            models.CheckConstraint(
                name="completion_withdrawn_pair",
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~models.Q(withdrawal_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["user", "course", "-completed_on"], name="completion_latest")]

    def __str__(self) -> str:
        return f"{self.course} · {self.completed_on}"
