"""Fields that several forms share: prose kept as typed, the key of a form, the moment of an event."""

import unicodedata
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dates import NonexistentTime, resolve_local
from incidents.limits import CLOCK_TOLERANCE, earliest_day

DAY_FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y"]
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"]
ZONE_NAMES = {
    "AKST": gettext_lazy("Alaska Time"),
    "AST": gettext_lazy("Atlantic Time"),
    "ChST": gettext_lazy("Guam Time"),
    "CST": gettext_lazy("Central Time"),
    "EST": gettext_lazy("Eastern Time"),
    "HST": gettext_lazy("Hawaii Time"),
    "MST": gettext_lazy("Mountain Time"),
    "PST": gettext_lazy("Pacific Time"),
    "SST": gettext_lazy("Samoa Time"),
}


class Prose(forms.CharField):
    """Free text, kept as typed. Only what no database can store is refused, and blank text counts as none."""

    def __init__(self, *, rows: int = 4, max_length: int = 5000, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput())
        super().__init__(max_length=None, strip=False, **kwargs)
        self.longest = max_length
        # Our own sentences stand for Django's validator of NUL.
        self.validators = []

    def to_python(self, value: Any) -> str:
        """The text with the line ends of a form turned into plain ones; "" where only blanks were typed."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return text if text.strip() else ""

    def validate(self, value: str) -> None:
        """Raise ValidationError for a missing, unstorable or overlong text."""
        super().validate(value)
        if "\0" in value or any(unicodedata.category(character) == "Cs" for character in value):
            raise ValidationError(
                _("The text contains a character that cannot be stored. Delete it and send again."), code="unstorable"
            )
        if len(value) > self.longest:
            raise ValidationError(
                _("At most %(longest)s characters; yours has %(length)s.")
                % {
                    "longest": number_format(self.longest, force_grouping=True),
                    "length": number_format(len(value), force_grouping=True),
                },
                code="max_length",
            )


def zone_words(zone: ZoneInfo, day: date) -> str:
    """The zone as people call it: "Eastern Time"; its own name where no short one is known."""
    winter = datetime(day.year, 1, 15, 12, tzinfo=zone).tzname() or ""
    return str(ZONE_NAMES.get(winter, zone.key.replace("_", " ")))


def moment_of(day: date, at: Any, *, zone: ZoneInfo, now: datetime) -> datetime:
    """The moment a person meant by a day and a time at the school, in UTC.

    Raises ValidationError, as a dictionary of "day" and "time", for the future, for what is too old to log and for
    a time the clocks skipped.
    """
    check_day(day, zone=zone, now=now)
    try:
        moment = resolve_local(datetime.combine(day, at), zone)
    except NonexistentTime as error:
        raise ValidationError(
            {
                "time": _(
                    "The clocks were put forward that night, so this time did not exist. Give a time an hour later."
                )
            }
        ) from error
    if moment > now + CLOCK_TOLERANCE:
        raise ValidationError(
            {"time": _("This time is still to come at the school. Give the time it happened.")}, code="future"
        )
    return moment


def check_day(day: date, *, zone: ZoneInfo, now: datetime) -> None:
    """Raise ValidationError for a day in the future or before the last school year."""
    today = now.astimezone(zone).date()
    if day > today:
        raise ValidationError({"day": _("This day is still to come. Give the day it happened.")}, code="future")
    first = earliest_day(today)
    if day < first:
        raise ValidationError(
            {
                "day": _("Events before %(day)s, the start of the last school year, are not logged here.")
                % {"day": date_format(first, "F j, Y")}
            },
            code="too_old",
        )


class DayField(forms.DateField):
    """A day, typed or picked."""

    default_error_messages = {
        "required": gettext_lazy("Give the day it happened."),
        "invalid": gettext_lazy("This is not a day. Write it like 11/19/2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Day"))
        super().__init__(input_formats=DAY_FORMATS, widget=forms.DateInput(), **kwargs)


class TimeOfDayField(forms.TimeField):
    """A time of day at the school."""

    default_error_messages = {
        "required": gettext_lazy("Give the time, as near as you know it."),
        "invalid": gettext_lazy("This is not a time. Write it like 10:45 AM."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Time"))
        super().__init__(input_formats=TIME_FORMATS, widget=forms.TimeInput(), **kwargs)
