"""Who must take a course, by when, and how long it counts."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.roles import Role
from common.forms import Confirming, FencelineForm, FormKey
from training.actions.requirements import MOST_DAYS, MOST_MONTHS, RequirementDetails, roles_to_ask
from training.wording import in_role_order

FARTHEST = timedelta(days=366)


class RequirementForm(FencelineForm):
    """Asking people to take a course."""

    roles = forms.MultipleChoiceField(
        label=_("Who must take it?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody who holds one of these roles on your side, and whoever comes to hold one."),
        error_messages={"required": _("Choose at least one role.")},
    )
    days_to_complete = forms.IntegerField(
        label=_("Days they have"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=30,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Calendar days from the day they join, or from the first day below if they are here already."),
    )
    valid_months = forms.IntegerField(
        label=_("Months it is valid"),
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("After that they take it again. Leave empty when it does not expire."),
    )
    reason = forms.CharField(
        label=_("Why it is asked"),
        max_length=300,
        required=False,
        help_text=_("A law, a policy, a clause of the MOU. Those who must take it read this."),
    )
    starts_on = forms.DateField(label=_("Asked from"), widget=forms.DateInput)
    form_key = FormKey()

    def __init__(self, *args: Any, side: Organization, today: date, fixed: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("roles", [(role, Role(role).label) for role in in_role_order(roles_to_ask(side))])
        self.today = today
        for name in fixed:
            del self.fields[name]

    def details(self) -> RequirementDetails:
        """What was typed, as the actions take it. Only after is_valid()."""
        said = {one.name: self.cleaned_data[one.name] for one in fields(RequirementDetails)}
        return RequirementDetails(**said)

    def clean_starts_on(self) -> date:
        """Today, or a day within a year."""
        day: date = self.cleaned_data["starts_on"]
        if not self.today <= day <= self.today + FARTHEST:
            raise forms.ValidationError(_("Choose today or a later day, at most a year ahead."))
        return day


class ChangeForm(Confirming, RequirementForm):
    """Asking it otherwise; the page shows how it is asked now."""
