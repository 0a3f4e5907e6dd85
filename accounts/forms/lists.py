"""What lists are filtered by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.directory import Standing, Wanted
from accounts.models import Organization
from accounts.querysets import OrganizationQuerySet
from accounts.reference.actions import ACTIONS
from accounts.roles import RULES, Kind, Role
from common.forms import FencelineForm


class PeopleFilter(FencelineForm):
    """What the list of people shows."""

    searches = True  # the name is posted

    standing = forms.ChoiceField(label=_("Who"), choices=Standing.choices, required=False)
    place = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Where"), required=False, empty_label=_("Everywhere")
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Any role")), *Role.choices], required=False)
    name = forms.CharField(label=_("Name"), max_length=100, required=False)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        held = set(places.values_list("kind", flat=True))
        roles = [role for role in Role.values if RULES[role].held_at & held]
        self.fields["role"].choices = [("", _("Any role")), *((role, Role(role).label) for role in roles)]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The filter as the directory takes it; what makes no sense filters nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            standing=chosen.get("standing") or Standing.CURRENT,
            place=chosen.get("place"),
            role=chosen.get("role") or "",
            name=chosen.get("name") or "",
        )


class InboxFilter(FencelineForm):
    """What the inbox shows."""

    show = forms.ChoiceField(
        label=_("Show"), choices=[("", _("Everything")), ("unread", _("Unread only"))], required=False
    )


class ActivityFilter(FencelineForm):
    """What the activity page shows."""

    searches = True  # the name is posted

    name = forms.CharField(label=_("Who"), max_length=100, required=False)
    action = forms.ChoiceField(label=_("Did what"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = sorted(((action, str(label)) for action, label in ACTIONS.items()), key=lambda pair: pair[1])
        self.fields["action"].choices = [("", _("Anything")), *words]  # type: ignore[attr-defined]


class OrganizationFilter(FencelineForm):
    """What a list of organizations or schools shows."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Districts and agencies")), (Kind.DISTRICT, _("Districts")), (Kind.AGENCY, _("Agencies"))],
        required=False,
    )
    name = forms.CharField(label=_("Name"), max_length=100, required=False)

    def __init__(self, *args: Any, schools: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if schools:
            del self.fields["kind"]

    def chosen(self, found: OrganizationQuerySet) -> OrganizationQuerySet:
        """Those of the list that the filter lets through."""
        self.is_valid()
        if self.cleaned_data.get("kind"):
            found = found.filter(kind=self.cleaned_data["kind"])
        for word in self.cleaned_data.get("name", "").split()[:8]:
            found = found.filter(name__icontains=word)
        return found
