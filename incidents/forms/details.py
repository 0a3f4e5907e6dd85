"""What happened, where and when, who was involved; and, at the end, whether names cross."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.forms import Confirming, FencelineForm
from incidents.choices import Basis, Danger, ParticipantKind, ParticipantRole
from incidents.fields import ALWAYS, BY_NAME, DETAILS, FIELDS, UNLESS_DANGER, Field
from incidents.forms.fields import DayField, Prose, TimeOfDayField, moment_of, zone_words
from incidents.forms.gate import explained
from incidents.limits import GROUND_NEEDS

# The field of the form in which each thing that a ground demands is written.
FIELD_OF = {
    "threat": "threat",
    "told": "told",
    "by": "consent_by",
    "on": "consent_on",
    "for": "consent_for",
}


NO_AGENCY = "none"


def fields_of(needs: Sequence[str]) -> list[str]:
    """The fields in which what a ground demands is written."""
    return [FIELD_OF[need] for need in needs]


class Taps(forms.MultipleChoiceField):
    """Several choices of a list, all shown at once; kept as their keys with commas between."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        """The keys of what is kept."""
        return [one for one in value.split(",") if one] if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The keys in the order of the list."""
        chosen = super().clean(value)
        offered: Any = self.choices
        return ",".join(str(key) for key, _label in offered if key in chosen)


def choices_of(field: Field) -> list[Any]:
    """The choices of a field, each with its hint where there is one."""
    return [
        (value, explained(label, field.hints[value]) if value in field.hints else label)
        for value, label in field.options()
    ]


def asked(name: str) -> forms.Field:
    """The form's field of one field of a referral."""
    field = BY_NAME[name]
    required, missing = field.required == ALWAYS, {"required": field.missing} if field.missing else {}
    if field.text is None:
        kind = Taps if field.many else forms.ChoiceField
        return kind(
            label=field.question,
            choices=partial(choices_of, field),
            required=required,
            error_messages=missing,
            help_text=field.help,
        )
    rows = 5 if required else 3
    return Prose(label=field.label, rows=rows, required=required, error_messages=missing, help_text=field.help)


ASKED = [field for field in FIELDS if field.step == DETAILS]
# A form whose fields are those of the table; a moment is asked as a day and a time.
if TYPE_CHECKING:
    AskedForm = FencelineForm
else:
    AskedForm = type(
        "AskedForm", (FencelineForm,), {field.name: asked(field.name) for field in ASKED if field.name != "occurred_at"}
    )


class DetailsForm(AskedForm):
    """The event itself, as `incidents.fields` says it is asked. Day and time are the school's own."""

    field_order = [
        name for field in ASKED for name in (("day", "time") if field.name == "occurred_at" else (field.name,))
    ]
    radios = [field.name for field in ASKED if field.taps]
    audiences = {
        field.name: "shared" if field.crosses else "school_only" for field in ASKED if field.text or not field.crosses
    }
    needed_if = {field.name: _("needed unless there was danger") for field in ASKED if field.required == UNLESS_DANGER}

    day = DayField()
    time = TimeOfDayField()

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, danger: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now, self.danger = zone, now, danger
        today = now.astimezone(zone).date()
        self.fields["day"].initial = today
        self.fields["time"].help_text = gettext("%(zone)s, as at the school.") % {"zone": zone_words(zone, today)}

    def clean(self) -> dict[str, Any]:
        """Turn day and time into the moment of the event; ask what is asked where no one was in danger."""
        cleaned = super().clean() or self.cleaned_data
        for field in ASKED:
            if field.required == UNLESS_DANGER and self.danger == Danger.NONE and cleaned.get(field.name) == "":
                self.add_error(field.name, field.missing)
        if cleaned.get("day") and cleaned.get("time"):
            cleaned["occurred_at"] = moment_of(cleaned["day"], cleaned["time"], zone=self.zone, now=self.now)
        return cleaned


