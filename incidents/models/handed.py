"""Handed on: a matter that others must be told of, and were. Not a referral, not kept in school; the school's alone."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from incidents.querysets import HandedOnQuerySet
from ledger.seals import Part, SealedModel


class HandedOn(SealedModel):
    """Of which kind it was, who was told and when. No details and no names: those stand in the report itself."""

    sealed_parts: ClassVar = {
        "written": Part("at", ("form_key", "district_id", "school_id", "behavior", "told", "told_at", "by_id", "at"))
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_key = models.UUIDField(unique=True)
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="handed_on")
    behavior = models.CharField(_("what it was"), max_length=40)
    # Keys of incidents.reference.TOLD.
    told = models.JSONField(_("who was told"))
    told_at = models.DateTimeField(_("when they were told"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = HandedOnQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["school", "-told_at", "-id"], name="handed_by_school"),
            models.Index(fields=["district", "-told_at", "-id"], name="handed_by_district"),
        ]

    def __str__(self) -> str:
        return f"{self.behavior} · {self.told_at}"
