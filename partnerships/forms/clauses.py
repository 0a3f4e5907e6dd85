"""The clauses of an MOU as a fieldset that grows and shrinks, and what of our model text may be added to it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm
from partnerships.reference import MODEL_CLAUSES, Article, model_articles
from partnerships.subjects import Subject

MOST_CLAUSES = 100  # six fields each: with the terms still below what one request may carry
CLAUSE_FIELDS = ("number", "subject", "heading", "text", "key_words", "plain")


class ClauseForm(FencelineForm):
    """One clause, word for word, with one sentence that says it plainly."""

    number = forms.CharField(label=_("Number"), max_length=12)
    subject = forms.ChoiceField(
        label=_("About"),
        choices=[("", _("Nothing the portal shows")), *Subject.choices],
        required=False,
        help_text=_("The portal shows the clause where this is decided."),
    )
    heading = forms.CharField(label=_("Heading"), max_length=120)
    text = forms.CharField(label=_("Text, word for word"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
    key_words = forms.CharField(
        label=_("Deciding words"),
        max_length=200,
        required=False,
        help_text=_("Words of the text, exactly as they stand there; they are underlined."),
    )
    plain = forms.CharField(label=_("In plain words"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Deciding words must be words of the text."""
        cleaned = super().clean() or {}
        key_words, text = cleaned.get("key_words"), cleaned.get("text")
        if key_words and text and key_words not in text:
            self.add_error("key_words", _("These words do not stand in the text exactly like this."))
        return cleaned


class _ClauseSet(forms.BaseFormSet):  # type: ignore[type-arg]  # no parameters at run time
    """All clauses; each number once."""

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            number = form.cleaned_data.get("number") if hasattr(form, "cleaned_data") else None
            if number in seen:
                form.add_error("number", _("Another clause has this number."))
            if number:
                seen.add(number)
        if not seen and not any(form.errors for form in self.forms):
            raise forms.ValidationError(_("Enter at least one clause."))


ClauseSet = formset_factory(
    ClauseForm, formset=_ClauseSet, extra=0, max_num=MOST_CLAUSES, absolute_max=MOST_CLAUSES, validate_max=True
)


def typed_rows(data: QueryDict) -> list[dict[str, Any]]:
    """What was typed of each clause; a forged count costs no more than the most there may be."""
    total = data.get("clauses-TOTAL_FORMS", "0")
    # A longer number is no count of ours, and reading thousands of digits is refused by Python itself.
    count = min(int(total), MOST_CLAUSES) if total.isdecimal() and len(total) < 10 else 0
    return [{name: data.get(f"clauses-{index}-{name}", "") for name in CLAUSE_FIELDS} for index in range(count)]


def rows_after_button(rows: list[dict[str, Any]], act: str, model: str) -> list[dict[str, Any]]:
    """The rows after a button: one more, one less, or `model` (a clause or a whole article) of the model text.

    What comes from the model text is put where its number belongs; what does not fit the button changes nothing.
    """
    verb, _dash, where = act.partition("-")
    if verb == "remove" and where.isdecimal() and len(where) < 4 and int(where) < len(rows):
        return [*rows[: int(where)], *rows[int(where) + 1 :]]
    if verb == "add":
        rows = [*rows, dict.fromkeys(CLAUSE_FIELDS, "")]
    if verb == "model":
        given = {row["number"].strip() for row in rows}
        for clause in MODEL_CLAUSES:
            if model in (clause.number, clause.article) and clause.number not in given:
                row = {name: getattr(clause, name) for name in CLAUSE_FIELDS}
                after = [at for at, one in enumerate(rows) if _order(one["number"]) > _order(clause.number)]
                place = after[0] if after else len(rows)
                rows = [*rows[:place], row, *rows[place:]]
    return rows[:MOST_CLAUSES]


def model_text_left(numbers: Iterable[str]) -> tuple[Article, ...]:
    """The model text without the clauses of these numbers."""
    given = set(numbers)
    return model_articles(tuple(clause for clause in MODEL_CLAUSES if clause.number not in given))


def _order(number: str) -> list[int]:
    """3.10 comes after 3.9; a number that is none comes first."""
    parts = number.strip().split(".")
    return [int(part) for part in parts] if all(part.isdecimal() and len(part) < 9 for part in parts) else []
