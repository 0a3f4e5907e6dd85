"""What a draft to print is made of: which articles of the model text, written with which terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.forms.terms import TermsForm
from partnerships.reference import MODEL_CLAUSES, model_articles
from partnerships.terms import TermKey, Terms, term_words


class DraftForm(TermsForm):
    """The terms without their clauses, for the model text says itself where each stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in TermKey:
            del self.fields[f"ground_{key.value}"]
        offered = model_articles(MODEL_CLAUSES)
        articles = forms.MultipleChoiceField(
            label=_("Articles to print"),
            choices=[(one.number, f"{one.number}. {one.heading}") for one in offered],
            initial=[one.number for one in offered],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one article.")},
        )
        self.fields = {"articles": articles, **self.fields}

    @staticmethod
    def initial_from(terms: Terms) -> dict[str, Any]:
        """The terms that hold now; the written defaults while no MOU is in force."""
        values = {key.value: getattr(terms, key.value) for key in TermKey}
        ladder, outcomes = TermKey.NOTICE_LADDER_DAYS.value, TermKey.OUTCOMES_REPORTED.value
        return {**values, ladder: term_words(ladder, values[ladder]), outcomes: sorted(values[outcomes])}

    def terms(self) -> dict[str, Any]:
        """The chosen terms; only after is_valid()."""
        return {key.value: self.cleaned_data[key.value] for key in TermKey}
