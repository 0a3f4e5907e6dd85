"""The training board of one reader: places by courses, each figure with the list of people behind it."""

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
from common.folding import fold
from training import analytics
from training.analytics import RequiredCourse, StatusCounts
from training.forms.filters import BoardQuery
from training.models import Course, CourseAssignment, Requirement, RequirementRole
from training.querysets import CourseAssignmentQuerySet, in_force
from training.status import COMPLETE_STATUSES, PersonStatus
from training.wording import board_sentence

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
    one_of_several: bool  # the reader reads at other sides too
    only: tuple[Organization, ...] = ()  # these places alone; empty where the whole side is read

    @property
    def query_side(self) -> UUID | None:
        """The side as links name it, where there is a choice."""
        return self.side.pk if self.one_of_several else None

    @property
    def places(self) -> OrganizationQuerySet[Organization]:
        """Its places, schools before their district."""
        keys = [place.pk for place in self.only]
        own = Organization.objects.filter(pk__in=keys) if keys else Organization.objects.filter(side=self.side.pk)
        return own.order_by("-kind", "name_folded", "pk")

    def names(self, place: Organization | None = None) -> list[PlaceName]:
        """Those places, or one of them, as the board names them. A statement only where a whole district is read."""
        if place or self.only or self.side.is_agency:
            given = sorted(
                (place,) if place else self.only or (self.side,), key=lambda one: (fold(one.name), str(one.pk))
            )
            return [PlaceName(one.pk, one.name, one.kind) for one in given]
        return [PlaceName(*row) for row in self.places.values_list("pk", "name", "kind")]

    def held(self, place: Organization | None = None, prefix: str = "") -> Q:
        """The memberships at those places, or at one of them; `prefix` leads to them."""
        if place or self.only:
            keys = [one.pk for one in ((place,) if place else self.only)]
            return Q(**{f"{prefix}organization__in": keys})
        return Q(**{f"{prefix}side": self.side.pk})


def scopes_of(user: User, at: datetime) -> list[Scope]:
    """Every side at which the person reads training, as far as they read it. No statement."""
    found: dict[UUID, tuple[Organization, list[Organization]]] = {}
    for held in user.active_memberships():
        place = held.organization
        if place and Permission.TRAINING_READ in held.rule.rights:
            side = place.parent or place
            found.setdefault(side.pk, (side, []))[1].append(place)
    in_order = sorted(found.values(), key=lambda one: (fold(one[0].name), str(one[0].pk)))
    return [
        Scope(side, side.today(at), len(found) > 1, () if side in places else tuple(dict.fromkeys(places)))
        for side, places in in_order
    ]


def scope_at_place(user: User, place: Organization, at: datetime) -> Scope:
    """The same at one place where the person reads training: itself, and in a district its schools."""
    found = next(scope for scope in scopes_of(user, at) if scope.side.pk == place.side_id)
    return found if place.parent_id is None else replace(found, only=(place,))


def chosen_scope(user: User, at: datetime, side: str = "") -> Scope:
    """The side asked for, else the first at which the person reads training. The view has asked for the right."""
    found = scopes_of(user, at)
    return next((scope for scope in found if str(scope.side.pk) == side), found[0])


def required_courses(scope: Scope) -> dict[UUID, RequiredCourse]:
    """What must be taken on the side on that day, by requirement, in order of topic and title. One statement."""
    rows = RequirementRole.objects.filter(in_force("requirement", scope.day), requirement__organization=scope.side)
    rows = rows.select_related("requirement__course")
    roles: dict[Requirement, set[str]] = {}
    for row in rows.order_by("requirement__course__topic", "requirement__course__title_folded", "requirement"):
        roles.setdefault(row.requirement, set()).add(row.role)
    return {requirement.pk: RequiredCourse(requirement.course, held) for requirement, held in roles.items()}


def distinct_courses(required: Mapping[UUID, RequiredCourse]) -> list[Course]:
    """Each course once, in the order given."""
    return list({one.course.pk: one.course for one in required.values()}.values())


