"""Organizations and the days on which they are closed."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms.models import modelform_factory
from django.utils.translation import gettext_lazy as _

from accounts.actions.organizations import EDITABLE
from accounts.forms.names import require_visible
from accounts.forms.places import PlaceField
from accounts.models import Organization
from accounts.reference.time_zones import TIME_ZONES
from common.forms import FencelineForm, FencelineModelForm

DIGITS = {
    "nces_leaid": RegexValidator(r"^[0-9]{7}$", _("The LEAID is seven digits.")),
    "nces_schid": RegexValidator(r"^[0-9]{5,12}$", _("The SCHID is five to twelve digits.")),
    "ori": RegexValidator(r"^[A-Z]{2}[A-Z0-9]{7}$", _("An ORI is nine capital letters and digits, such as OH0250000.")),
    "state": RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, such as OH.")),
}


class Capitals(forms.CharField):
    """Letters that are written large, however they were typed."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()


class OrganizationForm(FencelineModelForm):
    """The fields every organization form shares its cleaning with; `organization_form` picks those of a kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, validator in DIGITS.items():
            if name in self.fields:
                self.fields[name].validators.append(validator)
        if "time_zone" in self.fields:
            self.fields["time_zone"] = self.zone_field()
        if "closes_at" in self.fields:
            self.fields["closes_at"].help_text = _("What is due on a day is due by this time.")

    def zone_field(self) -> forms.ChoiceField:
        """The zones of the United States, and the one the organization has if it is another."""
        choices: list[tuple[str, Any]] = list(TIME_ZONES)
        known = self.instance.time_zone
        if known and known not in dict(choices):
            choices.append((known, known))
        return forms.ChoiceField(
            label=_("Time zone"),
            choices=choices,
            initial=known,
            help_text=_("Days and due times are counted in this zone."),
        )

    def clean_name(self) -> str:
        """A name that shows something."""
        name: str = self.cleaned_data["name"]
        require_visible(name)
        return name


def organization_form(kind: str) -> type[OrganizationForm]:
    """The form for an organization of this kind, with the fields that may be changed."""
    form: type[OrganizationForm] = modelform_factory(  # type: ignore[assignment]
        Organization,
        form=OrganizationForm,
        fields=EDITABLE[kind],
        widgets={"closes_at": forms.TimeInput},
        field_classes={"state": Capitals, "ori": Capitals},
    )
    return form


class ClosedDaysForm(FencelineForm):
    """Days without school."""

    place = PlaceField(label=_("Where"), everywhere="")
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        validators=[require_visible],
        help_text=_("Thanksgiving break, teacher workday."),
    )
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput)
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput, help_text=_("Leave empty for one day.")
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["place"]
        where.offer(places)
        if where.offered:
            self.initial.setdefault("place", str(where.offered[0].pk))

    def clean(self) -> dict[str, Any]:
        """One day is a range of one."""
        cleaned = super().clean() or {}
        first = cleaned.get("first_day")
        if first and not cleaned.get("last_day") and "last_day" not in self.errors:
            cleaned["last_day"] = first
        return cleaned
