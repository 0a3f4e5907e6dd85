"""Ask the supervisor before a call; answer; keep an example; take one out."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.forms import ConfirmForm, FencelineForm, FormKey
from incidents.choices import Advice
from incidents.fields import BY_NAME
from incidents.forms.agency import CitingForm
from incidents.forms.fields import Prose
from incidents.forms.filters import DayFilter
from incidents.forms.gate import explained
from incidents.models import Precedent
from incidents.reference import BEHAVIORS

ADVICE_WORDS = (
    (Advice.SCHOOL, _("The school settles it by its own rules.")),
    (Advice.POLICE, _("The school calls the officer.")),
    (Advice.DEPENDS, _("Say what would make it a police matter.")),
)


class ConsultForm(FencelineForm):
    """What is asked: of which kind it is, where it was, the question. Nothing about who."""

    radios = ("partnership",)
    audiences = {"question": "shared"}

    form_key = FormKey()
    version = forms.CharField(required=False, widget=forms.HiddenInput())
    partnership = forms.ChoiceField(
        label=_("Which agency do you ask?"), error_messages={"required": _("Choose the agency.")}
    )
    behavior = forms.ChoiceField(
        label=BY_NAME["behavior"].question,
        choices=BY_NAME["behavior"].options,
        error_messages={"required": BY_NAME["behavior"].missing},
    )
    place = forms.ChoiceField(
        label=BY_NAME["place"].question,
        choices=BY_NAME["place"].options,
        error_messages={"required": BY_NAME["place"].missing},
    )
    question = Prose(
        label=_("What do you want to know?"),
        rows=5,
        max_length=5000,
        help_text=_("What was seen or heard, and what you ask. No names, nothing from a school record."),
        error_messages={"required": _("Write the question. Two sentences are enough.")},
    )
    may_be_kept = forms.BooleanField(
        label=_("May be kept as an example without school, place or date"),
        required=False,
        help_text=_("The supervisor rewords it. Only schools and officers under the same MOU read it."),
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        if len(agencies) > 1:
            self.offer("partnership", agencies)
        else:
            del self.fields["partnership"]

    @property
    def chosen(self) -> str:
        """The key of the partnership that is asked; none where there is none."""
        only = self.agencies[0][0] if len(self.agencies) == 1 else ""
        return str(self.cleaned_data.get("partnership") or only)


class AnswerForm(CitingForm):
    """The supervisor's answer: of which kind, in words, with the clause."""

    radios = ("kind",)
    audiences = {"text": "shared"}
    clause_label = _("Which clause says so?")
    without_clause = _("No clause")
    field_order = ("kind", "text", "clause")

    version = forms.CharField(required=False, widget=forms.HiddenInput())
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(value, explained(value.label, hint)) for value, hint in ADVICE_WORDS],
        error_messages={"required": _("Choose one.")},
    )
    text = Prose(
        label=_("Your answer"),
        rows=5,
        max_length=5000,
        help_text=_("What the school should do, or look for."),
        error_messages={"required": _("Write the answer.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["clause"]
        if self.clauses:
            # A select: the supervisor knows the MOU, and the clause cards would push the rest off the screen.
            choices = [(key, f"{clause.number} {clause.heading}") for key, clause in self.clauses.items()]
            field.widget = forms.Select()
            field.choices = [("", _("Choose…")), *choices, ("none", self.without_clause)]

    def words_chosen(self, name: str) -> object:
        """The words of the choice that was made."""
        return dict(Advice.choices)[self.cleaned_data[name]]


class PrecedentForm(ConfirmForm):
    """The question and the answer in words that tell nobody who, where or when."""

    audiences = {"situation": "shared", "advice": "shared"}

    form_key = FormKey()
    situation = Prose(
        label=_("What was it about?"),
        rows=4,
        max_length=3000,
        error_messages={"required": _("Say in a sentence or two what it was about.")},
    )
    advice = Prose(
        label=_("What did you answer?"),
        rows=4,
        max_length=3000,
        error_messages={"required": _("Say what you answered.")},
    )


class TakeOutForm(ConfirmForm):
    """Why an example is taken out; read by one's own side."""

    reason = Prose(
        label=_("Why is it taken out?"),
        rows=3,
        max_length=1000,
        help_text=_("Only your own side reads this."),
        error_messages={"required": _("Say why in a sentence.")},
    )


class PrecedentFilter(DayFilter):
    """Examples of one kind; nothing of them has a day."""

    since = None  # type: ignore[assignment]
    until = None  # type: ignore[assignment]
    behavior = forms.ChoiceField(label=BY_NAME["behavior"].label, required=False)

    def __init__(self, *args: Any, behaviors: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = sorted((BEHAVIORS.label(key), key) for key in behaviors)
        self.offer("behavior", [("", _("Any")), *((key, label) for label, key in found)])

    def said(self) -> dict[str, str]:
        """How the filter is said."""
        return {"behavior": gettext("“%(value)s”")}

    def apply(self, rows: QuerySet[Precedent]) -> QuerySet[Precedent]:
        """The rows that pass."""
        return rows.filter(**self.given)
