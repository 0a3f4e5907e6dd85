"""The fields of a referral: one table from which forms, steps, projection, columns and labels derive."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.choices import Crime, Danger, PlanKnown, StartedBy, TextKind, Tried, WhatFor
from incidents.reference import BEHAVIORS, PLACES
from incidents.reference.lists import ReferenceList

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ALWAYS, ASKED_WHY, UNLESS_DANGER, NOT_A_RULE, OPTIONAL = (
    "always",
    "asked why",
    "unless danger",
    "not a rule",
    "optional",
)
DANGER, CRIME, GATE, DETAILS = "referral-danger", "referral-crime", "referral-gate", "referral-details"
CHECK, HAND_ON = "referral-check", "referral-hand-on"


@dataclass(frozen=True)
class Field:
    """One thing a referral says.

    `step` is the page that asks it, by its URL name; `column` its heading in lists and exports, where it has one;
    `text` the kind of row that keeps it, where it is prose. What is not said to cross stays with the school. `taps`
    shows its choices all at once; `many` takes several of them, kept as keys with commas between. `preset` is what the
    form proposes for a draft, where that is honest; `unasked` what is said of a record made before it was asked.
    """

    name: str
    label: "StrOrPromise"
    step: str
    choices: type[models.TextChoices] | ReferenceList | None = None
    required: str = ALWAYS
    crosses: bool = False
    text: TextKind | None = None
    taps: bool = False
    many: bool = False
    hints: Mapping[str, "StrOrPromise"] = attribute(default_factory=dict, hash=False)
    preset: Callable[[Any], str] | None = None
    unasked: "StrOrPromise" = ""
    column: "StrOrPromise" = ""
    question: "StrOrPromise" = ""
    missing: "StrOrPromise" = ""
    help: "StrOrPromise" = ""

    def words(self, value: str) -> str:
        """The word for a value; the value itself where its list has lost it."""
        if not value:
            return str(self.unasked)
        if self.choices is None:
            return value
        return ", ".join(words_of(self.choices, one) for one in (value.split(",") if self.many else [value]))

    def knows(self, value: object) -> bool:
        """Whether the value is on the field's list; none is, where it need not be answered."""
        if self.choices is None or (not value and self.required == ALWAYS):
            return False
        if self.many:
            found = str(value).split(",") if value else []
            return len(set(found)) == len(found) and all(self._lists(one) for one in found)
        return not value or self._lists(value)

    def _lists(self, value: object) -> bool:
        if self.choices is None:
            return False
        return value in self.choices if isinstance(self.choices, ReferenceList) else value in self.choices.values

    def options(self) -> list[Any]:
        """The choices as a form takes them, in groups where the list has groups."""
        if isinstance(self.choices, ReferenceList):
            return [("", _("Choose…")), *self.choices.grouped_choices()]
        return list(self.choices.choices) if self.choices else []


def act_on_a_crime(draft: Any) -> str:
    """The officer is asked to act where the caller thinks of a crime; of a rule of the school nothing is proposed."""
    return WhatFor.ACT if draft.crime == Crime.YES else ""


def words_of(choices: type[models.TextChoices] | ReferenceList, value: str) -> str:
    """The label of a value of a fixed list; the value itself where the list has lost it."""
    if isinstance(choices, ReferenceList):
        return choices.label(value)
    return str(choices(value).label) if value in choices.values else value


FIELDS = (
    Field("crime", _("Was a crime involved?"), CRIME, Crime, crosses=True, column=_("Crime?")),
    # Of a rule matter the reason to call says why; one that stays in school needs none.
    Field(
        "crime_reason",
        TextKind.CRIME_REASON.label,
        CRIME,
        required=NOT_A_RULE,
        crosses=True,
        text=TextKind.CRIME_REASON,
    ),
    Field("danger", _("Anyone in danger"), DANGER, Danger, crosses=True),
    Field("why_call", _("Why the officer is needed"), GATE, required=ASKED_WHY, crosses=True, text=TextKind.WHY_CALL),
    Field(
        "what_for",
        _("What for"),
        DETAILS,
        WhatFor,
        crosses=True,
        taps=True,
        hints={
            WhatFor.AWARE: _("No one need come."),
            WhatFor.STAND_BY: _("Ready, not stepping in."),
            WhatFor.ACT: _("Take it on as police."),
        },
        preset=act_on_a_crime,
        unasked=_("Not asked"),
        column=_("What for"),
        question=_("What do you ask of the officer?"),
        missing=_("Choose what you ask of the officer."),
        help=_("What the law lets or makes an officer do stays as it is, whatever you choose."),
    ),
    Field(
        "started_by",
        _("Started by"),
        DETAILS,
        StartedBy,
        crosses=True,
        taps=True,
        question=_("Who asked for the officer?"),
        missing=_("Choose who asked first."),
    ),
    Field(
        "behavior",
        _("What happened"),
        DETAILS,
        BEHAVIORS,
        crosses=True,
        column=_("What"),
        question=_("What happened?"),
        missing=_("Choose what fits best."),
    ),
    Field(
        "place",
        _("Where"),
        DETAILS,
        PLACES,
        crosses=True,
        column=_("Where"),
        question=_("Where?"),
        missing=_("Choose the place."),
    ),
    Field("occurred_at", _("When"), DETAILS, crosses=True, column=_("Day")),
    Field(
        "shared",
        TextKind.SHARED.label,
        DETAILS,
        crosses=True,
        text=TextKind.SHARED,
        missing=_("Write what was seen or heard. One or two sentences are enough."),
        help=_("What you or your staff saw or heard yourselves. No names, nothing from a school record."),
    ),
    Field(
        "tried",
        _("Tried before"),
        DETAILS,
        Tried,
        required=UNLESS_DANGER,
        crosses=True,
        many=True,
        question=_("What was tried before calling?"),
        missing=_("Choose what was tried, or “Nothing yet”."),
    ),
    Field(
        "tried_more",
        TextKind.TRIED.label,
        DETAILS,
        required=OPTIONAL,
        crosses=True,
        text=TextKind.TRIED,
    ),
    Field(
        "plan",
        _("A plan for the student"),
        DETAILS,
        PlanKnown,
        required=OPTIONAL,
        taps=True,
        question=_("Is there a plan for the student?"),
        help=_("Safety, behavior or support plan. Only whether there is one, never what it says."),
    ),
    Field(
        "speak_to",
        TextKind.SPEAK_TO.label,
        DETAILS,
        required=OPTIONAL,
        text=TextKind.SPEAK_TO,
        help=_("A role or a staff member’s name."),
    ),
    Field(
        "school_only",
        TextKind.SCHOOL_ONLY.label,
        DETAILS,
        required=OPTIONAL,
        text=TextKind.SCHOOL_ONLY,
        help=_("Taken from a student’s record: plans, health, past discipline. The agency never sees it."),
    ),
)
BY_NAME = {field.name: field for field in FIELDS}
BY_TEXT = {field.text: field for field in FIELDS if field.text}
ANSWERS = tuple(field for field in FIELDS if field.text is None)
CROSSING_ANSWERS = tuple(field for field in ANSWERS if field.crosses)
# The texts that may cross to the agency, those of the step "details" first, as a record shows them.
CROSSING_TEXTS = tuple(
    field.text
    for field in sorted(FIELDS, key=lambda field: field.step != DETAILS)
    if field.text is not None and field.crosses
)
STAYING_ANSWERS = tuple(field for field in ANSWERS if not field.crosses)
STAYING_TEXTS = tuple(field.text for field in FIELDS if field.text is not None and not field.crosses)
FACTS = ("what_for", "behavior", "place", "occurred_at", "started_by", "danger", "tried")
STEPS = (DANGER, CRIME, GATE, DETAILS)

