"""The agency's answers: accept, decline with a clause, ask back, outcome, determination."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm, FormKey
from incidents.choices import Crime, Determination, OutcomeKind, WhatFor, is_more
from incidents.forms.fields import Prose
from incidents.forms.gate import explained
from incidents.reference import offense_choices
from partnerships.models import Clause
from partnerships.subjects import Subject

NO_CLAUSE, ANOTHER_CLAUSE = "none", "another"
# What a decline most often rests on: discipline is the school's, when the officer is called, what the officer is for.
LIKELY = (Subject.DISCIPLINE, Subject.CALLS, Subject.ROLES, Subject.DISCIPLINE, Subject.CALLS)
MOST_LIKELY = 3
DETERMINATION_WORDS = {
    Determination.POLICE_MATTER: _("The officer was rightly called: the law is involved."),
    Determination.EMERGENCY: _("There was danger; the call was right whatever came of it."),
    Determination.MENTOR_OR_EDUCATOR: _("The officer helps as mentor or educator, not as police."),
    Determination.RETURNED_TO_SCHOOL: _("The school’s own matter. The officer steps back."),
    Determination.OUTSIDE_ROLE: _("Not what an officer at a school is for under the MOU."),
}
ELEMENT_WORDS = (
    (Crime.YES, _("Yes, the elements of an offense are present")),
    (Crime.UNSURE, _("Unsure, to be looked into")),
    (Crime.NO, _("No")),
)


def clause_choices(clauses: Sequence[Clause]) -> list[tuple[str, Any]]:
    """Clauses of the MOU as choices that show their words."""
    return [
        (str(clause.pk), explained(f"{clause.number} {clause.heading}", clause.plain or clause.text))
        for clause in clauses
    ]


def likely(clauses: Sequence[Clause]) -> list[Clause]:
    """The few clauses that a decline most often cites, the likeliest first; of an MOU without them its first ones."""
    found: list[Clause] = []
    for subject in LIKELY:
        found += [one for one in clauses if one.subject == subject and one not in found][:1]
    return (found or list(clauses))[:MOST_LIKELY]


class CitingForm(FencelineForm):
    """A form that cites a clause of the MOU in force, or none."""

    radios: ClassVar[Sequence[str]] = ("clause",)
    clause_label = _("Which clause says so?")
    without_clause = _("No clause fits; the reason below says why")

    form_key = FormKey()
    clause = forms.ChoiceField(error_messages={"required": _("Choose the clause, or say that none fits.")})

    def __init__(self, *args: Any, clauses: Sequence[Clause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clauses = {str(clause.pk): clause for clause in clauses}
        field: Any = self.fields["clause"]
        field.label = self.clause_label
        field.choices = [*clause_choices(clauses), (NO_CLAUSE, self.without_clause)]
        if not clauses:
            field.required = False
            field.widget = forms.HiddenInput()
            field.initial = NO_CLAUSE

    @property
    def cited(self) -> Clause | None:
        """The clause chosen."""
        return self.clauses.get(self.cleaned_data.get("clause") or "")


class SeenForm(FencelineForm):
    """The one tap that says it was read."""

    form_key = FormKey()


class WhatForForm(FencelineForm):
    """Less than was asked with one tap, more with a line that says why."""

    radios = ("after",)
    audiences = {"line": "shared"}
    needed_if = {"line": _("needed when you did more than was asked")}

    form_key = FormKey()
    before = forms.ChoiceField(choices=WhatFor.choices, widget=forms.HiddenInput)
    after = forms.ChoiceField(
        label=_("What do you do?"),
        choices=WhatFor.choices,
        error_messages={"required": _("Choose what you do."), "invalid_choice": _("Choose one of these.")},
    )
    line = Prose(label=_("Why, in one line"), rows=1, max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """More than was asked needs a line; the same is no change."""
        cleaned = super().clean() or self.cleaned_data
        before, after = cleaned.get("before"), cleaned.get("after")
        if before and after == before:
            self.add_error("after", gettext("That is what the call asks already."))
        if before and after and is_more(after, before) and cleaned.get("line") == "":
            self.add_error("line", gettext("Say in one line why you did more than was asked."))
        return cleaned


class AcceptForm(FencelineForm):
    """Accept: are the elements of an offense present, and which?"""

    radios = ("elements_present",)
    audiences = {"note": "shared"}

    form_key = FormKey()
    elements_present = forms.ChoiceField(
        label=_("Are the elements of an offense present?"),
        choices=ELEMENT_WORDS,
        error_messages={"required": _("Choose one. Unsure is an honest answer.")},
    )
    nibrs_code = forms.ChoiceField(
        label=_("Which offense (NIBRS)?"),
        required=False,
        choices=lambda: [("", _("None")), *offense_choices()],
        help_text=_("Needed when the elements are present."),
    )
    note = Prose(label=_("Note to the school"), rows=3, max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        """Elements that are present have a code; elements that are not have none."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("elements_present") == Crime.YES and not cleaned.get("nibrs_code") and not self.errors:
            self.add_error("nibrs_code", gettext("Choose the offense whose elements are present."))
        if cleaned.get("elements_present") == Crime.NO and cleaned.get("nibrs_code"):
            self.add_error("nibrs_code", gettext("You said that no offense is present. Choose none, or change that."))
        return cleaned


