"""What a list of referrals is filtered by. A value that makes no sense filters nothing."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.places import PlaceField
from accounts.models import Organization, User
from common.dates import due_at
from common.forms import FilterForm
from incidents import states
from incidents.choices import Crime, StartedBy, WhatFor
from incidents.fields import BY_NAME
from incidents.forms.fields import DAY_FORMATS
from incidents.models import HandedOn, KeptInSchool, Referral
from incidents.querysets import ReferralQuerySet
from incidents.states import ReferralState

ANY = ("", _("Any"))
SHOWN = (
    ("mine", _("Written by me")),
    ("open", _("Open")),
    ("late", _("Late")),
    ("answer", _("Waiting for the officer’s answer")),
    ("outcome", _("Accepted by me, no outcome yet")),
    ("school", _("The school’s turn")),
    ("police", _("The agency’s turn")),
    ("officer", _("The officer’s turn")),
    ("review", _("The supervisor’s turn")),
    ("closed", _("Closed")),
    ("differ", _("Caller and supervisor differ on crime")),
)
FROZEN_STATES = [(state.value, state.label) for state in ReferralState if state != ReferralState.DRAFT]


class DayFilter(FilterForm):
    """From a day to a day; what every list of events filters by."""

    since = forms.DateField(label=_("From"), input_formats=DAY_FORMATS, required=False, widget=forms.DateInput())
    until = forms.DateField(label=_("To"), input_formats=DAY_FORMATS, required=False, widget=forms.DateInput())

    def clean_since(self) -> date | None:
        """The first day."""
        return in_calendar(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        """The last day."""
        return in_calendar(self.cleaned_data["until"])

    def said(self) -> dict[str, str]:
        """How each filter is said."""
        return {"since": gettext("from %(value)s"), "until": gettext("to %(value)s"), "school": "%(value)s"}

    def words(self) -> list[str]:
        """Each filter that is on, in words."""
        said = self.said()
        return [said[name] % {"value": self.value_words(name, value)} for name, value in self.given.items()]

    def value_words(self, name: str, value: Any) -> str:
        """A filter's value as the reader chose it."""
        if name in ("since", "until"):
            return date_format(value, "M j, Y")
        if name == "school":
            return str(value.name)
        field: Any = self.fields[name]
        return str(dict(field.choices)[value])

    def sentence(self, shown: int, total: str) -> str:
        """ "Showing 25 of 53 · filtered by Crime?: Unsure"."""
        counted = gettext("Showing %(shown)d of %(total)s") % {"shown": shown, "total": total}
        filters = self.words()
        if not filters:
            return gettext("%(counted)s · no filter") % {"counted": counted}
        return gettext("%(counted)s · filtered by %(filters)s") % {
            "counted": counted,
            "filters": ", ".join(filters),
        }


class SchoolFilter(DayFilter):
    """One of several schools; not asked where there is but one."""

    school = PlaceField(label=_("School"), required=False, everywhere=_("Any"))

    def __init__(self, *args: Any, schools: QuerySet[Organization] | Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["school"]
        field.offer(schools)
        if len(field.offered) < 2:
            del self.fields["school"]


class KeptFilter(SchoolFilter):
    """What was kept in school, by school and by the day it happened."""

    field_order = ("school", "since", "until")

    def apply(self, rows: QuerySet[KeptInSchool]) -> QuerySet[KeptInSchool]:
        """The rows that pass."""
        given = self.given
        if "school" in given:
            rows = rows.filter(school=given["school"])
        if "since" in given:
            rows = rows.filter(occurred_on__gte=given["since"])
        if "until" in given:
            rows = rows.filter(occurred_on__lte=given["until"])
        return rows


class HandedFilter(SchoolFilter):
    """What was handed on, by school and by the day on which others were told."""

    field_order = ("school", "since", "until")

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def apply(self, rows: QuerySet[HandedOn]) -> QuerySet[HandedOn]:
        """The rows that pass."""
        given = self.given
        if "school" in given:
            rows = rows.filter(school=given["school"])
        if "since" in given:
            rows = rows.filter(told_at__gte=due_at(given["since"], self.zone, time()))
        if "until" in given:
            rows = rows.filter(told_at__lt=due_at(given["until"] + timedelta(days=1), self.zone, time()))
        return rows


class ReferralFilter(SchoolFilter):
    """State, school, crime, who asked, days, and whose act is awaited."""

    show = forms.ChoiceField(label=_("Show"), choices=[("", _("All")), *SHOWN], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[ANY, *FROZEN_STATES], required=False)
    crime = forms.ChoiceField(label=BY_NAME["crime"].column, choices=[ANY, *Crime.choices], required=False)
    started_by = forms.ChoiceField(label=BY_NAME["started_by"].label, choices=[ANY, *StartedBy.choices], required=False)
    what_for = forms.ChoiceField(label=BY_NAME["what_for"].label, choices=[ANY, *WhatFor.choices], required=False)
    field_order = ("show", "state", "school", "crime", "what_for", "started_by", "since", "until")

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def said(self) -> dict[str, str]:
        """How each filter is said."""
        return {
            **super().said(),
            "state": gettext("state “%(value)s”"),
            "crime": gettext("crime “%(value)s”"),
            "what_for": gettext("what for “%(value)s”"),
            "started_by": gettext("started by “%(value)s”"),
            "show": gettext("“%(value)s”"),
        }

    def apply(self, rows: ReferralQuerySet[Referral], *, by: User, at: datetime) -> ReferralQuerySet[Referral]:
        """The rows that pass. Days are the event's, by the calendar of the reader's organization."""
        given = self.given
        plain = {name: given[name] for name in ("state", "school", "crime", "what_for", "started_by") if name in given}
        found = rows.filter(**plain) if plain else rows
        if given.get("state") in states.AWAITING_REVIEW:
            found = found.awaiting_review()
        if "since" in given:
            found = found.occurred_from(due_at(given["since"], self.zone, time()))
        if "until" in given:
            found = found.filter(occurred_at__lt=due_at(given["until"] + timedelta(days=1), self.zone, time()))
        return shown(given.get("show", ""), found, by=by, at=at)


def shown(which: str, rows: ReferralQuerySet[Referral], *, by: User, at: datetime) -> ReferralQuerySet[Referral]:
    """Those of the rows that one choice of SHOWN means; all of them without one."""
    match which:
        case "mine":
            return rows.filter(Q(written_by=by.pk) | Q(submitted_by=by.pk))
        case "open":
            return rows.awaiting_review()
        case "late":
            return rows.late(at)
        case "answer":
            return rows.awaiting_answer().without_open_question()
        case "outcome":
            return rows.accepted_without_outcome().filter(response__by=by.pk)
        case "school":
            return rows.awaiting_review().with_open_question()
        case "police":
            return rows.awaiting_review().disclosed().without_open_question()
        case "officer":
            return rows.awaiting_answer().disclosed().without_open_question()
        case "review":
            return rows.answered().disclosed().without_open_question()
        case "closed":
            return rows.closed()
        case "differ":
            return rows.seen_differently()
    return rows


def in_calendar(day: date | None) -> date | None:
    """The day, unless it lies where no school's calendar reaches. Raises ValidationError."""
    if day and not 1900 <= day.year <= 2999:
        raise ValidationError(gettext("This day is too far away. Choose another day."))
    return day
