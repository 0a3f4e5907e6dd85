"""What the board shows to one reader: places by courses, what is overdue first, each figure with the list behind it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse

from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Kind
from training import analytics
from training.analytics import Asked, Figures
from training.formatting import state_words
from training.forms.filters import Wanted
from training.models import Course, CourseAssignment, Requirement, RequirementRole
from training.querysets import CourseAssignmentQuerySet, asked
from training.status import STANDING_COMPLETE, Standing

FEW_PLACES = 4  # of fewer their people are found first, and their rows sorted


@dataclass(frozen=True)
class Scope:
    """The part of one side whose training the reader reads, on that side's own day."""

    side: Organization
    places: tuple[Organization, ...]
    day: date
    several: bool  # the reader reads at other sides too

    @property
    def query_side(self) -> UUID | None:
        """The side as links name it, where there is a choice."""
        return self.side.pk if self.several else None


def scopes(user: User, at: datetime) -> list[Scope]:
    """Every side at which the person reads training, each with its places; schools before their district."""
    reads = reach_of(user).of(Permission.TRAINING_READ).match_itself()
    places = Organization.objects.filter(reads).select_related("parent").order_by("-kind", "name", "pk")
    found: dict[UUID, list[Organization]] = {}
    for place in places:
        found.setdefault(place.side_id, []).append(place)
    sides = [rows[-1] if rows[-1].parent is None else rows[-1].parent for rows in found.values()]
    return [
        Scope(side, tuple(found[side.pk]), side.today(at), len(sides) > 1)
        for side in sorted(sides, key=lambda one: (one.name, str(one.pk)))
    ]


def scope_at(user: User, place: Organization, at: datetime) -> Scope:
    """The same at one place where the person reads training: itself, and in a district its schools.

    Only a district costs a statement.
    """
    if place.kind == Kind.DISTRICT:
        return next(scope for scope in scopes(user, at) if scope.side.pk == place.pk)
    read = [one for one in user.active_memberships() if Permission.TRAINING_READ in one.rule.rights]
    sides = {one.organization.side_id for one in read if one.organization}
    side = place.parent or place
    return Scope(side, (place,), side.today(at), len(sides) > 1)


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


def listed(scope: Scope, wanted: Wanted) -> CourseAssignmentQuerySet:
    """The people behind the board's figures, one row for each person and course, with `standing`.

    Made of people at the scope's places, which is what `visible_to` shows; a test compares the two, row by row.
    Conditions on other tables stand in subqueries, so that SQLite too begins with the index the list is sorted by.
    """
    program = Requirement.objects.filter(organization=scope.side).on_day(scope.day)
    if wanted.topic:
        program = program.filter(course__topic=wanted.topic)
    if wanted.course:
        program = program.filter(course=wanted.course)
    places = [wanted.place] if wanted.place else scope.places
    there = Membership.objects.on_day(scope.day).filter(organization__in=[place.pk for place in places])
    if wanted.role:
        there = there.filter(role=wanted.role)
    held = there.filter(user=OuterRef("user"), user__is_active=True).filter(
        Exists(RequirementRole.objects.filter(requirement=OuterRef(OuterRef("requirement")), role=OuterRef("role")))
    )
    rows = CourseAssignment.objects.filter(Exists(program.filter(pk=OuterRef("requirement"))), Exists(held))
    if len(places) < FEW_PLACES:
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
    held = Membership.objects.on_day(scope.day).filter(organization__in=[place.pk for place in scope.places])
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

    place: Organization | None
    cells: list[tuple[Course, Cell]]
    total: Cell


@dataclass(frozen=True)
class Board:
    """The whole board."""

    courses: list[Course]
    lines: list[Line]
    total: Line
    unasked: list[Organization]  # places at which nobody is asked to take a course

    @property
    def late(self) -> list[Line]:
        """Places at which somebody is overdue."""
        return [line for line in self.lines if line.total.overdue]

    @property
    def title(self) -> str:
        """The sentence that says how it stands."""
        return state_words(
            places=[(line.place.kind, line.total.overdue) for line in self.lines if line.place],
            late_courses=sum(1 for _course, cell in self.total.cells if cell.overdue),
            complete=self.total.total.complete,
            total=self.total.total.total,
        )


def board_for(scope: Scope, wanted: Wanted, program: Mapping[UUID, Asking]) -> Board:
    """The board as it is filtered, places with people overdue first. Two statements, however many people there are."""
    places = [wanted.place] if wanted.place else list(scope.places)
    courses = courses_of(program)
    left = {
        pk: Asked(one.course.pk, one.roles & wanted.roles)
        for pk, one in program.items()
        if wanted.topic in ("", one.course.topic) and wanted.course in (None, one.course)
    }
    rows = CourseAssignment.objects.all()
    tally = analytics.tally(rows, scope.day, places=[place.pk for place in places], asked=left)
    found, standings = tally.by_place, wanted.standings
    counted = {key: figures for key, figures in found.items() if any(figures.get(one) for one in standings)}
    shown = [course for course in courses if any(key[1] == course.pk for key in counted)]
    lines = [
        _line(scope, wanted, place, shown, {course: one for (where, course), one in found.items() if where == place.pk})
        for place in places
        if any(key[0] == place.pk for key in counted)
    ]
    lines.sort(key=lambda line: -line.total.overdue)
    summed = tally.everywhere([line.place.pk for line in lines if line.place])
    total = _line(scope, wanted, wanted.place, shown, summed)
    return Board(shown, lines, total, [place for place in places if place.pk not in tally.places])


def _line(
    scope: Scope, wanted: Wanted, place: Organization | None, courses: list[Course], by_course: Mapping[UUID, Figures]
) -> Line:
    """One place's cells, and their sum."""
    summed: Figures = {}
    for course in courses:
        for standing, people in by_course.get(course.pk, {}).items():
            summed[standing] = summed.get(standing, 0) + people
    cells = [(course, _cell(scope, wanted, place, course, by_course.get(course.pk, {}))) for course in courses]
    return Line(place, cells, _cell(scope, wanted, place, wanted.course, summed))


def _cell(scope: Scope, wanted: Wanted, place: Organization | None, course: Course | None, figures: Figures) -> Cell:
    """A figure with what the lists behind it are filtered by: as the board is, and by its place and course."""
    return Cell(figures, replace(wanted, place=place, course=course), scope.query_side)
