"""The people part of the page that records completions: people of one side, found by place and name, and ticked."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.querysets import MembershipQuerySet, UserQuerySet
from accounts.reach import reach_of
from training.models import Course, CourseAssignment
from training.querysets import CourseAssignmentQuerySet
from training.status import PersonStatus
from training.wording import due_clock

MOST_SHOWN = 60  # names found that are listed at once
MOST_PEOPLE = 300  # people recorded in one go


@dataclass
class PeoplePicker:
    """`where` and `who` narrow what is listed; what is ticked stays listed."""

    side: Organization
    day: date
    course: Course | None
    where: Organization | None
    who: str
    ids: Sequence[str]
    error: str = ""
    chosen: list[User] = field(default_factory=list)
    has_strangers: bool = False
    taken_on: date | None = None  # the day of the course: whoever was of the side then can be ticked too

    def __post_init__(self) -> None:
        self.tick(self.ids)

    def tick(self, ids: Iterable[str]) -> None:
        """Those of the ids that are people of the side are chosen; any other is somebody who cannot be."""
        chosen = {pk for one in ids if (pk := uuid_or_none(one))}
        self.chosen = list(self.people().filter(pk__in=list(chosen)[:MOST_PEOPLE]).order_by("name_folded", "pk"))
        self.has_strangers = len(self.chosen) != len(set(ids))

    def people(self, where: Organization | None = None) -> UserQuerySet[User]:
        """Everybody of the side today, and who was on the day of the course; at one place, where it is given."""
        held, then = (memberships_on_side(self.side, day) for day in (self.day, self.taken_on or self.day))
        if where is not None:
            held, then = held.at_place(where.pk), then.at_place(where.pk)
        now = Q(is_active=True, pk__in=held.order_by().values("user"))
        found: UserQuerySet[User] = User.objects.filter(now | Q(pk__in=then.order_by().values("user")))
        return found

    def found(self) -> UserQuerySet[User]:
        """Those whom place and name leave."""
        return self.people(self.where).named_like(self.who)

    def tick_all_with_course_to_do(self) -> None:
        """Tick everybody who has the course to do at the place; what was ticked stays so."""
        if self.course is None:
            self.error = _("Choose the course first. It decides who must take it.")
            return
        more = self.to_do()
        if not more:
            self.error = _("Nobody must take this course there.")
        elif len(more) + len(self.chosen) > MOST_PEOPLE:
            self.error = _("That is more than %(most)d people at once. Choose a place.") % {"most": MOST_PEOPLE}
        else:
            self.tick([str(pk) for pk in {*more, *(person.pk for person in self.chosen)}])

    def to_do(self) -> set[uuid.UUID]:
        """Who has the course to do: overdue, not done yet, or soon to be renewed."""
        rows = self.assigned().exclude(Q(status=PersonStatus.COMPLETE))
        if self.where is not None:
            rows = rows.at_place(self.where, self.day)
        return set(rows.values_list("user_id", flat=True)[: MOST_PEOPLE + 1])

    def assigned(self) -> CourseAssignmentQuerySet[CourseAssignment]:
        """Whoever must take the course as of today, with their status."""
        rows = CourseAssignment.objects.filter(requirement__course=self.course)
        return rows.asked_on(self.day).with_status(self.day)

    def rows(self) -> list[dict[str, Any]]:
        """The names to tick: those ticked first, then those found."""
        ticked = {person.pk for person in self.chosen}
        others = self.found().exclude(pk__in=ticked).order_by("name_folded", "pk")[:MOST_SHOWN]
        listed = [*self.chosen, *others]
        roles: dict[uuid.UUID, list[str]] = {}
        held = memberships_on_side(self.side, self.day).filter(user__in=[person.pk for person in listed])
        for role in held.select_related("organization").order_by("starts_on", "pk"):
            words = _("%(role)s, %(place)s") % {"role": role.get_role_display(), "place": role.organization}
            roles.setdefault(role.user_id, []).append(words)
        stands: dict[uuid.UUID, dict[str, Any]] = {}
        if self.course is not None:
            for one in self.assigned().filter(user__in=[person.pk for person in listed]):
                stands[one.user_id] = due_clock(one, self.day)
        return [
            {
                "person": person,
                "ticked": person.pk in ticked,
                "roles": " · ".join(dict.fromkeys(roles.get(person.pk, []))),
                "clock": stands.get(person.pk),
            }
            for person in listed
        ]

    def words(self) -> str:
        """How many are ticked, and how many of those found are listed."""
        ticked = ngettext("%(count)d person ticked", "%(count)d people ticked", len(self.chosen))
        count = self.found().order_by()[: MOST_SHOWN + 1].count()
        said = ticked % {"count": len(self.chosen)}
        if count > MOST_SHOWN:
            return _("%(ticked)s · the first %(most)d names are listed; narrow them by place or name") % {
                "ticked": said,
                "most": MOST_SHOWN,
            }
        return said


def memberships_on_side(side: Organization, day: date) -> MembershipQuerySet[Membership]:
    """Every role held on one side that day."""
    of_the_side = Q(organization=side.pk) | Q(organization__parent=side.pk)
    return Membership.objects.on_day(day).filter(of_the_side)


def uuid_or_none(text: str) -> uuid.UUID | None:
    """The id in the text, or nothing."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def sides_recording_for(user: User) -> list[Organization]:
    """The sides for which the person records completions."""
    found = Organization.objects.filter(
        reach_of(user).of(Permission.COMPLETION_RECORD).match_itself(), parent=None
    ).order_by("name_folded", "pk")
    return list(found)


def places_of(side: Organization) -> list[Organization]:
    """The side and its schools, the schools first."""
    return [*Organization.objects.filter(parent=side.pk).order_by("name_folded", "pk"), side]


def courses_given_by(side: Organization) -> list[Course]:
    """What the side gives, by title."""
    return list(Course.objects.not_retired().filter(organization=side).order_by("title_folded", "pk"))
