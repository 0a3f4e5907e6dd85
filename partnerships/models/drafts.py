"""An MOU that one side is entering: saved as it goes, read by that side alone, deleted once it is sent."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.lines import LineField
from partnerships.cutting import Kind
from partnerships.models.agreements import StoredPaper, Version
from partnerships.models.partnerships import Partnership
from partnerships.querysets import MouDraftQuerySet, OfDraftQuerySet
from partnerships.reference import split_at
from partnerships.subjects import Subject
from partnerships.terms import TermKey


class DraftOrigin(models.TextChoices):
    """What a draft began with."""

    MODEL = "model", _("Our model clauses")
    LAST = "last", _("The version before")
    PASTED = "pasted", _("A pasted text")


class Place(models.TextChoices):
    """Where a clause of a draft stands. What was cut or placed nowhere waits for a person to look at it."""

    WITHIN = "within", _("In the MOU")
    CUT = "cut", _("Cut from the pasted text")
    LOOSE = "loose", _("Placed nowhere")
    OUT = "out", _("Left out")


class LooseKind(models.TextChoices):
    """Why a piece of a pasted text was placed nowhere; the words are those of `partnerships.cutting`."""

    BEFORE = Kind.BEFORE.value, _("Before the first clause")
    BARE = Kind.BARE.value, _("A heading without text of its own")
    PAGES = Kind.PAGES.value, _("Page numbers, headers and footers")
    SIGNED = Kind.SIGNED.value, _("Signatures")


class MouDraft(models.Model):
    """What one side is entering. `last_day` is the last day in force, as it is typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="drafts")
    side = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=8, choices=DraftOrigin)
    follows = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    title = LineField(_("title"), max_length=150, blank=True)
    signed_on = models.DateField(_("signed on"), null=True)
    signed_by_school = LineField(_("signed for the district by"), max_length=150, blank=True)
    signed_by_agency = LineField(_("signed for the agency by"), max_length=150, blank=True)
    effective_on = models.DateField(_("in force from"), null=True)
    last_day = models.DateField(_("last day in force"), null=True)
    terms_seen = models.BooleanField(default=False)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    objects = MouDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="mou_draft_once", fields=["partnership", "side"]),
            models.CheckConstraint(name="mou_draft_origin_known", condition=models.Q(origin__in=DraftOrigin.values)),
        ]

    def __str__(self) -> str:
        return self.title or str(self.partnership)


class DraftClause(models.Model):
    """A clause of a draft, whole or not; `key` is that of the clause in every version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(MouDraft, on_delete=models.CASCADE, related_name="clauses")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=8, choices=Place, default=Place.WITHIN)
    loose = models.CharField(max_length=8, choices=LooseKind, blank=True)
    number = LineField(_("number"), max_length=12, blank=True)
    subject = models.CharField(_("about"), max_length=24, blank=True, choices=Subject)
    heading = LineField(_("heading"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True)
    key_words = LineField(_("deciding words"), max_length=200, blank=True)
    plain = LineField(_("in plain words"), max_length=300, blank=True)

    objects = OfDraftQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(name="draft_clause_key_once", fields=["draft", "key"]),
            models.CheckConstraint(name="draft_clause_place_known", condition=models.Q(place__in=Place.values)),
            models.CheckConstraint(
                name="draft_clause_loose_why", condition=~models.Q(place=Place.LOOSE) | ~models.Q(loose="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip() or " ".join(self.text.split()[:8])

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before its deciding words, those words, and the text after them."""
        return split_at(self.text, self.key_words)


class DraftTerm(models.Model):
    """A term of a draft with the clause that grounds it."""

    draft = models.ForeignKey(MouDraft, on_delete=models.CASCADE, related_name="terms")
    key = models.CharField(max_length=32, choices=TermKey)
    value = models.JSONField()
    clause = models.ForeignKey(DraftClause, null=True, on_delete=models.SET_NULL, related_name="terms")

    objects = OfDraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="draft_term_once", fields=["draft", "key"])]

    def __str__(self) -> str:
        return str(self.key)


class DraftScan(StoredPaper):
    """The scan that goes with a draft; its file is the version's once it is sent."""

    draft = models.OneToOneField(MouDraft, on_delete=models.CASCADE, related_name="scan")

    objects = OfDraftQuerySet.as_manager()
