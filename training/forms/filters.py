"""What the board and its lists are filtered by. A value that makes no sense filters nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.places import PlaceField
from accounts.models import Organization
from accounts.roles import Role
from common.forms import FencelineForm
from training.actions.requirements import roles_of
from training.forms.requirements import in_order
from training.models import Course
from training.status import STANDING_COMPLETE, Standing
from training.topics import Topic

# What a list of people may be narrowed to, and the standings it then shows.
SHOWN: dict[str, tuple[Any, frozenset[Standing]]] = {
    "overdue": (gettext_lazy("Overdue"), frozenset({Standing.OVERDUE})),
    "open": (gettext_lazy("Not complete"), frozenset({Standing.OVERDUE, Standing.DUE})),
    "renew": (gettext_lazy("Complete, to be renewed soon"), frozenset({Standing.RENEW})),
    "complete": (gettext_lazy("Complete"), STANDING_COMPLETE),
}


@dataclass(frozen=True)
class Wanted:
    """What a board or a list shows."""

    topic: str = ""
    course: Course | None = None
    role: str = ""
    place: Organization | None = None
    standing: str = ""
    name: str = ""
    search: str = ""  # what stands for the name in an address

    @property
    def standings(self) -> frozenset[Standing]:
        """The standings asked for; all of them without a filter."""
        return SHOWN[self.standing][1] if self.standing else frozenset(Standing)

    @property
    def roles(self) -> frozenset[str]:
        """The roles asked for; all of them without a filter."""
        return frozenset([self.role] if self.role else Role.values)

    def query(self, side: UUID | None, **changed: Any) -> str:
        """The filter as a query, with something of it changed, for the lists behind a figure."""
        one = replace(self, **changed)
        given = {
            "side": side,
            "topic": one.topic,
            "course": one.course and one.course.pk,
            "role": one.role,
            "place": one.place and one.place.pk,
            "standing": one.standing,
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
        if self.standing:
            said.append(_("only “%(standing)s”") % {"standing": SHOWN[self.standing][0]})
        if self.name:
            said.append(_("named “%(name)s”") % {"name": self.name})
        return said

    def given(self) -> dict[str, str]:
        """The filters that are on, by name, for the ledger; what was typed is not repeated."""
        values = {"topic": self.topic, "role": self.role, "standing": self.standing}
        kept = {name: value for name, value in values.items() if value}
        chosen = {"course": self.course, "place": self.place, "name": self.name}
        return {**kept, **{name: "given" for name, value in chosen.items() if value}}


class BoardFilter(FencelineForm):
    """What the board shows."""

    topic = forms.ChoiceField(
        label=gettext_lazy("About"), choices=[("", gettext_lazy("Everything")), *Topic.choices], required=False
    )
    course = forms.ChoiceField(label=gettext_lazy("Course"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)
    place = PlaceField(label=gettext_lazy("Where"), required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        choices=[("", gettext_lazy("Any")), *((key, label) for key, (label, _shown) in SHOWN.items())],
        required=False,
    )
    side = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        side: Organization,
        places: QuerySet[Organization],
        courses: Sequence[Course],
        several: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {str(course.pk): course for course in courses}
        fields: Any = self.fields
        fields["course"].choices = [("", _("Every course")), *((pk, one.title) for pk, one in self.courses.items())]
        fields["role"].choices = [("", _("Any role")), *((role, Role(role).label) for role in in_order(roles_of(side)))]
        fields["place"].offer(places)
        if len(fields["place"].offered) < 2:
            del fields["place"]
        if not several:
            del fields["side"]

    def wanted(self) -> Wanted:
        """The filter; what makes no sense filters nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            topic=chosen.get("topic") or "",
            course=self.courses.get(chosen.get("course") or ""),
            role=chosen.get("role") or "",
            place=chosen.get("place"),
            standing=chosen.get("standing") or "",
            name=chosen.get("name") or "",
        )


class PeopleFilter(BoardFilter):
    """What the list of people behind the board shows."""

    searches = True  # the name is posted

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)

    def wanted(self) -> Wanted:
        """The filter, with what stands for the name."""
        return replace(super().wanted(), search=self.data.get("search", ""))
