"""Who leads an open call, said by people of either side: one row a change."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from incidents.choices import Lead
from incidents.disclosure_querysets import LeadChangeQuerySet
from incidents.models.referrals import Referral
from ledger.seals import Part, SealedModel


class LeadChange(SealedModel):
    """Both sides read every row. `became_safety` marks the moment a rule matter became a matter of safety."""

    sealed_parts: ClassVar = {
        "said": Part("at", ("referral_id", "side_id", "lead", "became_safety", "form_key", "by_id", "at"))
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="leads")
    side = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    lead = models.CharField(_("who leads"), max_length=8, choices=Lead)
    became_safety = models.BooleanField(_("it became a safety matter"), default=False)
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LeadChangeQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="lead_known", condition=models.Q(lead__in=Lead.values)),
            models.UniqueConstraint(
                name="lead_safety_once", fields=["referral"], condition=models.Q(became_safety=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead} · {self.referral_id}"
