"""The MOU as it is entered from paper: how a draft begins, its general facts, its scan; and why one is sent back."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.forms import ConfirmForm, FencelineForm, FormKey, Years
from common.scans import Paper, PaperRefused, examine
from partnerships.actions.mou_drafts import MOST_CHARACTERS
from partnerships.blanks import blank_in
from partnerships.draft_status import FACTS
from partnerships.forms.shown import NEEDED, ShownForm
from partnerships.models import DraftOrigin, DraftScan, MouDraft, Version
from partnerships.mou_status import long_words


class StartForm(FencelineForm):
    """What a draft begins with."""

    origin = forms.ChoiceField(label=_("Begin with"))
    text = forms.CharField(
        label=_("Text of your agreement"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Copy all of it and paste it here, at most 300,000 characters. It is cut into clauses by its own numbers "
            "and headings; you look at each before it counts."
        ),
    )
    form_key = FormKey()
    radios = ("origin",)
    needed_if: ClassVar = {"text": _("needed to begin with a pasted text")}

    def __init__(self, *args: Any, previous: Version | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [(DraftOrigin.MODEL.value, _("Our model clauses, a draft for counsel"))]
        if previous is not None:
            words = _("Version %(number)d of this MOU") % {"number": previous.number}
            choices = [(DraftOrigin.LAST.value, words), *choices]
        choices.append((DraftOrigin.PASTED.value, _("The text of our agreement, pasted below")))
        origin: Any = self.fields["origin"]
        origin.choices = origin.widget.choices = choices
        self.initial.setdefault("origin", choices[0][0])

    def clean(self) -> dict[str, Any]:
        """A text and the choice to begin with it go together, so that none is lost."""
        cleaned = super().clean() or {}
        pasted = cleaned.get("origin") == DraftOrigin.PASTED
        if "text" in self.errors or not cleaned.get("origin"):
            return cleaned
        if pasted and not cleaned.get("text"):
            self.add_error("text", _("Paste the text of your agreement here."))
        if not pasted and cleaned.get("text"):
            self.add_error("origin", _("You pasted a text. Choose to begin with it, or empty its box."))
        return cleaned


class PaperForm(ShownForm):
    """What stands on the paper: its title, who signed and when, its days; whole or not."""

    needed_if: ClassVar = dict.fromkeys(FACTS, NEEDED)
    day_years: ClassVar = {"signed_on": Years(30, 5), "effective_on": Years(30, 10), "last_day": Years(30, 100)}

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
    long = forms.BooleanField(label=_("The last day is right: the MOU runs as long as that"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
        if not self._long():
            del self.fields["long"]
        elif not self.is_bound:
            self.initial["long"] = True  # said once, before those days were saved

    @staticmethod
    def initial_from(draft: MouDraft) -> dict[str, Any]:
        """The facts as they are saved."""
        return {name: getattr(draft, name) for name in PaperForm.base_fields if hasattr(draft, name)}

    def _long(self) -> str:
        """The sentence about days that lie far apart, as they were typed; empty for any others."""
        days: list[date] = []
        for name in ("effective_on", "last_day"):
            field = self.fields[name]
            typed = self.data.get(name, "") if self.is_bound else self.get_initial_for_field(field, name)
            try:
                day = field.to_python(typed)
            except forms.ValidationError:
                return ""
            if day:
                days.append(day)
        return long_words(*days) if len(days) == 2 else ""

    def clean(self) -> dict[str, Any]:
        """The first day comes before the last, and one that lies years after it is said twice."""
        cleaned = super().clean() or {}
        for name in ("title", "signed_by_school", "signed_by_agency"):
            blank = blank_in(cleaned.get(name, ""))
            if blank:
                words = _("“%(blank)s” is still a blank. Write what your paper says there.")
                self.add_error(name, words % {"blank": blank})
        first, last = cleaned.get("effective_on"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        if last and "long" in self.fields and not cleaned.get("long"):
            words = _("%(long)s Check the year of the last day. If it is right, say so here.")
            self.add_error("long", words % {"long": self._long()})
        return cleaned


class ScanForm(FencelineForm):
    """The scan of the signed paper, through the drawer of `common.scans`."""

    scan = forms.FileField(
        label=_("Scan of the signed paper"),
        allow_empty_file=True,
        help_text=_("PDF, PNG or JPEG, at most 20 MB. Both sides can download it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def __init__(self, *args: Any, kept: DraftScan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kept is not None:
            self.fields["scan"].label = _("Another scan in its place")

    def clean_scan(self) -> Paper:
        """What passed the drawer."""
        upload: UploadedFile[bytes] = self.cleaned_data["scan"]
        try:
            return examine(upload)
        except PaperRefused as refusal:
            raise forms.ValidationError(str(refusal.words)) from refusal


class RejectForm(ConfirmForm):
    """What is not right."""

    reason = forms.CharField(
        label=_("What is not right?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The other side reads this and enters a corrected version."),
    )
