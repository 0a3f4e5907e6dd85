"""One district with one agency, covering named schools."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.lines import LineField
from partnerships.querysets import PartnershipQuerySet, PartnershipSchoolQuerySet


class Partnership(models.Model):
    """Exists between the sides once both have accepted it.

    `form_key` makes the form it was proposed by one proposal however often it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="district_partnerships")
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="agency_partnerships")
    school_contact = LineField(_("whom the agency phones"), max_length=150, blank=True)
    agency_contact = LineField(_("whom the school phones"), max_length=150, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_for = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(unique=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="partnership_accepted_by_someone",
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="partnership_declined_by_someone",
                condition=models.Q(declined_at__isnull=True, declined_by__isnull=True)
                | models.Q(declined_at__isnull=False, declined_by__isnull=False),
            ),
            models.CheckConstraint(
                name="partnership_two_people",
                condition=models.Q(accepted_by__isnull=True) | ~models.Q(accepted_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="partnership_one_answer",
                condition=models.Q(accepted_at__isnull=True) | models.Q(declined_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="partnership_once", fields=["district", "agency"], condition=models.Q(declined_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district} · {self.agency}"

    @property
    def is_proposed(self) -> bool:
        """Offered, and neither accepted nor declined yet."""
        return self.accepted_at is None and self.declined_at is None

    def other_side(self, side: Organization) -> Organization:
        """The side that is not this one."""
        return self.agency if side.pk == self.district_id else self.district

    @property
    def answering_side(self) -> Organization:
        """The side that did not propose it."""
        return self.agency if self.proposed_for_id == self.district_id else self.district


class PartnershipSchool(models.Model):
    """A school the partnership covers, from a day to a day (`ends_on` is the first day it no longer does)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="covered")
    school = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="covered_by")
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    objects = PartnershipSchoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="partnership_school_in_order",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                name="partnership_school_open_once",
                fields=["partnership", "school"],
                condition=models.Q(ends_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.school)

    @property
    def last_day(self) -> date | None:
        """The last day of it, as people name it; None when it is open-ended."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None
