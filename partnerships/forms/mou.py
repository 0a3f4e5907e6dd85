"""The MOU as it is entered from paper: one page, its clauses as a fieldset that grows and shrinks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm
from common.scans import Paper, PaperRefused, examine
from partnerships.actions.versions import VersionText
from partnerships.forms.clauses import (
    CLAUSE_FIELDS,
    ClauseForm,
    ClauseSet,
    model_text_left,
    rows_after_button,
    typed_rows,
)
from partnerships.forms.terms import TermsForm
from partnerships.models import Scan, Version
from partnerships.reference import MODEL_CLAUSES, MODEL_GROUNDS, Article, ClauseText
from partnerships.states import VersionState
from partnerships.terms import DEFAULT_TERMS, TermKey, term_words


class PaperForm(FencelineForm):
    """What stands on the paper: its title, who signed and when, its days."""

    title = forms.CharField(label=_("Title of the MOU"), max_length=150)
    signed_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput, help_text=_("The later of the two signatures.")
    )
    signed_by_school = forms.CharField(
        label=_("Signed for the district by"), max_length=150, help_text=_("Name and office, as on the paper.")
    )
    signed_by_agency = forms.CharField(
        label=_("Signed for the agency by"), max_length=150, help_text=_("Name and office, as on the paper.")
    )
    effective_on = forms.DateField(label=_("First day in force"), widget=forms.DateInput)
    last_day = forms.DateField(
        label=_("Last day in force"),
        widget=forms.DateInput,
        help_text=_("At the end of this day, by the district’s clock, the MOU ends."),
    )

    def clean(self) -> dict[str, Any]:
        """The first day comes before the last, and the calendar goes as far as the grace after it."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("effective_on"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        if last and last.year >= date.max.year - 1:
            self.add_error("last_day", _("That is further ahead than the calendar goes."))
        return cleaned


