"""A bundle that is sent, what a preview shows, and the word that lets many roles end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.forms import ConfirmForm, FencelineForm
from common.refusals import Refused
from rosters.models import RosterImport, Verdict
from rosters.oneroster.bundle import MEGABYTE, MOST_BYTES
from rosters.oneroster.problems import unreadable


class RosterForm(FencelineForm):
    """The bundle, and whose it is where a person runs several districts."""

    district = forms.ModelChoiceField(Organization.objects.none(), label=_("District"), empty_label=None)
    file = forms.FileField(
        label=_("The roster, as a zip archive"),
        allow_empty_file=True,
        help_text=_(
            "A OneRoster bundle (1.1 or 1.2): manifest.csv, orgs.csv, users.csv and, in 1.2, roles.csv in one zip, "
            "at most 50 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def __init__(self, *args: Any, districts: list[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["district"]
        field.queryset = Organization.objects.filter(pk__in=[one.pk for one in districts]).order_by("name_folded")
        if len(districts) == 1:
            del self.fields["district"]
        self.only = districts[0]

    def clean_file(self) -> Any:
        """A file that was kept whole."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            refusal: Refused = unreadable("too_big", {"limit": MOST_BYTES // MEGABYTE})
            raise forms.ValidationError(str(refusal.words))
        return file

    def chosen(self) -> Organization:
        """Whose roster it is."""
        return self.cleaned_data.get("district") or self.only


class PreviewFilter(FencelineForm):
    """Which rows of a preview are shown."""

    STAFF, SCHOOLS, PROBLEMS = "staff", "schools", "problems"
    CHANGES = "changes"

    kind = forms.ChoiceField(
        label=_("Show"),
        choices=[(STAFF, _("Staff")), (SCHOOLS, _("Schools")), (PROBLEMS, _("Lines with problems"))],
        required=False,
    )
    verdict = forms.ChoiceField(
        label=_("What happens"),
        choices=[(CHANGES, _("Everything that changes")), *Verdict.choices],
        required=False,
    )

    def wanted(self, first: str) -> tuple[str, str]:
        """Kind and verdict; what makes no sense shows what there is to see first."""
        self.is_valid()
        return self.cleaned_data.get("kind") or first, self.cleaned_data.get("verdict") or self.CHANGES


class ApplyForm(ConfirmForm):
    """Nothing to fill in, unless lines cannot be used, or more than one in five of the staff would end."""

    set_aside = forms.IntegerField(
        label=_("How many lines are left out? Type the number."),
        help_text=_("People on these lines stay as they are: no role of theirs begins, changes or ends."),
        min_value=0,
    )
    endings = forms.IntegerField(label=_("How many people’s roles end? Type the number."), min_value=0)

    def __init__(self, *args: Any, roster_import: RosterImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ending = roster_import.ending.get("people", 0)
        self.rejected = roster_import.rejected
        if not roster_import.asks_first:
            del self.fields["endings"]
        if not self.rejected:
            del self.fields["set_aside"]

    def clean_set_aside(self) -> int:
        """The very number of lines that cannot be used."""
        given: int = self.cleaned_data["set_aside"]
        if given != self.rejected:
            raise forms.ValidationError(_("That is not the number above. Look at the lines again."))
        return given

    def clean_endings(self) -> int:
        """The very number, so that nobody confirms by habit."""
        given: int = self.cleaned_data["endings"]
        if given != self.ending:
            raise forms.ValidationError(_("That is not the number above. Look again before so many roles end."))
        return given


class AdministratorForm(ConfirmForm):
    """Whether somebody marked administrator is the principal."""

    PRINCIPAL, STAFF = "principal", "staff"
    radios = ("answer",)

    answer = forms.ChoiceField(
        label=_("What are they here?"),
        choices=[
            (PRINCIPAL, _("The principal: may log calls on the officer and read what came of them")),
            (STAFF, _("A staff member, as the roster made them")),
        ],
    )
