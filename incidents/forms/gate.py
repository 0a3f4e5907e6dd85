"""The gate: danger, crime, and what the school does itself. One question a screen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.forms import ConfirmForm, FencelineForm, FormKey
from incidents.choices import Crime, Danger
from incidents.fields import BY_NAME
from incidents.forms.fields import DayField, Prose, TimeOfDayField, check_day, moment_of, zone_words
from incidents.reference import BEHAVIORS, SCHOOL_ROUTES, TOLD, Duty
from incidents.reference.behaviors import support_choices

CRIME_WORDS = (
    (Crime.NO, _("No"), _("A school rule was broken, or nothing was.")),
    (Crime.UNSURE, _("Unsure"), _("It could be either; the supervisor or the officer will look at it.")),
    (Crime.YES, _("Yes"), _("A law was broken, as far as you can tell.")),
)


def explained(label: object, hint: object) -> str:
    """A choice with a line under it that says what it means."""
    return format_html('{}<span class="row-sub">{}</span>', label, hint) if hint else str(label)


class DangerForm(FencelineForm):
    """Is anyone in danger?"""

    radios: ClassVar[Sequence[str]] = ("danger",)

    danger = forms.ChoiceField(
        label=_("Is anyone in danger right now?"),
        choices=Danger.choices,
        error_messages={"required": _("Choose one. The next page depends on it.")},
    )


class StartForm(DangerForm):
    """Is anyone in danger? And, for a person who writes for more than one school, which school."""

    radios = ("danger", "school")

    form_key = FormKey()
    school = forms.ModelChoiceField(
        label=_("Which school?"),
        queryset=Organization.objects.none(),
        error_messages={"required": _("Choose the school."), "invalid_choice": _("Choose one of your schools.")},
    )

    def __init__(self, *args: Any, schools: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = schools
        if len(schools) == 1:
            del self.fields["school"]
        else:
            field: Any = self.fields["school"]
            field.queryset = Organization.objects.filter(pk__in=[school.pk for school in schools]).order_by(
                "name_folded"
            )
            field.widget.choices = [(school.pk, school.name) for school in schools]

    @property
    def chosen(self) -> Organization:
        """The school the call is about."""
        return self.cleaned_data.get("school") or self.schools[0]


class CrimeForm(FencelineForm):
    """Was a crime involved, and why does the writer think so? Of a rule of the school nobody asks why.

    `tapped`: only the first question was on the page. `is_over`: there was danger, so it is no rule matter in any case.
    """

    radios = ("crime",)
    needed_if = {"reason": _("needed unless only a rule was broken")}
    audiences = {"reason": "shared"}

    crime = forms.ChoiceField(
        label=BY_NAME["crime"].label,
        choices=[(value, explained(label, hint)) for value, label, hint in CRIME_WORDS],
        error_messages={"required": _("Choose one. Unsure is an honest answer.")},
    )
    reason = Prose(
        label=_("Why do you think so?"),
        rows=3,
        max_length=2000,
        required=False,
        help_text=_("One sentence is enough: what makes it a crime, or a matter for the school."),
    )

    def __init__(self, *args: Any, tapped: bool, is_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tapped, self.is_over = tapped, is_over

    def clean(self) -> dict[str, Any]:
        """A crime, a doubt, or what was dangerous needs a reason."""
        cleaned = super().clean() or self.cleaned_data
        asks = cleaned.get("crime") in (Crime.YES, Crime.UNSURE) or self.is_over
        if asks and not self.tapped and cleaned.get("reason") == "":
            self.add_error("reason", gettext("Say in a sentence why you think so."))
        return cleaned


def route_choices() -> list[Any]:
    """What a school does itself, each with what it means."""
    return [(item.key, explained(str(item.label), str(item.hint))) for item in SCHOOL_ROUTES]


# What most often needs no officer; the whole list is one tap further.
COMMON = ("phone", "defiance", "disruption", "profanity", "skipping", "tardy", "horseplay", "dress")


def picked_behavior(data: Mapping[str, str], before: str) -> str:
    """The matter picked at the gate: of the whole list where it was changed there, else of the common ones."""
    common, other = data.get("behavior", ""), data.get("other", "")
    return other if other and (other != before or not common) else common


class KeepForm(FencelineForm):
    """Keep it in school: what happened, and what the school does instead, each with one tap."""

    radios = ("behavior",)

    behavior = forms.ChoiceField(label=BY_NAME["behavior"].question, choices=BY_NAME["behavior"].options)
    other = forms.ChoiceField(label=_("Another matter"), choices=BY_NAME["behavior"].options, required=False)
    route = forms.ChoiceField(
        label=_("What will the school do?"),
        choices=route_choices,
        error_messages={"required": _("Choose what the school will do.")},
    )
    day = DayField()

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now
        self.fields["day"].initial = now.astimezone(zone).date()
        behavior, before = self.fields["behavior"], self.initial.get("behavior", "")
        behavior.required = False
        behavior.widget.choices = [(key, BEHAVIORS.label(key)) for key in COMMON]
        self.initial["other"] = "" if before in COMMON else before

    def clean(self) -> dict[str, Any]:
        """Refuse a day that is still to come, or too long ago, and to keep what is not named."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["behavior"] = picked_behavior(cleaned, self.initial["other"])
        if not cleaned["behavior"] and not self.errors.keys() & {"behavior", "other"}:
            self.add_error("behavior", BY_NAME["behavior"].missing)
        if cleaned.get("day"):
            check_day(cleaned["day"], zone=self.zone, now=self.now)
        return cleaned


