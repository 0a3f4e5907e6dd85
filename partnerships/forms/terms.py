"""The typed terms of an MOU as they are entered or chosen."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm, limits_in_words, plain_words
from partnerships.forms.shown import ShownForm
from partnerships.models import DraftClause
from partnerships.terms import (
    ALL_OUTCOMES,
    DEFAULT_TERMS,
    KEPT_ONLY,
    LONGEST_LADDER,
    OUTCOME_LABELS,
    TERM_LIMITS,
    IdentitySharing,
    TermKey,
    checked_term,
    term_words,
)

GROUPS: tuple[tuple[str | Promise, tuple[TermKey, ...]], ...] = (
    (
        _("Calls on the officer"),
        (TermKey.SCHOOL_DAYS_TO_ANSWER, TermKey.SCHOOL_DAYS_TO_REVIEW, TermKey.HOURS_TO_TELL_GUARDIAN),
    ),
    (_("What crosses between the sides"), (TermKey.IDENTITY_SHARING, TermKey.OUTCOMES_REPORTED)),
    (
        _("Review and end of the MOU"),
        (
            TermKey.DAYS_TO_ACKNOWLEDGE,
            TermKey.REVIEW_INTERVAL_MONTHS,
            TermKey.NOTICE_LADDER_DAYS,
            TermKey.GRACE_DAYS,
        ),
    ),
)


class TermsForm(FencelineForm):
    """The terms the portal reads."""

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
            kept = _("The portal does not act on it; the two sides keep to it themselves.") if key in KEPT_ONLY else ""
            field.help_text = " ".join(str(words) for words in (field.help_text, usual, kept) if words)
            ordered[key.value] = field
        self.fields = {**ordered, **{name: one for name, one in self.fields.items() if name not in ordered}}

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

    @staticmethod
    def initial_from(values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the terms as the form takes them."""
        ladder, outcomes = TermKey.NOTICE_LADDER_DAYS.value, TermKey.OUTCOMES_REPORTED.value
        words = {ladder: term_words(ladder, values[ladder]), outcomes: sorted(values[outcomes])}
        return {**{key.value: values[key.value] for key in TermKey}, **words}

    def terms(self) -> dict[str, Any]:
        """The chosen terms; only after is_valid()."""
        return {key.value: self.cleaned_data[key.value] for key in TermKey}


class DraftTermsForm(ShownForm, TermsForm):
    """The terms of a draft in their groups, each with the clause of the draft that it stands in."""

    def __init__(self, *args: Any, clauses: Iterable[DraftClause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None named")), *((str(one.pk), str(one)) for one in clauses)]
        for key in TermKey:
            ground = forms.ChoiceField(label=_("Clause behind it"), choices=choices, required=False)
            self.fields[f"ground_{key.value}"] = ground

    def groups(self) -> list[tuple[str, list[tuple[BoundField, BoundField]]]]:
        """Each group's heading with its terms, every term with the field for its clause."""
        return [
            (str(heading), [(self[key.value], self[f"ground_{key.value}"]) for key in keys]) for heading, keys in GROUPS
        ]

    def grounds(self) -> dict[str, str]:
        """The clause behind each term, by its key, where one was named."""
        given = {key.value: self.cleaned_data.get(f"ground_{key.value}", "") for key in TermKey}
        return {key: clause for key, clause in given.items() if clause}