def filtered_courses(required: Mapping[UUID, RequiredCourse], query: BoardQuery) -> dict[UUID, RequiredCourse]:
    """What the filter leaves of them."""
    return {
        pk: RequiredCourse(one.course, one.roles & query.roles)
        for pk, one in required.items()
        if query.topic in ("", one.course.topic) and query.course in (None, one.course)
    }


def assignments_listed(
    scope: Scope, query: BoardQuery, required: Mapping[UUID, RequiredCourse]
) -> CourseAssignmentQuerySet[CourseAssignment]:
    """The people behind the board's figures, one row for each person and course, with `status`.

    Made of people at the scope's places, which is what `visible_to` shows; a test compares the two, row by row.
    Conditions on other tables stand in subqueries, so that SQLite too begins with the index the list is sorted by. The
    requirements stand there by their ids: PostgreSQL knows then how many rows each has.
    """
    there = Membership.objects.on_day(scope.day).filter(scope.held(query.place))
    if query.role:
        there = there.filter(role=query.role)
    held = there.filter(user=OuterRef("user")).filter(
        Exists(RequirementRole.objects.filter(requirement=OuterRef(OuterRef("requirement")), role=OuterRef("role")))
    )
    rows = CourseAssignment.objects.filter(requirement__in=filtered_courses(required, query)).of_open_accounts()
    rows = rows.filter(Exists(held))
    if query.place or scope.only or scope.side.is_agency:
        # Of one place its people are found first, and their rows sorted.
        rows = rows.filter(user__in=there.values("user"))
    if query.name:
        rows = rows.filter(user__in=User.objects.named_like(query.name))
    found = rows.with_status(scope.day)
    if query.status:
        found = found.filter(Q(status__in=query.statuses))
    behind = Prefetch("requirement", Requirement.objects.select_related("course"))
    return found.prefetch_related("user", behind)


def memberships_by_person(scope: Scope, people: Collection[UUID] | None = None) -> dict[UUID, list[Membership]]:
    """The roles by which these people, or all, are at the scope's places today, by person. One query."""
    held = Membership.objects.on_day(scope.day).filter(scope.held())
    if people is not None:
        held = held.filter(user__in=people)
    found: dict[UUID, list[Membership]] = {}
    for membership in held.select_related("organization").order_by("starts_on", "pk"):
        found.setdefault(membership.user_id, []).append(membership)
    return found


@dataclass(frozen=True)
class BoardCell:
    """How the people of one place, or of all, stand with one course, or with all; and the lists behind it."""

    figures: StatusCounts
    query: BoardQuery
    side: UUID | None = None  # as links name it

    @property
    def people_url(self) -> str:
        """The list of them all."""
        return self._people_url("")

    @property
    def overdue_url(self) -> str:
        """The list of those who are overdue."""
        return self._people_url("overdue")

    def _people_url(self, status: str) -> str:
        query = self.query.address_query(self.side, status=status)
        return f"{reverse('training-people')}?{query}" if query else reverse("training-people")

    @property
    def total(self) -> int:
        return sum(self.figures.values())

    @property
    def complete(self) -> int:
        return sum(self.figures.get(status, 0) for status in COMPLETE_STATUSES)

    @property
    def overdue(self) -> int:
        return self.figures.get(PersonStatus.OVERDUE, 0)

    @property
    def percent(self) -> int:
        """How many in a hundred are complete; never a hundred while one is not."""
        return self.complete * 100 // self.total if self.total else 0


@dataclass(frozen=True)
class BoardLine:
    """One place: a cell for each course of the board, and all of them together."""

    place: PlaceName | None
    cells: list[tuple[Course, BoardCell]]
    total: BoardCell


