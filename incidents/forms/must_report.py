"""What a district marks as must-report."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.forms import FencelineForm
from incidents.duties import can_mark


class MarkForm(FencelineForm):
    """Which matter, and of which district where a person runs several."""

    district = forms.ModelChoiceField(Organization.objects.none(), label=_("District"), empty_label=None)
    behavior = forms.ChoiceField(
        label=_("What must be reported?"),
        choices=lambda: [("", _("Choose…")), *can_mark()],
        help_text=_("Your state’s list or your district’s policy says what. From then on it ends as handed on."),
        error_messages={"required": _("Choose what must be reported.")},
    )

    def __init__(self, *args: Any, districts: "QuerySet[Organization]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("district", districts)
        first_two = list(districts[:2])
        if len(first_two) == 1:
            del self.fields["district"]
        self.only = first_two[0]

    def chosen(self) -> Organization:
        """Whose mark it is."""
        return self.cleaned_data.get("district") or self.only
