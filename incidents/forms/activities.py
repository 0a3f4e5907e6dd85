"""The officer's log: a form of thirty seconds, what the list and the report are filtered by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.forms import FencelineForm, FilterForm, FormKey, Years
from common.refusals import Refused
from incidents.actions.activities import Work
from incidents.choices import Audience, Leg
from incidents.errors import DayNotLogged, NotPostedThere, UnknownAnswer
from incidents.forms.fields import DAY_FORMATS
from incidents.limits import LONGEST_ACTIVITY
from incidents.reference import ACTIVITIES
from incidents.reference.activities import ASKS_AUDIENCE, USUAL_LEG

OTHER = "other"
MINUTES = (10, 15, 20, 30, 45, 60, 90, 120)
FEW_PLACES = 7  # as many stand as radios


@dataclass(frozen=True)
class WorkPlace:
    """Where an entry may lie: a school of the officer's postings, or none, for the agency that posted them."""

    agency: Organization
    school: Organization | None
    label: str

    @property
    def key(self) -> str:
        return f"{self.agency.pk}:{self.school.pk if self.school else ''}"


class ActivityForm(FencelineForm):
    """Four taps: what, how long, for whom, log it. Today and the posted school are filled in."""

    radios = ("kind", "minutes", "leg")
    needed_if = {"other_minutes": _("needed with “Other”"), "leg": _("choose one for a meeting, training or paperwork")}
    day_years = {"day": Years(back=1, ahead=1)}

    form_key = FormKey()
    kind = forms.ChoiceField(
        label=_("What did you do?"),
        choices=ACTIVITIES.grouped_choices,
        error_messages={"required": _("Choose what you did.")},
    )
    minutes = forms.ChoiceField(
        label=_("How many minutes?"),
        choices=[*((str(one), str(one)) for one in MINUTES), (OTHER, _("Other"))],
        error_messages={"required": _("Choose how long it took.")},
    )
    other_minutes = forms.IntegerField(
        label=_("Other minutes"), required=False, min_value=1, max_value=LONGEST_ACTIVITY
    )
    audience = forms.MultipleChoiceField(
        label=_("For whom?"), choices=Audience.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    place = forms.ChoiceField(label=_("Where?"), error_messages={"required": _("Choose a school, or none.")})
    day = forms.DateField(label=_("Day"), input_formats=DAY_FORMATS, widget=forms.DateInput())
    leg = forms.ChoiceField(label=_("Leg of the triad"), choices=Leg.choices, required=False)

    def __init__(self, *args: Any, places: Sequence[WorkPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {one.key: one for one in places}
        self.offer("leg", [("", _("The one it is listed under")), *Leg.choices])
        self.offer("place", [(one.key, one.label) for one in places])
        if len(places) <= FEW_PLACES:
            field: Any = self.fields["place"]
            field.widget = forms.RadioSelect(choices=field.choices)

    def clean(self) -> dict[str, Any]:
        """Other minutes are a number; a lesson or a consultation is for somebody; a meeting has a leg."""
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("minutes") == OTHER
            and cleaned.get("other_minutes") is None
            and "other_minutes" not in self.errors
        ):
            self.add_error("other_minutes", gettext("Enter the minutes."))
        kind = cleaned.get("kind")
        if kind in ASKS_AUDIENCE and not cleaned.get("audience"):
            self.add_error("audience", gettext("Choose for whom it was; reports count it by that."))
        if kind and not USUAL_LEG[kind] and not cleaned.get("leg"):
            self.add_error("leg", gettext("Choose the leg that it served: what it was about."))
        return cleaned

    @property
    def place_given(self) -> WorkPlace:
        return self.places[self.cleaned_data["place"]]

    @property
    def work(self) -> Work:
        """What was done, once the form is valid."""
        given = self.cleaned_data
        minutes = given["other_minutes"] if given["minutes"] == OTHER else int(given["minutes"])
        leg = given["leg"] or USUAL_LEG[given["kind"]]
        return Work(given["day"], given["kind"], leg, minutes, frozenset(given["audience"]))

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal beside the field it is about."""
        if isinstance(refusal, UnknownAnswer):
            field = refusal.field
        else:
            field = {DayNotLogged: "day", NotPostedThere: "place"}.get(type(refusal), "")
        self.add_error(field or None, str(refusal.words))


class LogFilter(FilterForm):
    """A month, and, for who reads the agency's whole log, an officer."""

    month = forms.ChoiceField(label=_("Month"), required=False)
    officer = forms.ChoiceField(label=_("Officer"), required=False)

    def __init__(
        self, *args: Any, months: Sequence[tuple[str, str]], officers: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("month", [("", _("Any")), *months])
        self.offer("officer", [("", _("All officers")), *officers])
        if not officers:
            del self.fields["officer"]

    def words(self) -> list[str]:
        """Each filter that is on, in words."""
        return [self._said(name, value) for name, value in self.given.items()]

    def _said(self, name: str, value: Any) -> str:
        field: Any = self.fields[name]
        return str(dict(field.choices)[value])

    def sentence(self, shown: int, total: str) -> str:
        """ "Showing 25 of 53 · October 2026"."""
        counted = gettext("Showing %(shown)d of %(total)s") % {"shown": shown, "total": total}
        return " · ".join([counted, *(self.words() or [gettext("no filter")])])


class ReportFilter(FilterForm):
    """Which days, and whose."""

    agency = forms.ChoiceField(label=_("Agency"), required=False)
    period = forms.ChoiceField(label=_("Month or school year"), required=False)
    about = forms.ChoiceField(label=_("Of"), required=False)

    def __init__(self, *args: Any, offered: Mapping[str, Sequence[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if offered.get(name):
                self.offer(name, offered[name])
            else:
                del self.fields[name]
