"""Who was involved, and, kept apart, who they are in the school's records."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.choices import ParticipantKind, ParticipantRole
from incidents.models.referrals import Referral
from incidents.querysets import ParticipantIdentityQuerySet, ParticipantQuerySet


class Participant(models.Model):
    """A person in the event, described without identity."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="participants")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(_("part in it"), max_length=10, choices=ParticipantRole)
    kind = models.CharField(_("who"), max_length=10, choices=ParticipantKind)
    description = models.CharField(_("described as"), max_length=120, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="participant_place_once", fields=["referral", "position"])]

    def __str__(self) -> str:
        return f"{self.role} · {self.referral_id}"


class ParticipantIdentity(models.Model):
    """Name and student number as the school's records have them. Crosses only where the MOU's term allows it."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="identity")
    name = models.CharField(_("name"), max_length=150)
    student_number = models.CharField(_("student number"), max_length=40, blank=True)

    objects = ParticipantIdentityQuerySet.as_manager()

    def __str__(self) -> str:
        return f"identity · {self.participant_id}"
