"""Asking for a record, giving it, refusing it, looking again; and the correction a family asked for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm, FormKey
from incidents.choices import Basis
from incidents.forms.fields import DayField, Prose
from incidents.forms.filters import DayFilter
from incidents.limits import GROUND_NEEDS, REQUEST_NEEDS
from partnerships.models import PartnershipSchool

# The longest text that is typed into a form here; a longer record is given on paper, and said to be.
LONGEST = 10_000
DAY_OF = {"required": _("Give the day."), "invalid": _("This is not a day. Write it like 11/19/2026.")}
# The field of the form in which each thing that a ground demands is written.
FIELD_OF = {
    "court": "court",
    "dated": "dated",
    "number": "order_number",
    "threat": "threat",
    "needs": "needs",
    "by": "consent_by",
    "on": "consent_on",
    "for": "consent_for",
}
GROUND_FIELDS = tuple(FIELD_OF.values())


def ground_of(cleaned: Mapping[str, Any], needs: Sequence[str]) -> dict[str, str]:
    """What was written of a ground, as a disclosure keeps it."""
    return {need: str(cleaned[FIELD_OF[need]]) for need in needs}


class PlaceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no parameters at run time
    """A school under one partnership."""

    def label_from_instance(self, obj: PartnershipSchool) -> str:
        """The school's name."""
        return str(obj.school.name)


