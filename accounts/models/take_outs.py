"""That somebody went on taking records out beyond the measure of an hour, and why."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organizations import Organization
from accounts.querysets import TakeOutQuerySet


class TakeOut(models.Model):
    """A person's own words for going on; they hold for an hour, and those concerned are told at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="take_outs")
    at = models.DateTimeField()
    reason = models.TextField(_("why you need more records"), max_length=1000)
    # How many records they had opened in the hour, and how many lines they had taken away or were about to.
    openings = models.PositiveIntegerField()
    lines = models.PositiveIntegerField()
    # The districts and agencies whose records they are.
    concerned = models.ManyToManyField(Organization, related_name="+")

    objects = TakeOutQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="take_out_latest")]

    def __str__(self) -> str:
        return f"{self.user} · {self.at}"
