"""Courses, and the times at which they are given."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.dates import due_at
from common.forms import FencelineForm, FormKey
from training.actions.courses import LEAST_HOURS, MOST_HOURS, CourseDetails, CourseTime
from training.topics import Topic

YEARS_AHEAD = timedelta(days=3 * 366)


def hours_field(**given: Any) -> forms.DecimalField:
    """Hours, to the quarter of an hour and finer."""
    return forms.DecimalField(
        min_value=LEAST_HOURS,
        max_value=MOST_HOURS,
        max_digits=5,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
        error_messages={
            "min_value": _("A course takes at least a quarter of an hour: 0.25."),
            "max_value": _("A course takes at most 400 hours."),
            "invalid": _("Give the hours as a number, such as 1.5."),
        },
        **given,
    )


class CourseForm(FencelineForm):
    """What a course is."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label=_("Given by which side"))
    title = forms.CharField(label=_("Title"), max_length=120)
    topic = forms.ChoiceField(
        label=_("What it is about"),
        choices=Topic.choices,
        help_text=_("A leg of the triad, or the MOU your people work under."),
    )
    summary = forms.CharField(
        label=_("What it teaches"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody of your side reads this."),
    )
    provider = forms.CharField(
        label=_("Who gives it"), max_length=120, required=False, help_text=_("A person, a firm, a website.")
    )
    hours = hours_field(label=_("Hours it takes"))
    form_key = FormKey()
    radios = ("topic",)

    def __init__(self, *args: Any, sides: Any, fixed: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in fixed:
            del self.fields[name]
        if len(sides) == 1:
            del self.fields["organization"]
            self.only: Organization | None = sides[0]
        else:
            self.only = None
            self.offer("organization", sides)

    @property
    def side(self) -> Organization:
        """The side that gives it; the only one is not asked for. Only after is_valid()."""
        side: Organization = self.only or self.cleaned_data["organization"]
        return side

    def details(self) -> CourseDetails:
        """What was typed, as the actions take it. Only after is_valid()."""
        said = {one.name: self.cleaned_data[one.name] for one in fields(CourseDetails)}
        return CourseDetails(**said)


class CourseDateForm(FencelineForm):
    """One time at which a course is given, in the zone of its side."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput)
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput)
    place = forms.CharField(
        label=_("Place"), max_length=150, required=False, help_text=_("A room, a building, or how to join.")
    )
    form_key = FormKey()

    def __init__(self, *args: Any, zone: ZoneInfo, at: datetime, zone_words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.at = zone, at
        self.fields["begins"].help_text = self.fields["ends"].help_text = zone_words

    def clean_day(self) -> date:
        """A day the calendar and the plan of a school reach."""
        day: date = self.cleaned_data["day"]
        today = self.at.astimezone(self.zone).date()
        if not today <= day <= today + YEARS_AHEAD:
            raise forms.ValidationError(_("Choose today or a later day, at most three years ahead."))
        return day

    def clean(self) -> dict[str, Any]:
        """The two moments: the end after the beginning, and still to come."""
        cleaned = super().clean() or {}
        day, begins, ends = (cleaned.get(name) for name in ("day", "begins", "ends"))
        if day and begins and ends:
            cleaned["starts_at"] = due_at(day, self.zone, begins)
            cleaned["ends_at"] = due_at(day, self.zone, ends)
            if cleaned["ends_at"] <= cleaned["starts_at"]:
                self.add_error("ends", _("It must end after it begins."))
            elif cleaned["ends_at"] <= self.at:
                self.add_error("ends", _("This time has passed. Choose one to come."))
        return cleaned

    def time(self) -> CourseTime:
        """What was typed, as the action takes it. Only after is_valid()."""
        return CourseTime(**{name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "place")})
