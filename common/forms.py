"""The one form helper: every form of the portal is laid out here, by crispy, in templates/bootstrap5."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar, NamedTuple
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from common.dates import add_months
from common.lines import require_one_line
from common.versions import Shown, changed_since, version_of

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


class Years(NamedTuple):
    """How many years back and ahead of today a day may lie that a person enters."""

    back: int
    ahead: int


ANY_DAY = Years(back=25, ahead=10)  # where a form says nothing of its own
CHANGED_WORDS = _(
    "Nothing was done: since you opened this page, it changed in another window or by someone else. "
    "Changed: %(changed)s. Read it as it stands now, then confirm again."
)
FOUR_DIGITS = _("Enter the day with its year in four digits, such as 02/08/2027.")


class FormLayout:
    """What a form of the portal does beyond Django's: helper, audiences, radios, native pickers.

    audiences: field name to "shared", "school_only" or "agency_only", shown beside the label. Raises ValueError
    for other words.
    radios: names of choice fields to show as stacked radios instead of a select.
    needed_if: field name to the words that say when an answer is needed, shown where others say "optional".
    day_years: name of a date field to how far back and ahead it goes; the others go as far as ANY_DAY.
    """

    audiences: ClassVar[Mapping[str, str]] = {}
    radios: ClassVar[Sequence[str]] = ()
    needed_if: ClassVar[Mapping[str, Any]] = {}
    day_years: ClassVar[Mapping[str, Years]] = {}
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

    def full_clean(self) -> None:
        """Django's, once every one-line field is held to one line and every day to its years, those a form added itself
        among them."""
        for name, field in self.fields.items():
            hold_to_one_line(field)
            hold_to_years(field, self.day_years.get(name, ANY_DAY))
        super().full_clean()  # type: ignore[misc]  # the form this is mixed into has it

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


class Confirming(FormLayout):
    """What the form of a page that shows something and asks for a yes does beyond: it knows what the page showed.

    shown: what the page shows as it stands now, by its label. The form carries the version of it; where that is another
    one by the time the answer comes, the form names what changed, and asks again.
    """

    def __init__(self, *args: Any, shown: Shown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.fields["version"] = forms.Field(
            required=False, widget=forms.HiddenInput, initial=version_of(shown), label=_("What this page showed")
        )

    @property
    def seen(self) -> str:
        """The version of what the page showed, for the action to compare once more with the rows held."""
        return version_of(self.shown)

    def full_clean(self) -> None:
        """Every field, and whether the page that is answered showed what stands here now."""
        super().full_clean()
        form: Any = self
        if not form.is_bound:
            return
        version = str(form.cleaned_data.pop("version", None) or "")
        if changed := changed_since(version, self.shown):
            form.data = form.data.copy()
            form.data[form.add_prefix("version")] = version_of(self.shown)
            form.add_error(None, CHANGED_WORDS % {"changed": ", ".join(map(str, changed))})


class ConfirmForm(Confirming, forms.Form):
    """A form that asks for a yes to what its page shows; without fields of its own, the button is the answer."""


FEW_FILTERS = 2  # as many stand above a list on a phone


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

    @property
    def folds(self) -> bool:
        """Whether it is long enough to stand behind one button on a phone."""
        return len(self.visible_fields()) > FEW_FILTERS


class FormKey(forms.UUIDField):
    """Hidden: makes a form one record however often it is sent. Each form that is opened has a new one."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("This form was opened too long ago. Open it again; nothing was saved."),
        "invalid": _("This form was opened too long ago. Open it again; nothing was saved."),
    }

    def __init__(self) -> None:
        super().__init__(initial=uuid4)


def key_sent(data: Mapping[str, Any]) -> UUID | None:
    """The key of a form that was sent, before the form is judged; None where there is none."""
    try:
        return UUID(data.get("form_key", ""))
    except ValueError:
        return None


def is_one_line(field: forms.Field) -> bool:
    """Whether a person types one line there. A password may be anything, and nobody reads it."""
    if not isinstance(field, forms.CharField) or isinstance(field, forms.UUIDField | forms.JSONField):
        return False  # the last two are of Django's CharField, and clean to no text
    return not isinstance(field.widget, forms.Textarea | forms.PasswordInput)


def hold_to_one_line(field: forms.Field) -> None:
    """Refuse line breaks and hidden characters where a person types one line."""
    if is_one_line(field) and require_one_line not in field.validators:
        field.validators = [*field.validators, require_one_line]


def hold_to_years(field: forms.Field, years: Years) -> None:
    """Ask back for a year of two digits, and refuse a day that lies further off than its field goes."""
    if not isinstance(field, forms.DateField | forms.DateTimeField) or hasattr(field, "years"):
        return
    field.years = years  # type: ignore[union-attr]
    field.input_formats = [one for one in field.input_formats or () if "%y" not in one]
    if field.error_messages["invalid"] == type(field).default_error_messages["invalid"] and type(field) in DAY_FIELDS:
        field.error_messages["invalid"] = FOUR_DIGITS
    field.validators = [*field.validators, partial(require_near, years=years)]


DAY_FIELDS = (forms.DateField, forms.DateTimeField)  # a class made from these has words of its own


def require_near(value: date, *, years: Years) -> None:
    """Raise ValidationError for a day that lies further off than so many years; somebody mistyped the year."""
    day = value.date() if isinstance(value, datetime) else value
    today = timezone.localdate()
    first, last = add_months(today, -12 * years.back), add_months(today, 12 * years.ahead)
    if day.year < 1000:
        raise forms.ValidationError(FOUR_DIGITS, code="year")
    if not first <= day <= last:
        words = _("%(year)s is too far off. Check the year; a day from %(first)s through %(last)s can be entered here.")
        days = {"first": date_format(first, "F j, Y"), "last": date_format(last, "F j, Y")}
        raise forms.ValidationError(words, code="year", params={"year": day.year, **days})


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
        words = _("Choose a file.")
    elif isinstance(field, forms.BooleanField):
        words = _("Check this box to go on.")
    elif isinstance(field, forms.ChoiceField):
        words = _("Choose an answer.")
    else:
        words = _("Fill this in.")
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