class AskRecordForm(FencelineForm):
    """Which record, what for, and what the ground demands to be written down. The ground is chosen before."""

    audiences: ClassVar = {"what": "shared", "why": "shared", "threat": "shared", "needs": "shared"}

    form_key = FormKey()
    place = PlaceChoice(label=_("Which school’s record is it?"), queryset=PartnershipSchool.objects.none())
    threat = Prose(
        label=_("Which threat to somebody’s health or safety?"),
        rows=3,
        max_length=2000,
        help_text=_("What makes you believe it, so that somebody else could follow: seen, heard, received, when."),
        error_messages={"required": _("Say which threat it is.")},
    )
    needs = Prose(
        label=_("Who needs the record to protect them?"),
        rows=2,
        max_length=1000,
        error_messages={"required": _("Say who needs it.")},
    )
    what = Prose(
        label=_("Which record do you ask for?"),
        rows=4,
        max_length=5000,
        help_text=_("As narrow as will do: which record, of whom, from when to when."),
        error_messages={"required": _("Say which record you ask for.")},
    )
    why = Prose(
        label=_("What do you need it for?"),
        rows=3,
        max_length=3000,
        help_text=_("The district keeps this with the record, as the law asks."),
        error_messages={"required": _("Say what you need it for.")},
    )
    court = Prose(
        label=_("Which court or agency issued it?"),
        rows=1,
        max_length=200,
        error_messages={"required": _("Name the court or agency that issued it.")},
    )
    dated = DayField(label=_("Date of the order or subpoena"), error_messages=DAY_OF)
    order_number = Prose(
        label=_("Number of the order or case"),
        rows=1,
        max_length=100,
        error_messages={"required": _("Give the number that stands on it.")},
    )
    consent_by = Prose(
        label=_("Who gave consent?"),
        rows=1,
        max_length=200,
        help_text=_("The parent, or the student who is 18. Signed and dated."),
        error_messages={"required": _("Say who gave consent.")},
    )
    consent_on = DayField(label=_("When was it signed?"), error_messages=DAY_OF)
    consent_for = Prose(
        label=_("What is the consent for?"),
        rows=2,
        max_length=1000,
        error_messages={"required": _("Say what the consent is for.")},
    )

    def __init__(
        self, *args: Any, basis: str, places: QuerySet[PartnershipSchool] | None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needed, self.today = REQUEST_NEEDS.get(basis, ()), today
        for name in set(GROUND_FIELDS) - {FIELD_OF[need] for need in self.needed}:
            del self.fields[name]
        if places is None:
            del self.fields["place"]
        else:
            self.offer("place", places)
            if len(places) == 1:
                self.fields["place"].initial = places[0].pk

    def clean(self) -> dict[str, Any]:
        """Nothing was signed in the days to come."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("dated", "consent_on"):
            if cleaned.get(name) and cleaned[name] > self.today:
                self.add_error(name, gettext("This day is still to come. Give the day that stands on it."))
        return cleaned

    @property
    def ground(self) -> dict[str, str]:
        """What was written of the ground."""
        return ground_of(self.cleaned_data, self.needed)


class GiveRecordForm(FencelineForm):
    """What is given; and, where it is not all of it, what the rest is and why it stays."""

    radios: ClassVar = ("how_much",)
    audiences: ClassVar = {"given": "shared", "words": "shared"}
    needed_if: ClassVar = {"words": _("needed where you give a part")}

    form_key = FormKey()
    school_text = forms.BooleanField(label=_("Give the call’s text from school records, as it stands"), required=False)
    given = Prose(
        label=_("What do you give?"),
        rows=8,
        max_length=LONGEST,
        required=False,
        help_text=_("The words of the record, or which papers you hand over, when, and to whom."),
        error_messages={"required": _("Write what you give. To give nothing, refuse the request instead.")},
    )
    how_much = forms.ChoiceField(
        label=_("Is that all that was asked for?"),
        choices=[("whole", _("Yes, all of it")), ("part", _("No, a part of it"))],
        initial="whole",
        error_messages={"required": _("Choose one.")},
    )
    words = Prose(label=_("What do you not give, and why?"), rows=3, max_length=3000, required=False)

    def __init__(self, *args: Any, has_school_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_school_text:
            del self.fields["school_text"]
            self.fields["given"].required = True

    def clean(self) -> dict[str, Any]:
        """Something is given, and what is kept back is said."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("given") and not cleaned.get("school_text") and "given" not in self.errors:
            self.add_error("given", gettext("Write what you give. To give nothing, refuse the request instead."))
        if cleaned.get("how_much") == "part" and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", gettext("Say what you do not give, and why."))
        if cleaned.get("how_much") == "whole" and cleaned.get("words"):
            self.add_error(
                "how_much", gettext("You wrote what you do not give. Choose “a part of it”, or delete that.")
            )
        return cleaned

    @property
    def in_part(self) -> bool:
        return bool(self.cleaned_data["how_much"] == "part")


class RefuseRecordForm(FencelineForm):
    """A courteous reason, to be sent as it stands or changed before."""

    audiences: ClassVar = {"words": "shared"}

    form_key = FormKey()
    words = Prose(
        label=_("Your answer"),
        rows=4,
        max_length=3000,
        error_messages={"required": _("Say why in a sentence. The agency reads it.")},
    )


class LookForm(FencelineForm):
    """Whether somebody else of the district agrees with what was answered in an emergency."""

    radios: ClassVar = ("agreed",)
    audiences: ClassVar = {"words": "school_only"}
    needed_if: ClassVar = {"words": _("needed where you do not agree")}

    form_key = FormKey()
    agreed = forms.ChoiceField(
        label=_("Was it right to answer so, from what was known then?"),
        choices=[("yes", _("Yes, I agree")), ("no", _("No, I do not agree"))],
        error_messages={"required": _("Choose one.")},
    )
    words = Prose(label=_("What is to be said of it?"), rows=3, max_length=3000, required=False)

    def clean(self) -> dict[str, Any]:
        """Who does not agree says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("agreed") == "no" and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", gettext("Say what was not right, and what follows from it."))
        return cleaned

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["agreed"] == "yes")


class CorrectionForm(FencelineForm):
    """What a family asked to have corrected; the record stays, and this stands beside it."""

    radios: ClassVar = ("crosses",)
    needed_if: ClassVar = dict.fromkeys(("consent_by", "consent_on", "consent_for"), _("needed where both sides read"))

    form_key = FormKey()
    text = Prose(
        label=_("What did the family ask to have corrected?"),
        rows=5,
        max_length=5000,
        help_text=_("The correction you decided on, or the family’s own statement where you did not."),
        error_messages={"required": _("Write what the family asked for.")},
    )
    crosses = forms.ChoiceField(
        label=_("Who reads it?"),
        choices=[("no", _("Our side only")), ("yes", _("Both sides, with the family’s written consent"))],
        initial="no",
        error_messages={"required": _("Choose who reads it.")},
    )
    consent_by = Prose(label=_("Who gave consent?"), rows=1, max_length=200, required=False)
    consent_on = DayField(label=_("When was it signed?"), required=False, error_messages=DAY_OF)
    consent_for = Prose(label=_("What is the consent for?"), rows=2, max_length=1000, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """A correction that crosses rests on a consent that says who, when and for what."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("crosses") == "yes":
            for need in GROUND_NEEDS[Basis.CONSENT]:
                name = FIELD_OF[need]
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Fill this in, or choose “Our side only”."))
        if cleaned.get("consent_on") and cleaned["consent_on"] > self.today:
            self.add_error("consent_on", gettext("This day is still to come. Give the day that stands on it."))
        return cleaned

    @property
    def consent(self) -> dict[str, str] | None:
        """The consent on which it crosses; None where it stays."""
        if self.cleaned_data["crosses"] != "yes":
            return None
        return ground_of(self.cleaned_data, GROUND_NEEDS[Basis.CONSENT])


class PeriodForm(DayFilter):
    """From which day to which the record of requests and disclosures goes."""
