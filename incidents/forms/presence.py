"""What an officer or a supervisor types of a day: the whole day, a recall, a stand-in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import Confirming, FilterForm, FormKey, Years
from incidents.models import AwayTime, Presence
from incidents.presence.choices import ABSENCES, RECALLS, Doubt, Said
from incidents.presence.errors import HoursWrong, InDoubt
from incidents.presence.hours import Hours
from incidents.presence.rules import Away, DaySaid
from partnerships.forms.postings import officer_choices
from partnerships.models import Posting

STAND_IN_HELP = _("Only if another officer of your agency covers. Their training is looked up before it is saved.")


class PresenceForm(Confirming, forms.Form):
    """A form about one day: it knows what the page showed, and asks once more where something is in doubt."""

    form_key = FormKey()
    go_on = forms.MultipleChoiceField(
        label=_("Go on all the same"), choices=Doubt.choices, required=False, widget=forms.MultipleHiddenInput
    )

    def ask(self, refusal: InDoubt) -> None:
        """Say what is in doubt, each with a box to check."""
        field: Any = self.fields["go_on"]
        field.widget = forms.CheckboxSelectMultiple()
        words: dict[str, list[str]] = {}
        for doubt, line in refusal.lines:
            words.setdefault(doubt.value, []).append(line)
        field.choices = [(doubt, " ".join(lines)) for doubt, lines in words.items()]
        field.help_text = _("The record keeps that you saw this. Check each to go on, or change what you entered.")
        self.add_error("go_on", _("Nothing is saved yet. Look at this first."))

    def refuse(self, refusal: Exception) -> None:
        """Put the refusal beside the field it is about."""
        if isinstance(refusal, InDoubt):
            self.ask(refusal)
            return
        field = refusal.field if isinstance(refusal, HoursWrong) and refusal.field in self.fields else None
        self.add_error(field, str(getattr(refusal, "words", "")))

    def hours(self, begins: str, ends: str) -> Hours | None:
        """Two times that were typed."""
        first, last = self.cleaned_data.get(begins), self.cleaned_data.get(ends)
        return Hours(first, last) if first and last else None


class DayForm(PresenceForm):
    """Here with hours, or absent with a reason; a supervisor names the stand-in."""

    radios: ClassVar = ("said",)
    needed_if: ClassVar[Mapping[str, Any]] = {
        "here_from": _("if at the school"),
        "here_until": _("if at the school"),
        "why": _("if absent"),
    }
    said = forms.ChoiceField(label=_("Was the officer at the school?"), choices=Said.choices)
    here_from = forms.TimeField(label=_("There from"), required=False, widget=forms.TimeInput)
    here_until = forms.TimeField(label=_("There until"), required=False, widget=forms.TimeInput)
    recalls = forms.ModelMultipleChoiceField(
        AwayTime.objects.none(),
        label=_("Recalls off campus that stay"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Uncheck one that was entered wrongly."),
    )
    why = forms.ChoiceField(
        label=_("Why absent"),
        choices=[("", _("Choose…")), *((one.value, one.label) for one in ABSENCES)],
        required=False,
        help_text=_("Your agency alone reads why. Never write what someone is ill with."),
    )
    stand_in = forms.ModelChoiceField(
        User.objects.none(), label=_("Stand-in"), required=False, help_text=STAND_IN_HELP, empty_label=_("Nobody")
    )
    cover_from = forms.TimeField(label=_("Covers from"), required=False, widget=forms.TimeInput)
    cover_until = forms.TimeField(label=_("Covers until"), required=False, widget=forms.TimeInput)
    owed_from = forms.TimeField(label=_("Officer’s hours of this day, from"), widget=forms.TimeInput)
    owed_until = forms.TimeField(
        label=_("Officer’s hours of this day, until"),
        widget=forms.TimeInput,
        help_text=_("Change them where the school met for other hours, as on a half day."),
    )
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=300,
        help_text=_("Both sides read this. What was said before stays on record."),
    )

    def __init__(
        self,
        *args: Any,
        posting: Posting,
        day: date,
        before: Presence | None,
        times: Sequence[AwayTime],
        names_cover: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.times, self.names_cover = list(times), names_cover
        self.offer("stand_in", officers_beside(posting, day))
        recalled = before is not None and before.said == Said.HERE and bool(times)
        self.offer(
            "recalls", AwayTime.objects.filter(presence=before.pk) if before and recalled else AwayTime.objects.none()
        )
        dropped = [] if names_cover else ["stand_in", "cover_from", "cover_until"]
        dropped += [] if recalled else ["recalls"]
        dropped += [] if before else ["reason"]
        for name in dropped:
            del self.fields[name]
        if recalled:
            choice: Any = self.fields["recalls"]
            choice.label_from_instance = recall_label
            choice.initial = [one.pk for one in times]

    def given(self) -> DaySaid:
        """What was typed, as the actions take it."""
        owed = self.hours("owed_from", "owed_until") or Hours(
            self.cleaned_data["owed_from"], self.cleaned_data["owed_until"]
        )
        if self.cleaned_data["said"] == Said.ABSENT:
            return DaySaid(Said.ABSENT, owed, away=(self._absence(owed),))
        kept = set(self.cleaned_data.get("recalls") or ())
        away = tuple(
            Away(one.hours, one.why, one.recalled_by, one.covered_by, one.cover) for one in self.times if one in kept
        )
        return DaySaid(Said.HERE, owed, here=self.hours("here_from", "here_until"), away=away)

    def _absence(self, owed: Hours) -> Away:
        why, stand_in = self.cleaned_data["why"], self.cleaned_data.get("stand_in")
        if not self.names_cover:
            # An officer who corrects the reason leaves the cover as the supervisor named it.
            kept = next((one for one in self.times if one.why in ABSENCES and one.hours == owed), None)
            return Away(owed, why, covered_by=kept.covered_by, cover=kept.cover) if kept else Away(owed, why)
        if stand_in is None:
            return Away(owed, why)
        begins = self.cleaned_data.get("cover_from") or owed.begins
        ends = self.cleaned_data.get("cover_until") or owed.ends
        return Away(owed, why, covered_by=stand_in, cover=Hours(begins, ends))


class RecallForm(PresenceForm):
    """A time off campus: from when until when, by whom, why; a supervisor names who covered."""

    radios: ClassVar = ("why",)
    begins = forms.TimeField(label=_("Away from"), widget=forms.TimeInput)
    ends = forms.TimeField(
        label=_("Away until"),
        widget=forms.TimeInput,
        help_text=_("The end of the day, if it is not known yet. It can be corrected."),
    )
    why = forms.ChoiceField(label=_("Why"), choices=[(one.value, one.label) for one in RECALLS])
    recalled_by = forms.CharField(
        label=_("Recalled by"),
        max_length=120,
        help_text=_("The name or post at the agency, such as the watch commander."),
    )
    stand_in = forms.ModelChoiceField(
        User.objects.none(), label=_("Who covered"), required=False, help_text=STAND_IN_HELP, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, posting: Posting, day: date, names_cover: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("stand_in", officers_beside(posting, day))
        if not names_cover:
            del self.fields["stand_in"]

    def given(self) -> Away:
        """What was typed, as the action takes it."""
        data, hours = self.cleaned_data, Hours(self.cleaned_data["begins"], self.cleaned_data["ends"])
        stand_in = data.get("stand_in")
        return Away(hours, data["why"], data["recalled_by"].strip(), stand_in, hours if stand_in else None)


class CoverForm(PresenceForm):
    """Who stands in for a time away, from when until when."""

    stand_in = forms.ModelChoiceField(User.objects.none(), label=_("Stand-in"), help_text=STAND_IN_HELP)
    cover_from = forms.TimeField(label=_("Covers from"), widget=forms.TimeInput)
    cover_until = forms.TimeField(label=_("Covers until"), widget=forms.TimeInput)

    def __init__(self, *args: Any, posting: Posting, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("stand_in", officers_beside(posting, day))


class DayFilter(FilterForm):
    """Which day a list shows."""

    day_years: ClassVar = {"day": Years(back=2, ahead=1)}
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput)


def officers_beside(posting: Posting, day: date) -> Any:
    """The other officers of the agency on that day."""
    return officer_choices([posting.partnership.agency_id], day).exclude(pk=posting.officer_id)


def recall_label(one: AwayTime) -> str:
    """A recall as a box to check."""
    return f"{one.hours}, {one.get_why_display()}, {one.recalled_by}"


def reason_of(value: str) -> str:
    """A reason of the two taps, where it is one of the list."""
    return value if value in ABSENCES else ""