# What crosses besides the fields above, by the names that the register of disclosures keeps.
OTHER_LABELS = {
    "number": _("Number"),
    "school": _("School"),
    "district": _("District"),
    "time_zone": _("Time zone"),
    "submitted_at": _("Sent at"),
    "at": _("Time of writing"),
    "writer.name": _("Writer"),
    "writer.title": _("Writer"),
    "sender.name": _("Sender"),
    "sender.title": _("Sender"),
    "by.name": _("Who acted"),
    "by.title": _("Who acted"),
    "participants.role": _("People: part in it"),
    "participants.kind": _("People: who"),
    "participants.description": _("People: described as"),
    "participants.name": _("People: name"),
    "participants.student_number": _("People: student number"),
    "answer": _("Answer"),
    "elements_present": _("Elements of an offense"),
    "nibrs_code": _("NIBRS offense"),
    "clause.id": _("Clause"),
    "clause.number": _("Clause"),
    "clause.heading": _("Clause"),
    "clause.plain": _("Clause"),
    "clause.version": _("Clause"),
    "determination": _("Determination"),
    "crime_involved": _("Crime, by the supervisor"),
    "agrees_on_crime": _("Agreement on crime"),
    "reason": _("Reason"),
    "feedback": _("Feedback"),
    "kind": _("Outcome"),
    "question": _("Question"),
    "reply": _("Answer to the question"),
    "text": _("Later fact"),
    "lead": _("Who leads"),
    "became_safety": _("It became a safety matter"),
    "correction": _("Correction asked for by the family"),
    "what": _("Which record"),
    "why": _("What it is needed for"),
    "ground.threat": _("Ground: the threat"),
    "ground.needs": _("Ground: who needs it"),
    "ground.court": _("Ground: the court"),
    "ground.dated": _("Ground: date of the order"),
    "ground.number": _("Ground: number of the order"),
    "ground.by": _("Ground: who consented"),
    "ground.on": _("Ground: day of the consent"),
    "ground.for": _("Ground: what the consent is for"),
    "decision": _("Decision"),
    "given": _("What was given"),
    "school_only": _("The call’s text from school records"),
    "not_given": _("What was not given, and why"),
    "asked_first": _("Question asked before"),
    "may_be_kept": _("May be kept as an example"),
    "advice": _("Answer"),
    "situation": _("What it was about"),
    "before": _("What for, before"),
    "after": _("What for, now"),
    "line": _("Why"),
}


def label_of(name: str) -> str:
    """The label of what a projection carries under that name; the name itself where a release no longer knows it."""
    text = name.removeprefix("texts.")
    if text in BY_NAME:
        return str(BY_NAME[text].label)
    return str(OTHER_LABELS.get(name, name))


def missing_from(answers: Mapping[str, Any], texts: Iterable[str], *, asks_why: bool) -> list[Field]:
    """The fields that must still be answered before a referral is sent, in the order of the steps that ask them.

    `asks_why`: a call on the officer needs a reason; of a rule matter it stands for the reason of the crime answer.
    Danger that is there now is for 911; a call is logged once it is over, so it is asked again.
    """
    written = set(texts)
    needed = {ALWAYS, ASKED_WHY} if asks_why else {ALWAYS}
    if not (answers.get("crime") == Crime.NO and asks_why):
        needed.add(NOT_A_RULE)
    if answers.get("danger") == Danger.NONE:
        needed.add(UNLESS_DANGER)
    if answers.get("danger") == Danger.NOW:
        answers = {**answers, "danger": ""}
    missing = [
        field
        for field in FIELDS
        if field.required in needed and (field.text not in written if field.text else not answers.get(field.name))
    ]
    return sorted(missing, key=lambda field: STEPS.index(field.step))
