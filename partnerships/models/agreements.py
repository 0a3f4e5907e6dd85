"""The MOU: agreement, versions, clauses, typed terms, and the scan of what was signed on paper."""

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.lines import LineField
from ledger.seals import Part, SealedModel
from partnerships.models.partnerships import Partnership
from partnerships.querysets import (
    AgreementQuerySet,
    ClauseQuerySet,
    ScanQuerySet,
    TermQuerySet,
    VersionQuerySet,
)
from partnerships.reference import split_at
from partnerships.states import VersionState
from partnerships.subjects import Subject
from partnerships.terms import TermKey


class Agreement(models.Model):
    """The MOU of one partnership through all its versions. *MOU* on screen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="agreement")
    created_at = models.DateTimeField()

    objects = AgreementQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.partnership)


class Version(SealedModel):
    """One signed text with its dates. In force when confirmed by the other side, between its days."""

    sealed_parts: ClassVar = {
        "entered": Part(
            "entered_at",
            (
                *("agreement_id", "number", "title", "signed_on", "signed_by_school", "signed_by_agency"),
                *("effective_on", "expires_on", "entered_by_id", "entered_for_id", "entered_at"),
            ),
        ),
        "confirmed": Part("confirmed_at", ("confirmed_by_id", "confirmed_at")),
        "rejected": Part("rejected_at", ("rejected_by_id", "rejected_at", "rejection_reason")),
        "withdrawn": Part("withdrawn_at", ("withdrawn_by_id", "withdrawn_at")),
    }
    sealed_with = ("clauses", "terms", "scan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.ENTERED)
    title = LineField(_("title"), max_length=150)
    signed_on = models.DateField(_("signed on"))
    signed_by_school = LineField(_("signed for the district by"), max_length=150)
    signed_by_agency = LineField(_("signed for the agency by"), max_length=150)
    effective_on = models.DateField(_("in force from"))
    expires_on = models.DateField(_("ends on"), help_text=_("The first day on which it is no longer in force."))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_for = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    rejection_reason = models.CharField(_("what is not right"), max_length=500, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(unique=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["agreement", "number"]),
            models.CheckConstraint(
                name="version_dates_in_order", condition=models.Q(expires_on__gt=models.F("effective_on"))
            ),
            models.CheckConstraint(
                name="version_confirmed_pair",
                condition=(
                    models.Q(state=VersionState.CONFIRMED, confirmed_at__isnull=False, confirmed_by__isnull=False)
                    | (
                        ~models.Q(state=VersionState.CONFIRMED)
                        & models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                    )
                ),
            ),
            models.CheckConstraint(
                name="version_rejected_pair",
                condition=(
                    models.Q(state=VersionState.REJECTED, rejected_at__isnull=False, rejected_by__isnull=False)
                    | (
                        ~models.Q(state=VersionState.REJECTED)
                        & models.Q(rejected_at__isnull=True, rejected_by__isnull=True)
                    )
                ),
            ),
            models.CheckConstraint(
                name="version_withdrawn_pair",
                condition=(
                    models.Q(state=VersionState.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    | (
                        ~models.Q(state=VersionState.WITHDRAWN)
                        & models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                    )
                ),
            ),
            models.CheckConstraint(
                name="version_two_people",
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("entered_by")),
            ),
            # The other side answers one before the next is entered.
            models.UniqueConstraint(
                name="version_waiting_once", fields=["agreement"], condition=models.Q(state=VersionState.ENTERED)
            ),
            models.CheckConstraint(name="version_state_known", condition=models.Q(state__in=VersionState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"

    def sealed_content(self, part: str) -> dict[str, object]:
        """As it was entered with its clauses, its terms and the scan."""
        content = super().sealed_content(part)
        if part != "entered":
            return content
        words = ("id", "number", "position", "subject", "heading", "text", "key_words", "plain")
        clauses = sorted(self.clauses.all(), key=lambda clause: clause.position)
        scan = getattr(self, "scan", None)
        return {
            **content,
            "clauses": [[getattr(clause, word) for word in words] for clause in clauses],
            "terms": {term.key: [term.value, term.clause_id] for term in self.terms.all()},
            "scan": scan.sha256 if scan else "",
            "original": scan.original_sha256 if scan else "",
        }

    @property
    def confirming_side(self) -> Organization:
        """The side that did not enter it."""
        partnership = self.agreement.partnership
        return partnership.agency if self.entered_for_id == partnership.district_id else partnership.district

    @property
    def last_day(self) -> date:
        """The last day of its own days, as people read it."""
        return self.expires_on - timedelta(days=1)


class Clause(models.Model):
    """One numbered clause with its sentence in plain words. Frozen with its version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="clauses")
    key = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text="The same clause in each version, whatever it says there."
    )
    number = LineField(_("number"), max_length=12)
    position = models.PositiveSmallIntegerField()
    subject = models.CharField(_("about"), max_length=24, blank=True, choices=Subject)
    heading = LineField(_("heading"), max_length=120)
    text = models.TextField(_("text"), max_length=5000)
    key_words = LineField(_("deciding words"), max_length=200, blank=True)
    plain = LineField(_("in plain words"), max_length=300, blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="clause_number_once", fields=["version", "number"]),
            models.UniqueConstraint(name="clause_key_once", fields=["version", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before its deciding words, those words, and the text after them."""
        return split_at(self.text, self.key_words)

    @property
    def anchor(self) -> str:
        """Where the clause stands on the MOU's page: clause-4-2."""
        return "clause-" + slugify(self.number.replace(".", "-"))


class Term(models.Model):
    """A typed value the portal reads instead of a constant, with the clause that grounds it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="terms")
    key = models.CharField(max_length=32, choices=TermKey)
    value = models.JSONField()
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="terms")

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="term_once", fields=["version", "key"])]

    def __str__(self) -> str:
        return str(self.key)


class StoredPaper(models.Model):
    """A file that passed the checks of `common.scans`, with what is said about it.

    `original` is a picture as it was sent, where the page that is kept of it may look different.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to="scans/")
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    original = models.FileField(upload_to="scans/", blank=True)
    original_size = models.PositiveIntegerField(null=True)
    original_sha256 = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_original_whole",
                condition=models.Q(original="", original_size__isnull=True, original_sha256="")
                | (~models.Q(original="") & models.Q(original_size__isnull=False) & ~models.Q(original_sha256="")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Scan(StoredPaper):
    """The paper as it was signed, kept as a plain attachment."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="scan")

    objects = ScanQuerySet.as_manager()
