"""What a draft to print is made of: which articles of the model text, written with which terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.forms.terms import TermsForm
from partnerships.reference import MODEL_CLAUSES, model_articles


class DraftForm(TermsForm):
    """The terms, and which articles are printed with them; the model text says itself where each stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = model_articles(MODEL_CLAUSES)
        articles = forms.MultipleChoiceField(
            label=_("Articles to print"),
            choices=[(one.number, f"{one.number}. {one.heading}") for one in offered],
            initial=[one.number for one in offered],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one article.")},
        )
        self.fields = {"articles": articles, **self.fields}
