"""What was completed, by whom, and what shows it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organization, User
from common.forms import ConfirmForm, FencelineForm, FormKey, Years
from common.scans import Paper, PaperRefused, examine
from training.actions.evidence import NewEvidence
from training.actions.pending_uploads import fetch, store
from training.forms.courses import hours_field
from training.models import Course, Evidence, EvidenceKind


class RecordForm(FencelineForm):
    """One course, one day, one piece of evidence; the people are chosen beside it."""

    day_years: ClassVar = {"completed_on": Years(40, 1)}

    course = forms.ChoiceField(label=gettext_lazy("Course"))
    completed_on = forms.DateField(label=gettext_lazy("Day it was completed"), widget=forms.DateInput)
    hours = hours_field(
        label=gettext_lazy("Hours"), required=False, help_text=gettext_lazy("Leave empty for the hours of the course.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Evidence"), choices=EvidenceKind.choices)
    file = forms.FileField(
        label=gettext_lazy("The certificate or the sheet"),
        error_messages={"required": gettext_lazy("Choose the file of the certificate or the attendance sheet.")},
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, PNG or JPEG, at most 20 MB. Everybody you record with it can download it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    attested_by = forms.CharField(
        label=gettext_lazy("Who attests it"),
        max_length=150,
        error_messages={"required": gettext_lazy("Name the person who attests it.")},
        help_text=gettext_lazy("The person who saw it, with their position, such as “Lt. Dana Whitfield, trainer”."),
    )
    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("In a few words, such as “Sign-in sheet, Fall session”."),
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput, max_length=1000)
    form_key = FormKey()
    radios = ("kind",)

    def __init__(
        self, *args: Any, side: Organization, courses: Sequence[Course], today: date, by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today
        self.courses = {str(course.pk): course for course in courses}
        titles = ((pk, course.title) for pk, course in self.courses.items())
        self.offer("course", [("", _("Choose a course")), *titles])
        self.fields["completed_on"].widget.attrs["max"] = today.isoformat()
        self.fields["completed_on"].help_text = _("Today or earlier, by the calendar of %(side)s.") % {
            "side": side.name
        }
        self.paper: Paper | None = None

    def clean_course(self) -> Course:
        """The course itself."""
        return self.courses[self.cleaned_data["course"]]

    def clean_completed_on(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["completed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Choose today or an earlier day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Only what the chosen evidence needs; a file that passes is laid aside, so that it is chosen once."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        # A file is judged here, for it may be laid aside already; the other evidence's field is not asked for.
        self.errors.pop("file", None)
        if kind != EvidenceKind.ATTESTATION:
            self.errors.pop("attested_by", None)
        if kind == EvidenceKind.ATTESTATION:
            cleaned["held"] = ""
        elif kind:
            self._clean_file(cleaned)
        if cleaned.get("hours") is None and "hours" not in self.errors and cleaned.get("course"):
            cleaned["hours"] = cleaned["course"].hours
        return cleaned

    def _clean_file(self, cleaned: dict[str, Any]) -> None:
        upload: UploadedFile[bytes] | None = self.files.get("file")
        if upload is not None:
            try:
                self.paper = examine(upload)
            except PaperRefused as refusal:
                self.add_error("file", str(refusal.words))
                return
            cleaned["held"] = store(by=self.by, paper=self.paper)
        else:
            self.paper = fetch(by=self.by, token=cleaned.get("held", ""))
            if self.paper is None and self._sent_before(cleaned.get("form_key")):
                cleaned["held"] = ""
            elif self.paper is None:
                cleaned["held"] = ""
                self.add_error("file", self.fields["file"].error_messages["required"])

    def _sent_before(self, form_key: UUID | None) -> bool:
        """Whether this form was recorded already; its file was kept then, and waits no longer."""
        return form_key is not None and Evidence.objects.filter(form_key=form_key, added_by=self.by).exists()

    def evidence(self) -> NewEvidence:
        """What is put forward; named by what it is where nobody named it. Only after is_valid()."""
        given = self.cleaned_data
        kind, attested_by = given["kind"], given.get("attested_by") or ""
        title = given["title"] or str(EvidenceKind(kind).label)
        if kind == EvidenceKind.ATTESTATION:
            return NewEvidence(kind=kind, title=title, attested_by=attested_by)
        return NewEvidence(kind=kind, title=title, paper=self.paper)

    def upload_token(self) -> str:
        """The word for the file that is laid aside, to be carried on; nothing without one."""
        return str(getattr(self, "cleaned_data", {}).get("held") or "")


class WithdrawForm(ConfirmForm):
    """Why a completion does not count."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person, and whoever reads their training, reads this."),
    )
    everybody = forms.BooleanField(required=False)

    def __init__(self, *args: Any, together: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if together < 2:
            del self.fields["everybody"]
        else:
            self.fields["everybody"].label = _("For all %(count)d people recorded with the same evidence") % {
                "count": together
            }