class ScanForm(FencelineForm):
    """The scan of the signed paper, through the drawer of `common.scans`."""

    scan = forms.FileField(
        label=_("Scan of the signed paper"),
        allow_empty_file=True,
        help_text=_("PDF, PNG or JPEG, at most 20 MB. Both sides can download it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def __init__(self, *args: Any, kept: Scan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        if kept is not None:
            self.fields["scan"].required = False
            self.fields["scan"].help_text = _("Leave empty to keep “%(name)s”.") % {"name": kept.name}

    def clean_scan(self) -> Paper | Scan | None:
        """What passed the drawer, or the scan that is there already."""
        upload: UploadedFile[bytes] | None = self.cleaned_data.get("scan")
        if upload is None:
            return self.kept
        try:
            return examine(upload)
        except PaperRefused as refusal:
            raise forms.ValidationError(str(refusal.words)) from refusal


class MouEntry:
    """The four parts of the page as one thing; it reads like a form to components/error_summary.html."""

    def __init__(self, paper: PaperForm, clauses: Any, terms: TermsForm, scan: ScanForm) -> None:
        self.paper, self.clauses, self.terms, self.scan = paper, clauses, terms, scan

    @classmethod
    def fresh(cls, previous: Version | None, kept: Scan | None) -> "MouEntry":
        """An empty page: from the version before, or the core of the model text. Only one sent back keeps its days."""
        return cls._unbound(
            paper=_paper_of(previous) if previous else {},
            clauses=_rows(previous.clauses.all() if previous else [one for one in MODEL_CLAUSES if one.core]),
            terms=_terms_of(previous),
            kept=kept,
        )

    @classmethod
    def edited(cls, data: QueryDict, act: str, kept: Scan | None) -> "MouEntry":
        """What was typed, with a clause more or less; nothing is judged yet."""
        rows = typed_rows(data)
        rows = rows_after_button(rows, act, data.get("model", ""))
        single = {name: data.get(name, "") for name in PaperForm.base_fields}
        typed: dict[str, Any] = {name: data.get(name, "") for name in TermsForm().fields}
        typed[TermKey.OUTCOMES_REPORTED.value] = data.getlist(TermKey.OUTCOMES_REPORTED.value)
        return cls._unbound(paper=single, clauses=rows, terms=typed, kept=kept)

    @classmethod
    def sent(cls, data: QueryDict, files: "MultiValueDict[str, UploadedFile[bytes]]", kept: Scan | None) -> "MouEntry":
        """What was sent, to be judged."""
        return cls(
            PaperForm(data), ClauseSet(data, prefix="clauses"), TermsForm(data), ScanForm(data, files, kept=kept)
        )

    @classmethod
    def _unbound(
        cls,
        *,
        paper: Mapping[str, Any],
        clauses: Sequence[Mapping[str, Any]],
        terms: Mapping[str, Any],
        kept: Scan | None,
    ) -> "MouEntry":
        return cls(
            PaperForm(initial=dict(paper)),
            ClauseSet(initial=[dict(row) for row in clauses], prefix="clauses"),
            TermsForm(initial=dict(terms)),
            ScanForm(kept=kept),
        )

    def is_valid(self) -> bool:
        """Judge all four parts, so that every error is shown at once."""
        judged = [part.is_valid() for part in (self.paper, self.clauses, self.terms, self.scan)]
        if judged[1]:
            numbers = {clause.number for clause in self._clauses()}
            for key, number in self.terms.grounds().items():
                if number not in numbers:
                    self.terms.add_error(
                        f"ground_{key}", _("There is no clause %(number)s above.") % {"number": number}
                    )
        return all(judged) and not self.terms.errors

    def text(self) -> VersionText:
        """What was entered, as the action takes it; only after is_valid()."""
        paper = self.paper.cleaned_data
        return VersionText(
            title=paper["title"],
            signed_on=paper["signed_on"],
            signed_by_school=paper["signed_by_school"],
            signed_by_agency=paper["signed_by_agency"],
            effective_on=paper["effective_on"],
            expires_on=paper["last_day"] + timedelta(days=1),
            clauses=self._clauses(),
            terms={key.value: self.terms.cleaned_data[key.value] for key in TermKey},
            grounds=self.terms.grounds(),
        )

    def _clauses(self) -> list[ClauseText]:
        rows = [form.cleaned_data for form in self.clauses.forms if form.cleaned_data.get("number")]
        return [ClauseText(**{name: row[name] for name in CLAUSE_FIELDS}) for row in rows]

    @property
    def offered(self) -> tuple[Article, ...]:
        """The model text that is not on the page yet."""
        return model_text_left(str(form["number"].value() or "").strip() for form in self.clauses.forms)

    @property
    def errors(self) -> bool:
        """Whether anything is to be mended."""
        bound = self.paper.is_bound
        return bound and bool(list(self.non_field_errors) or any(field.errors for field in self))

    @property
    def non_field_errors(self) -> list[str]:
        """What concerns no single field."""
        if not self.paper.is_bound:
            return []
        return [*self.paper.non_field_errors(), *self.clauses.non_form_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        yield from self.paper
        for place, form in enumerate(self.clauses.forms, start=1):
            yield from _named(
                form, str(form["number"].value() or "").strip() or _("in place %(place)d") % {"place": place}
            )
        yield from self.terms
        yield from self.scan


class RejectForm(FencelineForm):
    """What is not right."""

    reason = forms.CharField(
        label=_("What is not right?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The other side reads this and enters a corrected version."),
    )


def _named(form: ClauseForm, clause: str) -> Iterator[BoundField]:
    """The fields of one clause as the error summary names them; those on the page keep their own label."""
    for name, field in form.fields.items():
        bound = field.get_bound_field(form, name)
        bound.label = _("Clause %(clause)s, %(label)s") % {"clause": clause, "label": bound.label}
        yield bound


def _rows(clauses: Any) -> list[dict[str, Any]]:
    return [{name: getattr(clause, name) for name in CLAUSE_FIELDS} for clause in clauses]


def _paper_of(version: Version) -> dict[str, Any]:
    """The paper's own facts again when it was sent back; for a new paper only its title."""
    if version.state != VersionState.REJECTED:
        return {"title": version.title}
    names = ("title", "signed_on", "signed_by_school", "signed_by_agency", "effective_on", "last_day")
    return {name: getattr(version, name) for name in names}


def _terms_of(version: Version | None) -> dict[str, Any]:
    values: dict[str, Any] = {str(key): value for key, value in DEFAULT_TERMS.items()}
    grounds = dict(MODEL_GROUNDS)
    if version is not None:
        rows = list(version.terms.select_related("clause"))
        values.update({row.key: row.value for row in rows})
        grounds = {row.key: row.clause.number for row in rows if row.clause}
    ladder = TermKey.NOTICE_LADDER_DAYS.value
    values[ladder] = term_words(ladder, values[ladder])
    return {**values, **{f"ground_{key}": number for key, number in grounds.items()}}
