"""The one form helper: every form of the portal is laid out here, by crispy, in templates/bootstrap5."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

NO_CHOICE = "---------"  # Django's
LIMITS_IN_WORDS = {
    "max_length": _("Shorten this to %(limit_value)s characters; it has %(show_value)s."),
    "min_value": _("Enter a number of at least %(limit_value)s."),
    "max_value": _("Enter a number of at most %(limit_value)s."),
}
AUDIENCES = frozenset({"shared", "school_only", "agency_only"})
DATE_FORMAT = "%Y-%m-%d"
TIME_FORMAT = "%H:%M"
DATETIME_FORMAT = "%Y-%m-%dT%H:%M"


class FormLayout:
    """What a form of the portal does beyond Django's: helper, audiences, radios, native pickers.

    audiences: field name to "shared", "school_only" or "agency_only", shown beside the label. Raises ValueError
    for other words.
    radios: names of choice fields to show as stacked radios instead of a select.
    needed_if: field name to the words that say when an answer is needed, shown where others say "optional".
    """

    audiences: ClassVar[Mapping[str, str]] = {}
    radios: ClassVar[Sequence[str]] = ()
    needed_if: ClassVar[Mapping[str, Any]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, audience in self.audiences.items():
            if audience not in AUDIENCES:
                raise ValueError(f"{name} has the audience {audience!r}; known are {sorted(AUDIENCES)}.")
            if name in self.fields:
                self.fields[name].audience = audience  # type: ignore[attr-defined]
        for name, words in self.needed_if.items():
            if name in self.fields:
                self.fields[name].needed_if = words  # type: ignore[attr-defined]
        for name in self.radios:
            if name in self.fields:
                as_radios(self.fields[name])
        for field in self.fields.values():
            native_picker(field.widget)
            limits_in_words(field)
            if field.required:
                plain_words(field)

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]] | QuerySet[Any]) -> None:
        """Fill a choice field with what this reader may choose; nothing where the form has no such field."""
        field: Any = self.fields.get(name)
        if isinstance(choices, QuerySet) and field:
            field.queryset = choices
        elif field:
            field.choices = choices

    @property
    def helper(self) -> FormHelper:
        """The crispy helper: fields only; components/form.html writes the form around them."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        return helper


class FencelineForm(FormLayout, forms.Form):
    """A plain form, laid out the portal's way."""


class FencelineModelForm(FormLayout, forms.ModelForm):  # type: ignore[type-arg]  # no parameters at run time
    """A form over a model, laid out the portal's way."""


class ConfirmForm(FencelineForm):
    """A form with nothing to fill in: the button is the answer."""


class FilterForm(FencelineForm):
    """What a list is filtered by. A value that makes no sense filters nothing.

    searches: True where a person's name is among the filters; it is posted, so that it stands in no address.
    """

    searches: ClassVar[bool] = False

    @property
    def given(self) -> dict[str, Any]:
        """The filters that are on and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class FormKey(forms.UUIDField):
    """Hidden: makes a form one record however often it is sent. Each form that is opened has a new one."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("This form was opened too long ago. Open it again; nothing was saved."),
        "invalid": _("This form was opened too long ago. Open it again; nothing was saved."),
    }

    def __init__(self) -> None:
        super().__init__(initial=uuid4)


def as_radios(field: forms.Field) -> None:
    """Show a choice field as stacked radios; an optional one names its empty choice."""
    choices = list(getattr(field, "choices", []))
    if not isinstance(field, forms.ModelChoiceField):
        choices = without_blank(choices)
        if not field.required:
            choices = [("", _("Not stated")), *choices]
    attrs = {key: value for key, value in field.widget.attrs.items() if key != "class"}
    field.widget = forms.RadioSelect(attrs=attrs)
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = None if field.required else str(_("Not stated"))
        field.widget.choices = field.choices
    else:
        field.choices = choices  # type: ignore[attr-defined]


def plain_words(field: forms.Field) -> None:
    """Say what to do about an empty answer, where the form has no words of its own."""
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    if isinstance(field, forms.FileField):
        words = _("Please choose a file.")
    elif isinstance(field, forms.BooleanField):
        words = _("Please check this box.")
    elif isinstance(field, forms.ChoiceField):
        words = _("Please choose an answer.")
    else:
        words = _("Please fill this in.")
    field.error_messages["required"] = words


def limits_in_words(field: forms.Field) -> None:
    """Say a limit, and an empty choice, as a person would, where the form has no words of its own."""
    field.error_messages.setdefault("max_length", LIMITS_IN_WORDS["max_length"])
    if type(field) is forms.IntegerField:  # a decimal or a duration is one too, and has words of its own
        field.error_messages.update(LIMITS_IN_WORDS | {"invalid": _("Enter a whole number.")})
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == NO_CHOICE:
        field.empty_label = _("Choose…")


def without_blank(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The choices less Django's empty one."""
    return [(value, label) for value, label in choices if value not in ("", None)]


def native_picker(widget: forms.Widget) -> None:
    """Give date and time widgets the browser's own picker, which wants ISO values."""
    if isinstance(widget, forms.DateTimeInput):
        widget.input_type, widget.format = "datetime-local", DATETIME_FORMAT
    elif isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", DATE_FORMAT
    elif isinstance(widget, forms.TimeInput):
        widget.input_type, widget.format = "time", TIME_FORMAT
