"""What the board shows to one reader: places by courses, what is overdue first, each figure with the list behind it."""

import heapq
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.querysets import OrganizationQuerySet
from training import analytics
from training.analytics import Asked, Figures
from training.formatting import state_words
from training.forms.filters import Wanted
from training.models import Course, CourseAssignment, Requirement, RequirementRole
from training.querysets import CourseAssignmentQuerySet, asked
from training.status import STANDING_COMPLETE, Standing

MOST_LINES = 25  # of places on one page of the board
MOST_NAMED = 12


class PlaceName(NamedTuple):
    """A place as the board names it; a district has hundreds."""

    pk: UUID
    name: str
    kind: str


@dataclass(frozen=True)
class Scope:
    """The part of one side whose training the reader reads, on that side's own day: all of it, or places of it."""

    side: Organization
    day: date
    several: bool  # the reader reads at other sides too
    only: tuple[Organization, ...] = ()  # these places alone; empty where the whole side is read

    @property
    def query_side(self) -> UUID | None:
        """The side as links name it, where there is a choice."""
        return self.side.pk if self.several else None

    @property
    def places(self) -> OrganizationQuerySet[Organization]:
        """Its places, schools before their district."""
        keys = [place.pk for place in self.only]
        own = Organization.objects.filter(pk__in=keys) if keys else Organization.objects.filter(side=self.side.pk)
        return own.order_by("-kind", "name", "pk")

    def names(self, place: Organization | None = None) -> list[PlaceName]:
        """Those places, or one of them, as the board names them. A statement only where a whole district is read."""
        if place or self.only or self.side.is_agency:
            given = sorted((place,) if place else self.only or (self.side,), key=lambda one: (one.name, str(one.pk)))
            return [PlaceName(one.pk, one.name, one.kind) for one in given]
        return [PlaceName(*row) for row in self.places.values_list("pk", "name", "kind")]

    def held(self, place: Organization | None = None, prefix: str = "") -> Q:
        """The memberships at those places, or at one of them; `prefix` leads to them."""
        if place or self.only:
            keys = [one.pk for one in ((place,) if place else self.only)]
            return Q(**{f"{prefix}organization__in": keys})
        return Q(**{f"{prefix}side": self.side.pk})


def scopes(user: User, at: datetime) -> list[Scope]:
    """Every side at which the person reads training, as far as they read it. No statement."""
    found: dict[UUID, tuple[Organization, list[Organization]]] = {}
    for held in user.active_memberships():
        place = held.organization
        if place and Permission.TRAINING_READ in held.rule.rights:
            side = place.parent or place
            found.setdefault(side.pk, (side, []))[1].append(place)
    in_order = sorted(found.values(), key=lambda one: (one[0].name, str(one[0].pk)))
    return [
        Scope(side, side.today(at), len(found) > 1, () if side in places else tuple(dict.fromkeys(places)))
        for side, places in in_order
    ]


def scope_at(user: User, place: Organization, at: datetime) -> Scope:
    """The same at one place where the person reads training: itself, and in a district its schools."""
    found = next(scope for scope in scopes(user, at) if scope.side.pk == place.side_id)
    return found if place.parent_id is None else replace(found, only=(place,))


def scope_of(user: User, at: datetime, side: str = "") -> Scope:
    """The side asked for, else the first at which the person reads training. The view has asked for the right."""
    found = scopes(user, at)
    return next((scope for scope in found if str(scope.side.pk) == side), found[0])


@dataclass(frozen=True)
class Asking:
    """A requirement as the board needs it."""

    course: Course
    roles: set[str]


def asking(scope: Scope) -> dict[UUID, Asking]:
    """What the side asks on that day of which roles, by requirement, in order of topic and title. One statement."""
    rows = RequirementRole.objects.filter(asked("requirement", scope.day), requirement__organization=scope.side)
    rows = rows.select_related("requirement__course")
    found: dict[UUID, Asking] = {}
    for row in rows.order_by("requirement__course__topic", "requirement__course__title", "requirement"):
        found.setdefault(row.requirement_id, Asking(row.requirement.course, set())).roles.add(row.role)
    return found


