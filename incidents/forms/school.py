"""What the school adds later: an answer to a question, a withdrawal, a later fact, a disclosure."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm, FormKey
from incidents.actions.guardians import Telling
from incidents.choices import GuardianHow, GuardianWhyNot
from incidents.forms.fields import DayField, Prose, TimeOfDayField, moment_of, zone_words


class ReplyForm(FencelineForm):
    """The answer to a question asked back."""

    audiences = {"reply": "shared"}

    form_key = FormKey()
    question = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), _("Open this form again; nothing was saved.")),
    )
    reply = Prose(
        label=_("Your answer"),
        rows=4,
        max_length=5000,
        help_text=_("What you or your staff saw, heard or tried. Nothing from a school record."),
        error_messages={"required": _("Write the answer.")},
    )


class WithdrawForm(FencelineForm):
    """Take the call back, with the reason."""

    audiences = {"reason": "shared"}

    reason = Prose(
        label=_("Why do you withdraw it?"),
        rows=3,
        max_length=2000,
        error_messages={"required": _("Say why in a sentence.")},
    )


WHY_NOT = [("", _("Yes")), *((why.value, format_lazy("{}: {}", _("No"), why.label)) for why in GuardianWhyNot)]


class GuardianForm(FencelineForm):
    """Was a guardian told: who told them, when, how; or why not."""

    radios = ("why_not", "how")
    audiences = dict.fromkeys(("why_not", "told_by", "how", "interpreter"), "school_only")
    needed_if = dict.fromkeys(("told_by", "day", "time", "how"), _("needed if they were told"))

    form_key = FormKey()
    why_not = forms.ChoiceField(
        label=_("Was a guardian told?"),
        choices=[("", _("Yes"))]
        + [(value, format_lazy("{}: {}", _("No"), label)) for value, label in GuardianWhyNot.choices],
        required=False,
    )
    told_by = Prose(label=_("Who told them?"), rows=1, max_length=150, required=False)
    how = forms.ChoiceField(label=_("How?"), choices=GuardianHow.choices, required=False)
    day = DayField(required=False)
    time = TimeOfDayField(required=False)
    interpreter = forms.BooleanField(label=_("With an interpreter"), required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now
        today = now.astimezone(zone).date()
        self.fields["day"].initial = today
        self.fields["time"].help_text = gettext("%(zone)s, as at the school.") % {"zone": zone_words(zone, today)}

    def clean(self) -> dict[str, Any]:
        """Who was told needs all of it; where nobody was, none of it is kept."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("why_not"):
            return cleaned
        for name in ("told_by", "how", "day", "time"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, gettext("Give this, or say why nobody was told."))
        if cleaned.get("day") and cleaned.get("time"):
            cleaned["told_at"] = moment_of(cleaned["day"], cleaned["time"], zone=self.zone, now=self.now)
        return cleaned

    @property
    def telling(self) -> Telling:
        """As it is kept."""
        given = self.cleaned_data
        if given["why_not"]:
            return Telling(why_not=given["why_not"])
        names = ("told_by", "told_at", "how", "interpreter")
        return Telling(**{name: given[name] for name in names})


class AddendumForm(FencelineForm):
    """A later fact. Submitted records are frozen, so this stands beside them."""

    radios = ("crosses",)

    form_key = FormKey()
    text = Prose(
        label=_("What is to be added?"),
        rows=4,
        max_length=5000,
        error_messages={"required": _("Write what is to be added.")},
    )
    crosses = forms.ChoiceField(
        label=_("Who reads it?"),
        choices=[("no", _("Our side only")), ("yes", _("Both sides read this"))],
        initial="no",
        error_messages={"required": _("Choose who reads it.")},
    )

    @property
    def does_cross(self) -> bool:
        """Whether the other side reads it."""
        return bool(self.cleaned_data["crosses"] == "yes")