class HandOnForm(ConfirmForm):
    """Who was told of a matter that must be handed on, and when. Nothing of the matter itself is asked."""

    told = forms.MultipleChoiceField(label=_("Who has been told?"), widget=forms.CheckboxSelectMultiple)
    day = DayField(label=_("On which day?"))
    time = TimeOfDayField(label=_("At what time?"))

    def __init__(self, *args: Any, duty: Duty, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duty, self.zone, self.now = duty, zone, now
        offered = [item for item in TOLD if item.key in duty.offered]
        self.offer("told", [(item.key, explained(item.label, item.hint)) for item in offered])
        self.fields["told"].error_messages["required"] = duty.missing
        today = now.astimezone(zone).date()
        self.fields["day"].initial = today
        self.fields["time"].help_text = gettext("%(zone)s, as at the school.") % {"zone": zone_words(zone, today)}

    def clean_told(self) -> list[str]:
        """Those who were told, among them one who must be."""
        told: list[str] = self.cleaned_data["told"]
        if set(told).isdisjoint(self.duty.needs):
            raise ValidationError(self.duty.missing, code="owed")
        return told

    def clean(self) -> dict[str, Any]:
        """Turn day and time into the moment they were told, `told_at`."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day") and cleaned.get("time"):
            cleaned["told_at"] = moment_of(cleaned["day"], cleaned["time"], zone=self.zone, now=self.now)
        return cleaned


class SupportForm(FencelineForm):
    """Ask the officer for help as mentor or educator: a request like any other, not a call that should not be."""

    audiences = {"ask_for": "shared"}

    support = forms.ChoiceField(
        label=_("What would help?"),
        choices=lambda: [("", _("Choose…")), *support_choices()],
        error_messages={"required": _("Choose what fits best.")},
    )
    ask_for = Prose(
        label=_("What do you ask the officer for?"),
        rows=3,
        max_length=2000,
        help_text=_("For whom, and by when. The officer and the supervisor read this."),
        error_messages={"required": _("Say in a sentence what you ask for.")},
    )


class CallAnywayForm(FencelineForm):
    """Call the officer although no crime is involved: the reason is kept and read by both sides."""

    audiences = {"why_call": "shared"}

    why_call = Prose(
        label=_("Why is the officer needed?"),
        rows=3,
        max_length=2000,
        help_text=_("The officer and the supervisor will read this beside the clause."),
        error_messages={"required": _("Say why the officer is needed. Without a reason it stays in school.")},
    )
