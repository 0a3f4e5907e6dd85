"""The agency's own records: the officer's answer, the outcome, questions, the supervisor's review."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from incidents.choices import Answer, Crime, Determination, OutcomeKind, WhatFor
from incidents.models.referrals import Referral
from incidents.querysets import (
    OutcomeQuerySet,
    QuestionQuerySet,
    ResponseQuerySet,
    ReviewQuerySet,
    WhatForChangeQuerySet,
)
from ledger.seals import Part, SealedModel
from partnerships.models import Clause


class Response(SealedModel):
    """The officer's answer, and whether the elements of an offense are present (answer 2 of 4)."""

    sealed_parts: ClassVar = {
        "written": Part(
            "at",
            (
                *("referral_id", "agency_id", "answer", "clause_id", "reason", "elements_present", "nibrs_code"),
                *("form_key", "by_id", "at"),
            ),
        )
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="response")
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer)
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("why"), blank=True)
    # Not asked of who has only seen it.
    elements_present = models.CharField(_("elements of an offense"), max_length=8, choices=Crime, blank=True)
    nibrs_code = models.CharField(_("NIBRS offense"), max_length=3, blank=True)
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="response_decline_cites_or_explains",
                condition=~models.Q(answer=Answer.DECLINE) | models.Q(clause__isnull=False) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} · {self.referral_id}"


class WhatForChange(SealedModel):
    """The officer asked for less, or did more than was asked; the last row says what holds, and none is erased."""

    sealed_parts: ClassVar = {
        "written": Part("at", ("referral_id", "agency_id", "before", "after", "line", "form_key", "by_id", "at"))
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="what_for_changes")
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(_("what for, before"), max_length=8, choices=WhatFor)
    after = models.CharField(_("what for, now"), max_length=8, choices=WhatFor)
    line = models.TextField(_("why"), blank=True)
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WhatForChangeQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="what_for_change_known",
                condition=models.Q(before__in=WhatFor.values, after__in=WhatFor.values)
                & ~models.Q(before=models.F("after")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} > {self.after} · {self.referral_id}"


class Outcome(SealedModel):
    """What came of the contact (answer 4 of 4). A later row corrects an earlier one; none is erased."""

    sealed_parts: ClassVar = {
        "written": Part("at", ("referral_id", "agency_id", "kind", "note", "form_key", "by_id", "at"))
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="outcomes")
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("outcome"), max_length=20, choices=OutcomeKind)
    note = models.TextField(_("note for the agency"), blank=True)
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} · {self.referral_id}"


class Question(SealedModel):
    """Ask back: a question to the writer before deciding. One open question at a time."""

    sealed_parts: ClassVar = {
        "asked": Part("asked_at", ("referral_id", "agency_id", "question", "form_key", "asked_by_id", "asked_at")),
        "replied": Part("replied_at", ("reply", "reply_form_key", "replied_by_id", "replied_at")),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="questions")
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(_("question"))
    form_key = models.UUIDField(unique=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reply = models.TextField(_("answer"), blank=True)
    reply_form_key = models.UUIDField(unique=True, null=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="question_replied_pair",
                condition=models.Q(replied_at__isnull=True, replied_by__isnull=True)
                | models.Q(replied_at__isnull=False, replied_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="question_open_once", fields=["referral"], condition=models.Q(replied_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"question · {self.referral_id}"


class Review(SealedModel):
    """The supervisor's determination and whether they agree that a crime was involved (answer 3 of 4)."""

    sealed_parts: ClassVar = {
        "written": Part(
            "at",
            (
                *("referral_id", "agency_id", "determination", "crime_involved", "agrees_on_crime", "clause_id"),
                *("reason", "feedback", "notes", "form_key", "by_id", "at"),
            ),
        )
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="review")
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    determination = models.CharField(max_length=20, choices=Determination)
    crime_involved = models.CharField(_("was a crime involved?"), max_length=8, choices=Crime)
    agrees_on_crime = models.BooleanField(_("agrees with the caller on crime"))
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    feedback = models.TextField(_("feedback to the school"), blank=True)
    notes = models.TextField(_("notes for the agency only"), blank=True)
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_determination_known", condition=models.Q(determination__in=Determination.values)
            ),
        ]
        # The order of an agency's own list.
        indexes = [models.Index(fields=["agency", "-at", "-id"], name="review_by_agency")]

    def __str__(self) -> str:
        return f"{self.determination} · {self.referral_id}"
