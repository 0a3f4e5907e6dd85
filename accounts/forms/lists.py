"""What lists are filtered by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.directory import PeopleGroup, PeopleQuery
from accounts.forms.places import PlaceField
from accounts.models import Organization
from accounts.querysets import OrganizationQuerySet
from accounts.roles import RULES, Kind, Role
from common.folding import having_words
from common.forms import FilterForm
from ledger.names import event_labels


class PeopleFilter(FilterForm):
    """What the list of people shows."""

    searches = True  # the name is posted

    standing = forms.ChoiceField(label=_("Who"), choices=PeopleGroup.choices, required=False)
    place = PlaceField(label=_("Where"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Any role")), *Role.choices], required=False)
    name = forms.CharField(label=_("Name"), max_length=100, required=False)

    def __init__(self, *args: Any, places: OrganizationQuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["place"]
        where.offer(places)
        held = {place.kind for place in where.offered}
        roles = [role for role in Role.values if RULES[role].held_at & held]
        self.offer("role", [("", _("Any role")), *((role, Role(role).label) for role in roles)])

    def wanted(self) -> PeopleQuery:
        """The filter as the directory takes it."""
        given = self.given
        return PeopleQuery(
            group=given.get("standing", PeopleGroup.CURRENT),
            place=given.get("place"),
            role=given.get("role", ""),
            name=given.get("name", ""),
        )


class InboxFilter(FilterForm):
    """What the inbox shows."""

    show = forms.ChoiceField(
        label=_("Show"), choices=[("", _("Everything")), ("unread", _("Unread only"))], required=False
    )


class ActivityFilter(FilterForm):
    """What the activity page shows."""

    searches = True  # the name is posted

    name = forms.CharField(label=_("Who"), max_length=100, required=False)
    action = forms.ChoiceField(label=_("Did what"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What the portal does by itself belongs to no side.
        labels = {name: label for name, label in event_labels().items() if not name.startswith("ledger.")}
        words = sorted(((name, str(label)) for name, label in labels.items()), key=lambda pair: pair[1])
        self.offer("action", [("", _("Anything")), *words])


class OrganizationFilter(FilterForm):
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

    def chosen(self, found: OrganizationQuerySet[Organization]) -> OrganizationQuerySet[Organization]:
        """Those of the list that the filter lets through."""
        given = self.given
        if "kind" in given:
            found = found.filter(kind=given["kind"])
        return found.filter(having_words(given.get("name", "")))
