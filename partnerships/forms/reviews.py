"""What one side records of its yearly review."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm, FormKey, Years
from partnerships.actions.reviews import ReviewDetails
from partnerships.models import ReviewOutcome


class ReviewForm(FencelineForm):
    """The day, what was decided, and a note both sides read."""

    day_years: ClassVar = {"held_on": Years(10, 1)}

    held_on = forms.DateField(label=_("When did your side review it?"), widget=forms.DateInput)
    outcome = forms.ChoiceField(label=_("What did your side decide?"), choices=ReviewOutcome.choices)
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goals, figures, what should change. Name no student."),
    )
    form_key = FormKey()
    audiences = {"note": "shared"}
    radios = ("outcome",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("held_on", "outcome", "note"))

    def details(self) -> ReviewDetails:
        """What was typed, as the action takes it. Only after is_valid()."""
        given = self.cleaned_data
        return ReviewDetails(given["held_on"], ReviewOutcome(given["outcome"]), given["note"])