def courses_of(program: Mapping[UUID, Asking]) -> list[Course]:
    """The courses that are asked, in the order given."""
    return list({one.course.pk: one.course for one in program.values()}.values())


def left_of(program: Mapping[UUID, Asking], wanted: Wanted) -> dict[UUID, Asked]:
    """What the filter leaves of a program: the course of each requirement, and the roles it is asked of."""
    return {
        pk: Asked(one.course.pk, one.roles & wanted.roles)
        for pk, one in program.items()
        if wanted.topic in ("", one.course.topic) and wanted.course in (None, one.course)
    }


def listed(scope: Scope, wanted: Wanted, program: Mapping[UUID, Asking]) -> CourseAssignmentQuerySet:
    """The people behind the board's figures, one row for each person and course, with `standing`.

    Made of people at the scope's places, which is what `visible_to` shows; a test compares the two, row by row.
    Conditions on other tables stand in subqueries, so that SQLite too begins with the index the list is sorted by. The
    requirements stand there by their ids: PostgreSQL knows then how many rows each has.
    """
    there = Membership.objects.on_day(scope.day).filter(scope.held(wanted.place))
    if wanted.role:
        there = there.filter(role=wanted.role)
    held = there.filter(user=OuterRef("user")).filter(
        Exists(RequirementRole.objects.filter(requirement=OuterRef(OuterRef("requirement")), role=OuterRef("role")))
    )
    rows = CourseAssignment.objects.filter(requirement__in=left_of(program, wanted)).of_open_accounts()
    rows = rows.filter(Exists(held))
    if wanted.place or scope.only or scope.side.is_agency:
        # Of one place its people are found first, and their rows sorted.
        rows = rows.filter(user__in=there.values("user"))
    if wanted.name:
        rows = rows.filter(user__in=User.objects.named_like(wanted.name))
    found: Any = rows.with_standing(scope.day)
    if wanted.standing:
        found = found.filter(standing__in=wanted.standings)
    behind = Prefetch("requirement", Requirement.objects.select_related("course"))
    return found.prefetch_related("user", behind)


def places_held(scope: Scope, people: Collection[UUID] | None = None) -> dict[UUID, list[Membership]]:
    """The roles by which these people, or all, are at the scope's places today, by person. One query."""
    held = Membership.objects.on_day(scope.day).filter(scope.held())
    if people is not None:
        held = held.filter(user__in=people)
    found: dict[UUID, list[Membership]] = {}
    for membership in held.select_related("organization").order_by("starts_on", "pk"):
        found.setdefault(membership.user_id, []).append(membership)
    return found


@dataclass(frozen=True)
class Cell:
    """How the people of one place, or of all, stand with one course, or with all; and the lists behind it."""

    figures: Figures
    behind: Wanted
    side: UUID | None = None  # as links name it

    @property
    def people_url(self) -> str:
        """The list of them all."""
        return self._list("")

    @property
    def overdue_url(self) -> str:
        """The list of those who are overdue."""
        return self._list("overdue")

    def _list(self, standing: str) -> str:
        query = self.behind.query(self.side, standing=standing)
        return f"{reverse('training-people')}?{query}" if query else reverse("training-people")

    @property
    def total(self) -> int:
        return sum(self.figures.values())

    @property
    def complete(self) -> int:
        return sum(self.figures.get(standing, 0) for standing in STANDING_COMPLETE)

    @property
    def overdue(self) -> int:
        return self.figures.get(Standing.OVERDUE, 0)

    @property
    def percent(self) -> int:
        """How many in a hundred are complete; never a hundred while one is not."""
        return self.complete * 100 // self.total if self.total else 0

    def holds(self, standings: Iterable[Standing]) -> bool:
        """Whether anybody stands so."""
        return any(self.figures.get(standing) for standing in standings)


@dataclass(frozen=True)
class Line:
    """One place: a cell for each course of the board, and all of them together."""

    place: PlaceName | None
    cells: list[tuple[Course, Cell]]
    total: Cell


