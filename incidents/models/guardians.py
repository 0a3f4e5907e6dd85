"""Whether a guardian was told of a call. The school's own record; it never crosses."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.choices import GuardianHow, GuardianWhyNot
from incidents.models.referrals import Referral
from incidents.querysets import GuardianNoticeQuerySet
from ledger.seals import Part, SealedModel


class GuardianNotice(SealedModel):
    """A guardian was told, or why not. A later row corrects an earlier one; none is erased."""

    sealed_parts: ClassVar = {
        "written": Part(
            "at",
            (
                *("referral_id", "why_not", "told_by", "told_at", "how", "interpreter"),
                *("form_key", "by_id", "at"),
            ),
        )
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="guardian_notices")
    why_not = models.CharField(_("why not"), max_length=16, choices=GuardianWhyNot, blank=True)
    told_by = models.CharField(_("who told them"), max_length=150, blank=True)
    told_at = models.DateTimeField(_("when"), null=True)
    how = models.CharField(_("how"), max_length=12, choices=GuardianHow, blank=True)
    interpreter = models.BooleanField(_("with an interpreter"), default=False)
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = GuardianNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="guardian_told_or_why_not",
                condition=(
                    models.Q(why_not="", told_at__isnull=False, how__in=GuardianHow.values) & ~models.Q(told_by="")
                )
                | models.Q(
                    why_not__in=GuardianWhyNot.values, told_at__isnull=True, how="", told_by="", interpreter=False
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.why_not or self.how} · {self.referral_id}"
