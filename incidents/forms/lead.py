"""Who leads an open call: one tap."""

from typing import TYPE_CHECKING, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm, FormKey
from incidents.choices import Lead

if TYPE_CHECKING:
    from incidents.record import Record


class LeadForm(FencelineForm):
    """`shown` is the last change that the page showed; each choice is a button."""

    form_key = FormKey()
    shown = forms.UUIDField(required=False, widget=forms.HiddenInput)
    lead = forms.ChoiceField(choices=Lead.choices, error_messages={"required": _("Choose who leads.")})
    became_safety = forms.BooleanField(required=False)

    @classmethod
    def of(cls, record: "Record") -> Self:
        return cls(initial={"shown": record.lead.change_id if record.lead else None})