@dataclass(frozen=True)
class Board:
    """The whole board. Its lines are made as they are asked for: a district has hundreds of places."""

    scope: Scope
    wanted: Wanted
    courses: list[Course]
    places: list[PlaceName]  # those with a line, overdue first
    found: Mapping[UUID, Mapping[UUID, Figures]]  # by place and course
    summed: Mapping[UUID, Figures]  # everywhere, each person once, by course
    unasked: list[PlaceName]  # places at which nobody is asked to take a course

    def lines_from(self, start: int = 0, most: int = MOST_LINES) -> list[Line]:
        """Some of its lines."""
        return [self.line(place) for place in self.places[start : start + most]]

    @property
    def lines(self) -> list[Line]:
        """All of its lines."""
        return self.lines_from(0, len(self.places))

    def line(self, place: PlaceName) -> Line:
        """The line of one place."""
        return self._line(place, self.found[place.pk])

    def worst(self, most: int) -> list[PlaceName]:
        """The places that want attention first: the most overdue, then the smallest part complete."""

        def rank(place: PlaceName) -> tuple[int, int, str]:
            cell = Cell(total_of(self.found[place.pk], self.courses), self.wanted)
            return -cell.overdue, cell.percent, place.name

        return heapq.nsmallest(most, self.places, key=rank)

    @cached_property
    def total(self) -> Line:
        """Everywhere, or at the one place it is filtered by."""
        return self._line(self.wanted.place, self.summed)

    def _line(self, place: Any, figures: Mapping[UUID, Figures]) -> Line:
        cells = [(course, self._cell(place, course, figures.get(course.pk, {}))) for course in self.courses]
        return Line(place, cells, self._cell(place, self.wanted.course, total_of(figures, self.courses)))

    def _cell(self, place: Any, course: Course | None, figures: Figures) -> Cell:
        """A figure with what the lists behind it are filtered by: as the board is, and by its place and course."""
        return Cell(figures, replace(self.wanted, place=place, course=course), self.scope.query_side)

    @property
    def title(self) -> str:
        """The sentence that says how it stands."""
        return state_words(
            places=[(place.kind, overdue_in(self.found[place.pk], self.courses)) for place in self.places],
            late_courses=sum(1 for _course, cell in self.total.cells if cell.overdue),
            complete=self.total.total.complete,
            total=self.total.total.total,
        )


def board_for(scope: Scope, wanted: Wanted, program: Mapping[UUID, Asking]) -> Board:
    """The board as it is filtered, places with people overdue first. At most three statements, however many people."""
    rows, held = CourseAssignment.objects.of_open_accounts(), partial(scope.held, wanted.place)
    tally = analytics.tally(rows, scope.day, held=held, asked=left_of(program, wanted))
    names, shown_courses, shown_places = scope.names(wanted.place), set(), set()
    by_place: dict[UUID, dict[UUID, Figures]] = {}
    for (place, course), figures in tally.by_place.items():
        by_place.setdefault(place, {})[course] = figures
        if any(figures.get(standing) for standing in wanted.standings):
            shown_courses.add(course)
            shown_places.add(place)
    courses = [course for course in courses_of(program) if course.pk in shown_courses]
    places = [place for place in names if place.pk in shown_places]
    places.sort(key=lambda place: -overdue_in(by_place[place.pk], courses))
    return Board(
        scope=scope,
        wanted=wanted,
        courses=courses,
        places=places,
        found=by_place,
        summed=tally.everywhere(shown_places),
        unasked=[place for place in names if place.pk not in by_place],
    )


def total_of(by_course: Mapping[UUID, Figures], courses: Iterable[Course]) -> Figures:
    """The figures of those courses together."""
    summed: Figures = {}
    for course in courses:
        for standing, people in by_course.get(course.pk, {}).items():
            summed[standing] = summed.get(standing, 0) + people
    return summed


def overdue_in(by_course: Mapping[UUID, Figures], courses: Iterable[Course]) -> int:
    """How much is overdue of those courses."""
    return sum(by_course.get(course.pk, {}).get(Standing.OVERDUE, 0) for course in courses)
