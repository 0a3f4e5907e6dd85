"""What the school adds later: an answer to a question, a withdrawal, a later fact, a disclosure."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm, FormKey
from incidents.forms.fields import Prose


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
