"""Why a person goes on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm


class ReasonForm(FencelineForm):
    """In their own words; those concerned read them."""

    reason = forms.CharField(
        label=_("Why do you need more records?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Which task this is for. No student’s name: others read it."),
    )
