"""The MOU: agreement, versions, clauses, typed terms, and the scan of what was signed on paper."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
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


class Version(models.Model):
    """One signed text with its dates. In force when confirmed by the other side, between its days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.ENTERED)
    title = models.CharField(_("title"), max_length=150)
    signed_on = models.DateField(_("signed on"))
    signed_by_school = models.CharField(_("signed for the district by"), max_length=150)
    signed_by_agency = models.CharField(_("signed for the agency by"), max_length=150)
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

    def in_force_on(self, day: date) -> bool:
        """Whether its own days include that day of the district's calendar; a later version may have superseded it."""
        return self.state == VersionState.CONFIRMED and self.effective_on <= day < self.expires_on

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
    number = models.CharField(_("number"), max_length=12)
    position = models.PositiveSmallIntegerField()
    subject = models.CharField(_("about"), max_length=24, blank=True, choices=Subject)
    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("text"), max_length=5000)
    key_words = models.CharField(_("deciding words"), max_length=200, blank=True)
    plain = models.CharField(_("in plain words"), max_length=300, blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="clause_number_once", fields=["version", "number"])]

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


class Scan(models.Model):
    """The paper as it was signed, kept as a plain attachment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="scan")
    file = models.FileField(upload_to="scans/")
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    objects = ScanQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
