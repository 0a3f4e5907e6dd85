"""Kept in school: settled at the gate, no officer called. Not a referral; the agency never sees it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from incidents.querysets import KeptInSchoolQuerySet


class KeptInSchool(models.Model):
    """Counted as a success of the school alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_key = models.UUIDField(unique=True)
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="kept_in_school")
    behavior = models.CharField(_("what happened"), max_length=40)
    route = models.CharField(_("what the school did instead"), max_length=40)
    occurred_on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = KeptInSchoolQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "-occurred_on"], name="kept_by_school")]

    def __str__(self) -> str:
        return f"{self.behavior} · {self.occurred_on}"
