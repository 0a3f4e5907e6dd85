"""A record the agency asks the district for, in words of its own, and what the records custodian answered."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from incidents.choices import REQUEST_BASES, Basis
from incidents.models.referrals import Referral
from incidents.record_request_querysets import (
    RecordAnswerQuerySet,
    RecordLookQuerySet,
    RecordRequestQuerySet,
    RecordRequestTextQuerySet,
)
from incidents.states import REQUEST_ANSWERED, RequestState
from ledger.seals import Part, SealedModel
from partnerships.models import Partnership


class RecordRequest(SealedModel):
    """The list row: which agency asks which district, on which ground, of which school; no word of the record.

    `referral` is the call it is about, where it is about one. 34 CFR 99.32(a)(1) asks that each request is kept, the
    refused ones too.
    """

    sealed_parts: ClassVar = {
        "asked": Part(
            "asked_at",
            (
                *("form_key", "partnership_id", "district_id", "agency_id", "school_id", "referral_id"),
                *("school_year", "sequence", "basis", "asked_by_id", "asked_at"),
            ),
        )
    }
    sealed_with = ("text",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_key = models.UUIDField(unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED)
    # Counted by partnership, so that the numbers of one agency say nothing of another's requests.
    school_year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    basis = models.CharField(max_length=24, choices=Basis)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = RecordRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="record_request_number_once", fields=["partnership", "school_year", "sequence"]
            ),
            models.CheckConstraint(
                name="record_request_state_known", condition=models.Q(state__in=RequestState.values)
            ),
            models.CheckConstraint(name="record_request_basis_known", condition=models.Q(basis__in=REQUEST_BASES)),
            models.CheckConstraint(
                name="record_request_closed_pair",
                condition=models.Q(state=RequestState.ASKED, closed_at__isnull=True)
                | (~models.Q(state=RequestState.ASKED) & models.Q(closed_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["district", "-asked_at", "-id"], name="record_request_by_district"),
            models.Index(fields=["agency", "-asked_at", "-id"], name="record_request_by_agency"),
            models.Index(
                fields=["district", "asked_at"], name="record_request_waiting", condition=models.Q(closed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Such as R26-0003: the school year it was asked in and its place among what that partnership was asked."""
        return f"R{self.school_year % 100:02d}-{self.sequence:04d}"

    @property
    def is_emergency(self) -> bool:
        """Health or safety: answered at once, and looked at again afterwards."""
        return self.basis == Basis.EMERGENCY

    @property
    def is_answered(self) -> bool:
        return self.state in REQUEST_ANSWERED

    def sealed_content(self, part: str) -> dict[str, object]:
        """With the words it was asked in."""
        said = self.text
        return {**super().sealed_content(part), "what": said.what, "why": said.why, "ground": said.ground}


class RecordRequestText(models.Model):
    """What is asked for and why, apart from the list row: it may name a student. The agency's own words.

    `ground` holds what the ground demands to be written down (incidents.limits.REQUEST_NEEDS).
    """

    record_request = models.OneToOneField(
        RecordRequest, primary_key=True, on_delete=models.PROTECT, related_name="text"
    )
    what = models.TextField(_("which record"))
    why = models.TextField(_("what it is needed for"))
    ground = models.JSONField(default=dict)

    objects = RecordRequestTextQuerySet.as_manager()

    def __str__(self) -> str:
        return f"text · {self.record_request_id}"


class RecordAnswer(SealedModel):
    """What the custodian gave, and what was not given and why. The district's own; a Disclosure carries it across."""

    sealed_parts: ClassVar = {
        "written": Part("at", ("record_request_id", "given", "school_text", "words", "form_key", "by_id", "at")),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record_request = models.OneToOneField(RecordRequest, on_delete=models.PROTECT, related_name="answer")
    given = models.TextField(_("what is given"), blank=True)
    # Whether the school-only text of the call was given with it, as it stands.
    school_text = models.BooleanField(_("the school-only text of the call"), default=False)
    words = models.TextField(_("what is not given, and why"), blank=True)
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RecordAnswerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"answer · {self.record_request_id}"


class RecordLook(SealedModel):
    """Somebody else of the district looked again at an answer given in an emergency. The district's own."""

    sealed_parts: ClassVar = {
        "looked": Part("at", ("record_request_id", "agreed", "words", "form_key", "by_id", "at")),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record_request = models.OneToOneField(RecordRequest, on_delete=models.PROTECT, related_name="look")
    agreed = models.BooleanField(_("agrees with the answer"))
    words = models.TextField(_("what is to be said of it"))
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RecordLookQuerySet.as_manager()

    def __str__(self) -> str:
        return f"look · {self.record_request_id}"
