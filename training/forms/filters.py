"""What the board and its lists are filtered by. A value that makes no sense filters nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.places import PlaceField
from accounts.models import Organization
from accounts.roles import Role
from common.forms import FilterForm
from training.actions.requirements import roles_to_ask
from training.models import Course
from training.status import COMPLETE_STATUSES, PersonStatus
from training.topics import Topic
from training.wording import in_role_order

# What a list of people may be narrowed to, and the statuses it then shows.
STATUS_FILTERS: dict[str, tuple[str | Promise, frozenset[PersonStatus]]] = {
    "overdue": (gettext_lazy("Overdue"), frozenset({PersonStatus.OVERDUE})),
    "open": (gettext_lazy("Not complete"), frozenset({PersonStatus.OVERDUE, PersonStatus.DUE})),
    "renew": (gettext_lazy("Complete, to be renewed soon"), frozenset({PersonStatus.RENEW})),
    "complete": (gettext_lazy("Complete"), COMPLETE_STATUSES),
}


@dataclass(frozen=True)
class BoardQuery:
    """What a board or a list shows."""

    topic: str = ""
    course: Course | None = None
    role: str = ""
    place: Organization | None = None
    status: str = ""  # a key of STATUS_FILTERS
    name: str = ""
    search: str = ""  # what stands for the name in an address

    @property
    def statuses(self) -> frozenset[PersonStatus]:
        """The statuses asked for; all of them without a filter."""
        return STATUS_FILTERS[self.status][1] if self.status else frozenset(PersonStatus)

    @property
    def roles(self) -> frozenset[str]:
        """The roles asked for; all of them without a filter."""
        return frozenset([self.role] if self.role else Role.values)

    def address_query(self, side: UUID | None, **changed: Any) -> str:
        """The filter as the query of an address, with something of it changed, for the lists behind a figure."""
        one = replace(self, **changed)
        given = {
            "side": side,
            "topic": one.topic,
            "course": one.course and one.course.pk,
            "role": one.role,
            "place": one.place and one.place.pk,
            "standing": one.status,
            "search": one.search if one.name else "",
        }
        return urlencode({name: value for name, value in given.items() if value})

    def words(self) -> list[str]:
        """Each filter that is on, in words."""
        said = []
        if self.place:
            said.append(_("at %(place)s") % {"place": self.place.name})
        if self.topic:
            said.append(_("about “%(topic)s”") % {"topic": Topic(self.topic).label})
        if self.course:
            said.append(_("course “%(course)s”") % {"course": self.course.title})
        if self.role:
            said.append(_("role “%(role)s”") % {"role": Role(self.role).label})
        if self.status:
            said.append(_("only “%(standing)s”") % {"standing": STATUS_FILTERS[self.status][0]})
        if self.name:
            said.append(_("named “%(name)s”") % {"name": self.name})
        return said

    def for_ledger(self) -> dict[str, str]:
        """The filters that are on, by name; what was typed is not repeated."""
        values = {"topic": self.topic, "role": self.role, "standing": self.status}
        kept = {name: value for name, value in values.items() if value}
        chosen = {"course": self.course, "place": self.place, "name": self.name}
        return {**kept, **{name: "given" for name, value in chosen.items() if value}}


class BoardFilter(FilterForm):
    """What the board shows."""

    topic = forms.ChoiceField(
        label=gettext_lazy("About"), choices=[("", gettext_lazy("Everything")), *Topic.choices], required=False
    )
    course = forms.ChoiceField(label=gettext_lazy("Course"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)
    place = PlaceField(label=gettext_lazy("Where"), required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[("", gettext_lazy("Any")), *((key, label) for key, (label, _shown) in STATUS_FILTERS.items())],
        required=False,
    )
    side = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        side: Organization,
        places: QuerySet[Organization],
        courses: Sequence[Course],
        one_of_several: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {str(course.pk): course for course in courses}
        roles = in_role_order(roles_to_ask(side))
        self.offer("course", [("", _("Every course")), *((pk, one.title) for pk, one in self.courses.items())])
        self.offer("role", [("", _("Any role")), *((role, Role(role).label) for role in roles)])
        where: Any = self.fields["place"]
        where.offer(places)
        if len(where.offered) < 2:
            del self.fields["place"]
        if not one_of_several:
            del self.fields["side"]

    def wanted(self) -> BoardQuery:
        """The filter as the board takes it."""
        given = self.given
        return BoardQuery(
            topic=given.get("topic", ""),
            course=self.courses.get(given.get("course", "")),
            role=given.get("role", ""),
            place=given.get("place"),
            status=given.get("standing", ""),
            name=given.get("name", ""),
        )


class PeopleFilter(BoardFilter):
    """What the list of people behind the board shows."""

    searches = True  # the name is posted

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)

    def wanted(self) -> BoardQuery:
        """The filter, with what stands for the name."""
        return replace(super().wanted(), search=self.data.get("search", ""))
