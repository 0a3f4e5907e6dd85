"""What a district has marked as must-report, beyond what Fenceline's own list holds for every district."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of


class MustReportQuerySet(models.QuerySet["MustReport"]):
    """Marks of districts."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """Those of one's own district."""
        return self.filter(district__in=reach_of(user, at).of(Permission.MUST_REPORT_MARK).districts)

    def in_force(self) -> Self:
        return self.filter(ended_at=None)


class MustReport(models.Model):
    """A matter of this kind is handed on at the district’s schools from `marked_at` on, until the mark is ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    # A key of incidents.reference.BEHAVIORS.
    behavior = models.CharField(_("what it is"), max_length=40)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = MustReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="must_report_once", fields=["district", "behavior"], condition=models.Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="must_report_ended_by_someone",
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.behavior