@dataclass(frozen=True)
class Board:
    """The whole board. Its lines are made as they are asked for: a district has hundreds of places."""

    scope: Scope
    query: BoardQuery
    courses: list[Course]
    places: list[PlaceName]  # those with a line, overdue first
    found: Mapping[UUID, Mapping[UUID, StatusCounts]]  # by place and course
    summed: Mapping[UUID, StatusCounts]  # everywhere, each person once, by course
    places_without_courses: list[PlaceName]  # places at which nobody is asked to take a course

    def lines_from(self, start: int = 0, most: int = MOST_LINES) -> list[BoardLine]:
        """Some of its lines."""
        return [self.line(place) for place in self.places[start : start + most]]

    @property
    def lines(self) -> list[BoardLine]:
        """All of its lines."""
        return self.lines_from(0, len(self.places))

    def line(self, place: PlaceName) -> BoardLine:
        """The line of one place."""
        return self._line(place, self.found[place.pk])

    def worst(self, most: int) -> list[PlaceName]:
        """The places that want attention first: the most overdue, then the smallest part complete."""

        def rank(place: PlaceName) -> tuple[int, int, str]:
            cell = BoardCell(total_of(self.found[place.pk], self.courses), self.query)
            return -cell.overdue, cell.percent, place.name

        return heapq.nsmallest(most, self.places, key=rank)

    @cached_property
    def total(self) -> BoardLine:
        """Everywhere, or at the one place it is filtered by."""
        return self._line(self.query.place, self.summed)

    def _line(self, place: Any, figures: Mapping[UUID, StatusCounts]) -> BoardLine:
        cells = [(course, self._cell(place, course, figures.get(course.pk, {}))) for course in self.courses]
        return BoardLine(place, cells, self._cell(place, self.query.course, total_of(figures, self.courses)))

    def _cell(self, place: Any, course: Course | None, figures: StatusCounts) -> BoardCell:
        """A figure with what the lists behind it are filtered by: as the board is, and by its place and course."""
        return BoardCell(figures, replace(self.query, place=place, course=course), self.scope.query_side)

    @property
    def title(self) -> str:
        """The sentence that says how it stands."""
        return board_sentence(
            places=[(place.kind, overdue_in(self.found[place.pk], self.courses)) for place in self.places],
            late_courses=sum(1 for _course, cell in self.total.cells if cell.overdue),
            complete=self.total.total.complete,
            total=self.total.total.total,
        )


def build_board(scope: Scope, query: BoardQuery, required: Mapping[UUID, RequiredCourse]) -> Board:
    """The board as it is filtered, places with people overdue first. At most two statements, however many people."""
    rows, held = CourseAssignment.objects.of_open_accounts(), partial(scope.held, query.place)
    tally = analytics.tally(rows, scope.day, held=held, required=filtered_courses(required, query))
    names, shown_courses, shown_places = scope.names(query.place), set(), set()
    by_place: dict[UUID, dict[UUID, StatusCounts]] = {}
    for (place, course), figures in tally.by_place.items():
        by_place.setdefault(place, {})[course] = figures
        if any(figures.get(status) for status in query.statuses):
            shown_courses.add(course)
            shown_places.add(place)
    courses = [course for course in distinct_courses(required) if course.pk in shown_courses]
    places = [place for place in names if place.pk in shown_places]
    places.sort(key=lambda place: -overdue_in(by_place[place.pk], courses))
    return Board(
        scope=scope,
        query=query,
        courses=courses,
        places=places,
        found=by_place,
        summed=tally.summed_over(shown_places),
        places_without_courses=[place for place in names if place.pk not in by_place],
    )


def total_of(by_course: Mapping[UUID, StatusCounts], courses: Iterable[Course]) -> StatusCounts:
    """The figures of those courses together."""
    summed: StatusCounts = {}
    for course in courses:
        for status, people in by_course.get(course.pk, {}).items():
            summed[status] = summed.get(status, 0) + people
    return summed


def overdue_in(by_course: Mapping[UUID, StatusCounts], courses: Iterable[Course]) -> int:
    """How much is overdue of those courses."""
    return sum(by_course.get(course.pk, {}).get(PersonStatus.OVERDUE, 0) for course in courses)