class DeclineForm(CitingForm):
    """Decline: it is not a police matter, by this clause, for this reason."""

    audiences = {"reason": "shared"}
    needed_if = {"another": _("needed with “Another clause”")}
    field_order = ("clause", "another", "reason")

    another = forms.ChoiceField(label=_("Another clause"), required=False)
    reason = Prose(
        label=_("Why is it not a police matter?"),
        rows=3,
        max_length=2000,
        error_messages={"required": _("Say why in a sentence. The school will read it.")},
    )

    def __init__(self, *args: Any, clauses: Sequence[Clause], **kwargs: Any) -> None:
        super().__init__(*args, clauses=clauses, **kwargs)
        first = likely(clauses)
        rest = [clause for clause in clauses if clause not in first]
        if not rest:
            del self.fields["another"]
        else:
            words = [(str(one.pk), f"{one.number} {one.heading}") for one in rest]
            self.offer("another", [("", _("Choose…")), *words])
            none = (NO_CLAUSE, self.without_clause)
            self.offer("clause", [*clause_choices(first), (ANOTHER_CLAUSE, _("Another clause, chosen below")), none])
        if first:
            self.fields["clause"].initial = str(first[0].pk)

    def clean(self) -> dict[str, Any]:
        """Another clause is one that is chosen."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("clause") == ANOTHER_CLAUSE and not cleaned.get("another") and "another" not in self.errors:
            self.add_error("another", gettext("Choose the clause."))
        return cleaned

    @property
    def cited(self) -> Clause | None:
        """The clause chosen, among the likely ones or the others."""
        given = self.cleaned_data
        key = given.get("another") if given.get("clause") == ANOTHER_CLAUSE else given.get("clause")
        return self.clauses.get(key or "")


class AskForm(FencelineForm):
    """A question to the writer. The turn goes to the school until it is answered."""

    audiences = {"question": "shared"}

    form_key = FormKey()
    question = Prose(
        label=_("What do you need to know?"),
        rows=4,
        max_length=2000,
        error_messages={"required": _("Write the question.")},
    )


class OutcomeForm(FencelineForm):
    """What came of the contact."""

    radios = ("kind",)
    audiences = {"note": "agency_only"}

    form_key = FormKey()
    kind = forms.ChoiceField(
        label=_("Outcome"),
        choices=OutcomeKind.choices,
        error_messages={"required": _("Choose the outcome.")},
    )
    note = Prose(label=_("Note"), rows=3, max_length=3000, required=False)

    def __init__(self, *args: Any, reported: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stays = _("Not sent: under the MOU the school is not told.")
        words = [(kind, label, "" if kind in reported else stays) for kind, label in OutcomeKind.choices]
        self.offer("kind", [(kind, explained(label, hint)) for kind, label, hint in words])


class ReviewForm(CitingForm):
    """The supervisor's determination, with clause and reason; feedback for the school, notes for the agency."""

    radios = ("determination", "crime_involved")
    audiences = {"reason": "shared", "feedback": "shared", "notes": "agency_only"}
    clause_label = _("Which clause is it based on?")
    without_clause = _("No clause")

    version = forms.CharField(required=False, widget=forms.HiddenInput())
    determination = forms.ChoiceField(
        label=_("What was it?"),
        choices=[(value, explained(value.label, hint)) for value, hint in DETERMINATION_WORDS.items()],
        error_messages={"required": _("Choose one.")},
    )
    crime_involved = forms.ChoiceField(
        label=_("Was a crime involved?"),
        choices=[(Crime.YES, Crime.YES.label), (Crime.NO, Crime.NO.label), (Crime.UNSURE, Crime.UNSURE.label)],
        error_messages={"required": _("Choose one. Unsure is an honest answer.")},
    )
    reason = Prose(
        label=_("Reason"), rows=3, max_length=3000, error_messages={"required": _("Give the reason in a sentence.")}
    )
    feedback = Prose(
        label=_("Feedback to the school"),
        rows=3,
        max_length=3000,
        required=False,
        help_text=_("What would help next time."),
    )
    notes = Prose(label=_("Notes"), rows=3, max_length=3000, required=False)
    field_order = ("determination", "crime_involved", "clause", "reason", "feedback", "notes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["clause"]
        if self.clauses:
            # A select here: the reviewer knows the MOU, and the clause cards would push the reason off the screen.
            choices = [(key, f"{clause.number} {clause.heading}") for key, clause in self.clauses.items()]
            field.widget = forms.Select()
            field.choices = [("", _("Choose…")), *choices, (NO_CLAUSE, self.without_clause)]

    def words_chosen(self, name: str) -> object:
        """The words of the choice that was made."""
        field: Any = self.fields[name]
        return dict(field.choices)[self.cleaned_data[name]]
