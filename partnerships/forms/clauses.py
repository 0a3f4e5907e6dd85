"""One clause of a draft, where it stands among the others, and what of our model text may be added."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm, FormKey
from partnerships.actions.mou_drafts import MOST_CHARACTERS
from partnerships.forms.shown import NEEDED, ShownForm
from partnerships.models import DraftClause
from partnerships.reference import MODEL_CLAUSES, ClauseText, ModelClause, model_articles
from partnerships.subjects import Subject

FIRST = "first"
OWN = "own"


class ClauseForm(ShownForm):
    """One clause, word for word, with one sentence that says it plainly; whole or not."""

    needed_if: ClassVar = dict.fromkeys(("number", "heading", "text"), NEEDED)

    number = forms.CharField(
        label=_("Number"), max_length=12, required=False, help_text=_("As on your paper; each number once.")
    )
    heading = forms.CharField(
        label=_("Heading"),
        max_length=120,
        required=False,
        help_text=_("As on your paper, or a few words of your own where it has none."),
    )
    text = forms.CharField(
        label=_("Text, word for word"),
        max_length=MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("At most 5,000 characters. To cut it in two, put a line === where the next clause begins."),
    )
    subject = forms.ChoiceField(
        label=_("About"),
        choices=[("", _("Nothing the portal shows")), *Subject.choices],
        required=False,
        help_text=_("The portal shows the clause where this is decided."),
    )
    plain = forms.CharField(
        label=_("In plain words"),
        max_length=300,
        required=False,
        help_text=_("One sentence, as you would say it to somebody new."),
    )
    key_words = forms.CharField(
        label=_("Deciding words"),
        max_length=200,
        required=False,
        help_text=_("Words of the text, exactly as they stand there; they are underlined."),
    )
    after = forms.ChoiceField(label=_("Stands after"))

    def __init__(self, *args: Any, others: Iterable[DraftClause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("after", places(others))

    def clean(self) -> dict[str, Any]:
        """Deciding words must be words of the text."""
        cleaned = super().clean() or {}
        key_words, text = cleaned.get("key_words"), cleaned.get("text")
        if key_words and text and key_words not in text:
            self.add_error("key_words", _("These words do not stand in the text exactly like this."))
        return cleaned

    @property
    def after_key(self) -> UUID | None:
        """The clause it stands after; None where it is the first."""
        return key_of(self.cleaned_data["after"])


class AddForm(FencelineForm):
    """A clause of one's own, or one or a whole article of our model text, and where it goes."""

    what = forms.ChoiceField(
        label=_("What to add"),
        help_text=_("Our model text is a draft for counsel until both sides have signed it."),
    )
    after = forms.ChoiceField(label=_("Stands after"))
    form_key = FormKey()

    def __init__(
        self, *args: Any, others: Iterable[DraftClause], offered: Iterable[ModelClause], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = tuple(offered)
        chosen: list[tuple[Any, Any]] = [(OWN, _("A clause of our own"))]
        for article in model_articles(self.offered):
            every = (article.number, _("All of article %(number)s") % {"number": article.number})
            single = [(one.number, f"{one.number} {one.heading}") for one in article.clauses]
            chosen.append((f"{article.number}. {article.heading}", [every, *single]))
        self.offer("what", chosen)
        self.offer("after", places(others))

    @property
    def after_key(self) -> UUID | None:
        """The clause it stands after; None where it is the first."""
        return key_of(self.cleaned_data["after"])

    def texts(self) -> list[ClauseText]:
        """What was chosen; a clause of one's own has no words yet."""
        what = self.cleaned_data["what"]
        if what == OWN:
            return [ClauseText(number="", heading="", text="")]
        return [one for one in self.offered if what in (one.number, one.article)]


def places(others: Iterable[DraftClause]) -> list[tuple[str, Any]]:
    """Where a clause may stand: at the beginning, or after one of the others."""
    return [(FIRST, _("Nothing: it is the first")), *((str(one.pk), str(one)) for one in others)]


def key_of(after: str) -> UUID | None:
    return None if after == FIRST else UUID(after)


def model_text_left(numbers: Iterable[str], offered: Iterable[ModelClause] = MODEL_CLAUSES) -> list[ModelClause]:
    """The model text without the clauses of these numbers."""
    given = set(numbers)
    return [clause for clause in offered if clause.number not in given]
