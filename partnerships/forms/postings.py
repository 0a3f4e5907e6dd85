"""Officers at schools."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.places import PlaceField
from accounts.models import Membership, Organization, User
from accounts.roles import Role
from common.forms import ConfirmForm, FencelineForm, FilterForm, FormKey
from partnerships.actions.postings import PostingDetails
from partnerships.models import PartnershipSchool


class PostingFilter(FilterForm):
    """Which school's postings a list shows."""

    school = PlaceField(label=_("School"), required=False)

    def __init__(self, *args: Any, schools: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["school"]
        where.offer(schools)

    def words(self, count: int) -> str:
        """How many postings there are, and what they are filtered by."""
        said = ngettext("%(n)d posting now and to come", "%(n)d postings now and to come", count) % {"n": count}
        school = self.given.get("school")
        return said + " · " + (gettext("at %(place)s") % {"place": school.name} if school else gettext("no filter"))


def officer_choices(agencies: Iterable[Organization | UUID], day: date) -> QuerySet[User]:
    """People who are officers of these agencies on the day, or will be."""
    held = Membership.objects.filter(organization__in=agencies, role=Role.SRO).not_over_on(day)
    officers: QuerySet[User] = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return officers.order_by("name_folded", "pk")


class CoveredSchoolChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no parameters at run time
    """A school with the district it belongs to."""

    def label_from_instance(self, obj: PartnershipSchool) -> str:
        return f"{obj.school.name} ({obj.partnership.district.name})"


class PostingForm(FencelineForm):
    """From a day, to a day; the last day is the one people name, so it is asked for as such."""

    place = CoveredSchoolChoice(queryset=PartnershipSchool.objects.none(), label=_("School"))
    officer = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Officer"))
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput)
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput, help_text=_("Leave empty when it is open-ended.")
    )
    phone = forms.CharField(
        label=_("Phone on campus"), max_length=40, required=False, help_text=_("People at the school see it.")
    )
    here_from = forms.TimeField(
        label=_("On campus from"),
        required=False,
        widget=forms.TimeInput,
        help_text=_("On school days, in the school’s own time. Between the two times the school sees them as there."),
    )
    here_until = forms.TimeField(
        label=_("On campus until"),
        required=False,
        widget=forms.TimeInput,
    )
    form_key = FormKey()

    def __init__(
        self, *args: Any, places: QuerySet[PartnershipSchool], officers: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("place", places)
        self.offer("officer", officers)

    def clean(self) -> dict[str, Any]:
        """Turn the last day into the first day after it, and hold the hours to their order."""
        cleaned = super().clean() or {}
        begins, leaves = cleaned.get("here_from"), cleaned.get("here_until")
        if begins and leaves and begins >= leaves:
            self.add_error("here_until", gettext("Enter a time that is later than when they come."))
        return with_ends_on(self, cleaned)

    def details(self) -> PostingDetails:
        """What was typed, as the actions take it. Only after is_valid()."""
        names = ("officer", "starts_on", "ends_on", "phone", "here_from", "here_until")
        return PostingDetails(**{name: self.cleaned_data[name] for name in names})


class StandInForm(PostingForm):
    """Another officer for the days the first one is away; the school is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, places=PartnershipSchool.objects.none(), **kwargs)
        del self.fields["place"]
        self.fields["last_day"].required = True
        self.fields["last_day"].help_text = ""


class EndForm(ConfirmForm):
    """Now, or after a last day."""

    NOW, LATER = "now", "later"
    when = forms.ChoiceField(
        label=_("When does it end?"),
        choices=[(NOW, _("Now: the officer opens nothing of this school from this moment")), (LATER, _("After a day"))],
        initial=NOW,
    )
    last_day = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput)
    radios = ("when",)

    def clean(self) -> dict[str, Any]:
        """A later end needs its day."""
        cleaned = super().clean() or {}
        cleaned["on"] = None
        if cleaned.get("when") == self.LATER:
            if cleaned.get("last_day"):
                cleaned["on"] = _after(self, cleaned["last_day"])
            elif "last_day" not in self.errors:
                self.add_error("last_day", _("Say which day is the last one."))
        return cleaned


def with_ends_on(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Add `ends_on`, the first day after the last; say so beside the field when the days are in the wrong order."""
    first, last = cleaned.get("starts_on"), cleaned.get("last_day")
    if first and last and last < first:
        form.add_error("last_day", _("The last day comes before the first."))
    cleaned["ends_on"] = _after(form, last) if last else None
    return cleaned


def _after(form: forms.Form, last_day: date) -> date | None:
    if last_day == date.max:
        form.add_error("last_day", _("That day is too far ahead. Choose an earlier day."))
        return None
    return last_day + timedelta(days=1)