class ParticipantForm(FencelineForm):
    """One person in the event. A row left empty is no one."""

    audiences = {"description": "shared", "name": "school_only", "student_number": "school_only"}
    needed_if = {
        "role": _("needed for each person"),
        "kind": _("needed for each person"),
        "name": _("needed with a student number"),
    }

    role = forms.ChoiceField(
        label=_("Part in it"), choices=[("", _("Choose…")), *ParticipantRole.choices], required=False
    )
    kind = forms.ChoiceField(label=_("Who"), choices=[("", _("Choose…")), *ParticipantKind.choices], required=False)
    description = Prose(
        label=_("Described as"),
        rows=1,
        max_length=120,
        required=False,
        help_text=_("Without a name: “ninth grader in a gray hoodie”."),
    )
    name = Prose(label=_("Name"), rows=1, max_length=150, required=False)
    student_number = Prose(label=_("Student number"), rows=1, max_length=40, required=False)
    leave_out = forms.BooleanField(label=_("Take this person out"), required=False)

    @property
    def part_title(self) -> str:
        """Which person of the form this is, as its heading and its errors say it."""
        return gettext("Person %(number)d") % {"number": int(str(self.prefix).rpartition("-")[2]) + 1}

    def clean(self) -> dict[str, Any]:
        """A person named or described needs a part and a kind."""
        cleaned = super().clean() or self.cleaned_data
        if self.is_someone:
            for name in ("role", "kind"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Choose one for this person, or take the person out."))
        if cleaned.get("student_number") and not cleaned.get("name") and self.is_someone:
            self.add_error("name", gettext("Give the name that goes with the student number."))
        return cleaned

    @property
    def is_someone(self) -> bool:
        """Whether the row speaks of anyone."""
        given = self.cleaned_data
        return not given.get("leave_out") and any(
            given.get(name) for name in ("role", "kind", "description", "name", "student_number")
        )


class AgencyForm(FencelineForm):
    """Which agency is called. Where there is but one it is not asked; the form still names the one that was shown."""

    radios: ClassVar[Sequence[str]] = ("agency",)

    agency = forms.ChoiceField(
        label=_("Which agency is called?"),
        error_messages={
            "required": _("Choose the agency that is called."),
            "invalid_choice": _("Which agency receives calls from this school changed a moment ago. Look here again."),
        },
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.choices = agencies or [(NO_AGENCY, "")]
        if len(agencies) < 2:
            field.required = False
            field.widget = forms.HiddenInput()
            field.initial = field.choices[0][0]

    def clean_agency(self) -> str:
        """The agency that was chosen, or the one that is not asked for."""
        return str(self.cleaned_data["agency"] or self.fields["agency"].initial)


class DiscloseForm(Confirming, AgencyForm):
    """Sending a saved call later; its page shows all that crosses."""


class SendForm(AgencyForm):
    """The last question before sending, where the MOU allows names to cross: whether they do, and on what ground."""

    radios = ("agency", "identity")
    needed_if = {
        **dict.fromkeys(("threat", "told"), _("needed in an emergency")),
        **dict.fromkeys(("consent_by", "consent_on", "consent_for"), _("needed with consent")),
    }

    identity = forms.ChoiceField(
        label=_("May the names be sent to the agency?"),
        required=False,
        help_text=_(
            "Names come from the school’s records. They may be sent only on one of these grounds, and it is logged."
        ),
    )
    threat = Prose(label=_("In an emergency: what is the threat?"), rows=2, max_length=1000, required=False)
    told = Prose(
        label=_("In an emergency: who was told?"),
        rows=1,
        max_length=300,
        required=False,
        help_text=_("The people the names were given to (34 CFR 99.32(a)(5))."),
    )
    consent_by = Prose(label=_("With consent: who gave it?"), rows=1, max_length=150, required=False)
    consent_on = forms.DateField(label=_("With consent: when?"), required=False, widget=forms.DateInput())
    consent_for = Prose(label=_("With consent: for what?"), rows=1, max_length=300, required=False)

    def __init__(
        self, *args: Any, agencies: Sequence[tuple[str, str]], bases: list[Basis], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, agencies=agencies, **kwargs)
        self.today = today
        if not bases:
            for name in ("identity", *(name for needs in GROUND_NEEDS.values() for name in fields_of(needs))):
                del self.fields[name]
            return
        for basis, needs in GROUND_NEEDS.items():
            for name in fields_of(needs) if basis not in bases else ():
                del self.fields[name]
        field: Any = self.fields["identity"]
        field.choices = [("", _("No, send no names")), *((basis.value, basis.label) for basis in bases)]

    def clean(self) -> dict[str, Any]:
        """An emergency names the threat and who was told; consent says who, when and for what."""
        cleaned = super().clean() or self.cleaned_data
        for name in fields_of(GROUND_NEEDS.get(cleaned.get("identity") or "", ())):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, gettext("The ground you chose needs this."))
        if cleaned.get("consent_on") and cleaned["consent_on"] > self.today:
            self.add_error("consent_on", ValidationError(gettext("This day is still to come."), code="future"))
        return cleaned

    @property
    def ground(self) -> dict[str, str]:
        """What the legal ground demands to be written down."""
        given = self.cleaned_data
        return {need: str(given[FIELD_OF[need]]) for need in GROUND_NEEDS.get(given.get("identity") or "", ())}


class PlanForm(Confirming, SendForm):
    """On which ground the agency is told that a plan exists; its page shows what would be told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, agencies=(), **kwargs)
        if "identity" in self.fields:
            field: Any = self.fields["identity"]
            field.label, field.help_text = (
                _("On which ground?"),
                _("It comes from a student’s record, and it is logged."),
            )
            field.choices = field.choices[1:]
            field.required = True
            field.error_messages["required"] = _("Choose the ground.")
