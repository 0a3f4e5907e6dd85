"""What crossed from one side to the other: there is no other way from one to the other."""

import uuid
from functools import reduce
from operator import or_
from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts.models import Organization
from incidents.choices import About, Basis, Direction
from incidents.disclosure_querysets import DisclosureQuerySet, DisclosureTextQuerySet
from incidents.models.consults import Consult
from incidents.models.record_requests import RecordRequest
from incidents.models.referrals import Referral
from ledger.seals import Part, SealedModel
from partnerships.models import Clause, Partnership

# What a disclosure may be of; each has exactly one of them.
OWNERS = ("referral", "consult", "record_request")


def _owned_by(owner: str) -> models.Q:
    return models.Q(**{f"{name}__isnull": name != owner for name in OWNERS})


class Disclosure(SealedModel):
    """Immutable. Who told whom, which fields, on what ground, under which clause.

    No row, no read: the receiving side reads `DisclosureText.projection` and nothing else of the other's record.
    It is of a referral, of a question that came before one, or of a request for a record (`OWNERS`); `subject_id` is
    the row of `about` (the referral itself, an addendum, a response …).
    """

    # Read by ledger.triggers: the database itself refuses to change or remove a row.
    append_only = True
    sealed_parts: ClassVar = {
        "sent": Part(
            "at",
            (
                *("referral_id", "partnership_id", "direction", "source_id", "recipient_id", "about", "subject_id"),
                *("basis", "identity_basis", "clause_id", "fields", "by_id", "at"),
                *("record_request_id", "consult_id"),
            ),
        )
    }
    sealed_with = ("text",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, null=True, on_delete=models.PROTECT, related_name="disclosures")
    consult = models.ForeignKey(Consult, null=True, on_delete=models.PROTECT, related_name="disclosures")
    record_request = models.ForeignKey(RecordRequest, null=True, on_delete=models.PROTECT, related_name="disclosures")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction)
    source = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    # The education side of the two; a register of years is found by it, newest first.
    district = models.GeneratedField(
        expression=models.Case(models.When(direction=Direction.TO_AGENCY, then="source_id"), default="recipient_id"),
        output_field=models.UUIDField(),
        db_persist=True,
    )
    about = models.CharField(max_length=12, choices=About)
    subject_id = models.UUIDField()
    basis = models.CharField(max_length=24, choices=Basis)
    identity_basis = models.CharField(max_length=24, choices=Basis, blank=True)
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="disclosure_one_owner", condition=reduce(or_, map(_owned_by, OWNERS))),
            models.UniqueConstraint(name="disclosure_once", fields=["about", "subject_id", "recipient"]),
            models.CheckConstraint(
                name="disclosure_direction_known", condition=models.Q(direction__in=Direction.values)
            ),
            models.CheckConstraint(name="disclosure_basis_known", condition=models.Q(basis__in=Basis.values)),
            models.CheckConstraint(
                name="disclosure_identity_basis",
                condition=models.Q(identity_basis="") | ~models.Q(identity_basis=Basis.OBSERVATION),
            ),
        ]
        indexes = [
            models.Index(fields=["referral", "direction", "about"], name="disclosure_by_referral"),
            models.Index(fields=["district", "-at", "-id"], name="disclosure_by_district"),
        ]

    def __str__(self) -> str:
        return f"{self.about} · {self.owner.pk}"

    @property
    def owner(self) -> Referral | Consult | RecordRequest:
        """What it is of. Raises LookupError where it is of nothing, which the database does not keep."""
        owner = self.referral or self.consult or self.record_request
        if owner is None:
            raise LookupError(str(self.pk))
        return owner

    def sealed_content(self, part: str) -> dict[str, object]:
        """With the text that was sent."""
        text = self.text
        return {**super().sealed_content(part), "projection": text.projection, "ground": text.ground}


class DisclosureText(models.Model):
    """The projection exactly as it was sent, and what the legal ground demands to be written down.

    `ground` holds, for an emergency, the threat and who was told (34 CFR 99.32(a)(5)); for consent, who, when
    and for what.
    """

    append_only = True

    disclosure = models.OneToOneField(Disclosure, primary_key=True, on_delete=models.PROTECT, related_name="text")
    projection = models.JSONField()
    ground = models.JSONField(default=dict)

    objects = DisclosureTextQuerySet.as_manager()

    def __str__(self) -> str:
        return f"text · {self.disclosure_id}"
