"""The typed terms of an MOU as they are entered or chosen."""

import re
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm, limits_in_words, plain_words
from partnerships.terms import (
    ALL_OUTCOMES,
    DEFAULT_TERMS,
    LONGEST_LADDER,
    OUTCOME_LABELS,
    TERM_LIMITS,
    IdentitySharing,
    TermKey,
    checked_term,
    term_words,
)


class TermsForm(FencelineForm):
    """The terms the portal reads, each with the number of the clause behind it."""

    identity_sharing = forms.ChoiceField(choices=IdentitySharing.choices)
    outcomes_reported = forms.MultipleChoiceField(
        choices=[(key, OUTCOME_LABELS[key]) for key in ALL_OUTCOMES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    notice_ladder_days = forms.CharField(
        max_length=80, help_text=_("Whole numbers with commas between them, such as 120, 60, 30, 14, 7, 0.")
    )
    radios = ("identity_sharing",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (least, most) in TERM_LIMITS.items():
            self.fields[str(key)] = forms.IntegerField(min_value=least, max_value=most)
            plain_words(self.fields[str(key)])
            limits_in_words(self.fields[str(key)])
        ordered: dict[str, forms.Field] = {}
        for key in TermKey:
            field = self.fields[key.value]
            field.label = key.label
            usual = _("Usual where the MOU says nothing: %(value)s.") % {"value": term_words(key, DEFAULT_TERMS[key])}
            field.help_text = f"{field.help_text} {usual}".strip()
            ordered[key.value] = field
            ordered[f"ground_{key.value}"] = forms.CharField(label=_("Clause behind it"), max_length=12, required=False)
        self.fields = ordered

    def clean_notice_ladder_days(self) -> list[int]:
        """The days as numbers, the longest first."""
        text = self.cleaned_data["notice_ladder_days"]
        parts = [part for part in re.split(r"[,;\s]+", text.strip()) if part]
        try:
            days: list[int] = checked_term(TermKey.NOTICE_LADDER_DAYS, [int(part) for part in parts])
        except ValueError as error:
            raise forms.ValidationError(
                _("Give one to %(most)d whole numbers from 0 to 365, with commas between them."),
                params={"most": LONGEST_LADDER},
            ) from error
        return days

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """Each term with the field for its clause, in the order of the terms."""
        return [(self[key.value], self[f"ground_{key.value}"]) for key in TermKey]

    def grounds(self) -> dict[str, str]:
        """The number of the clause behind each term, where one was given."""
        given = {key.value: self.cleaned_data.get(f"ground_{key.value}", "") for key in TermKey}
        return {key: number for key, number in given.items() if number}
