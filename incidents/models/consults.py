"""A question to the agency's supervisor before a call, its answer, and the example that may be kept of both."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from incidents.choices import Advice
from incidents.consult_querysets import ConsultAnswerQuerySet, ConsultQuerySet, PrecedentQuerySet
from incidents.models.referrals import Referral
from incidents.states import CONSULT_ENDED, ConsultState
from ledger.seals import Part, SealedModel
from partnerships.models import Clause, Partnership


class Consult(SealedModel):
    """What the school asks, without anybody's identity. The agency reads what was disclosed of it, never this row.

    `referral` is the draft it was asked from, and the call once one is made of it; it goes with a draft that goes.
    """

    sealed_parts: ClassVar = {
        "asked": Part(
            "asked_at",
            (
                *("form_key", "district_id", "school_id", "partnership_id", "year", "sequence", "behavior", "place"),
                *("reason", "question", "may_be_kept", "asked_by_id", "asked_at"),
            ),
        )
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_key = models.UUIDField(unique=True)
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, null=True, on_delete=models.SET_NULL, related_name="consults")
    state = models.CharField(max_length=10, choices=ConsultState, default=ConsultState.ASKED)
    # Every question is told to the agency when it is asked, so its numbers have no gaps to read anything from.
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    behavior = models.CharField(_("what happened"), max_length=40)
    place = models.CharField(_("where"), max_length=40)
    reason = models.TextField(_("why the school is unsure"))
    question = models.TextField(_("question"))
    may_be_kept = models.BooleanField(_("may be kept as an example"), default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ConsultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="consult_state_known", condition=models.Q(state__in=ConsultState.values)),
            models.CheckConstraint(
                name="consult_ended_pair",
                condition=models.Q(state__in=sorted(CONSULT_ENDED), ended_at__isnull=False)
                | (~models.Q(state__in=sorted(CONSULT_ENDED)) & models.Q(ended_at__isnull=True)),
            ),
            models.UniqueConstraint(name="consult_number_once", fields=["partnership", "year", "sequence"]),
            models.UniqueConstraint(
                name="consult_asked_once", fields=["referral"], condition=models.Q(state=ConsultState.ASKED)
            ),
        ]
        indexes = [
            models.Index(fields=["school", "-asked_at", "-id"], name="consult_by_school"),
            models.Index(fields=["district", "-asked_at", "-id"], name="consult_by_district"),
            models.Index(fields=["partnership", "-asked_at", "-id"], name="consult_by_partnership"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Such as Q26-0004: the school year it was asked in and its place among the partnership's questions."""
        return f"Q{self.year % 100:02d}-{self.sequence:04d}"


class ConsultAnswer(SealedModel):
    """What a supervisor answers: the agency's record, told to the school by the agency's own disclosure."""

    sealed_parts: ClassVar = {
        "written": Part("at", ("consult_id", "agency_id", "kind", "text", "clause_id", "form_key", "by_id", "at"))
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consult = models.OneToOneField(Consult, on_delete=models.PROTECT, related_name="answer")
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Advice)
    text = models.TextField(_("answer"))
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ConsultAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="consult_answer_known", condition=models.Q(kind__in=Advice.values)),
        ]

    def __str__(self) -> str:
        return self.kind


class Precedent(SealedModel):
    """A question and its answer, reworded without school, place, day or name, for one partnership alone.

    Either side takes one out again, with a reason for its own people; it is then shown to nobody.
    """

    sealed_parts: ClassVar = {
        "kept": Part(
            "at",
            ("consult_id", "partnership_id", "behavior", "situation", "kind", "advice", "clause_id", "by_id", "at"),
        )
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Never shown with it: the question names the school.
    consult = models.OneToOneField(Consult, on_delete=models.PROTECT, related_name="precedent")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    behavior = models.CharField(_("what happened"), max_length=40)
    situation = models.TextField(_("what it was about"))
    kind = models.CharField(max_length=10, choices=Advice)
    advice = models.TextField(_("what was answered"))
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_side = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.TextField(_("why it was taken out"), blank=True)

    objects = PrecedentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="precedent_kind_known", condition=models.Q(kind__in=Advice.values)),
            models.CheckConstraint(
                name="precedent_removed_whole",
                condition=models.Q(removed_at=None, removed_by=None, removed_side=None, removed_reason="")
                | (
                    models.Q(removed_at__isnull=False, removed_by__isnull=False, removed_side__isnull=False)
                    & ~models.Q(removed_reason="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "-at", "-id"], name="precedent_by_partnership")]

    def __str__(self) -> str:
        return self.behavior
