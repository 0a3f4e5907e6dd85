"""What the board shows to one reader: places by courses, what is overdue first, each figure with the list behind it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, F, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from training import analytics
from training.analytics import Figures
from training.due_days import FOR_GOOD
from training.forms.filters import Wanted
from training.models import Course, CourseAssignment
from training.querysets import CourseAssignmentQuerySet
from training.standing import STANDING_COMPLETE, Standing
from training.words import state_words


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


def scope_of(user: User, at: datetime, side: str = "") -> Scope:
    """The side asked for, else the first at which the person reads training. The view has asked for the right."""
    found = scopes(user, at)
    return next((scope for scope in found if str(scope.side.pk) == side), found[0])


def courses_of(scope: Scope) -> list[Course]:
    """The courses that somebody of the side is asked to take on that day, by topic and title."""
    asked = Course.objects.filter(organization=scope.side, requirements__in=_open(scope))
    return list(asked.distinct().order_by("topic", "title", "pk"))


def _open(scope: Scope) -> Any:
    """Requirements of the side that ask on that day."""
    requirement: Any = CourseAssignment._meta.get_field("requirement").related_model
    return requirement.objects.filter(organization=scope.side).on_day(scope.day)


def assigned(user: User, scope: Scope, wanted: Wanted) -> CourseAssignmentQuerySet:
    """The side's assignments that the reader sees, by topic and course; whether they are asked today is not said."""
    rows = CourseAssignment.objects.visible_to(user).filter(requirement__in=_open(scope))
    if wanted.topic:
        rows = rows.filter(requirement__course__topic=wanted.topic)
    if wanted.course:
        rows = rows.filter(requirement__course=wanted.course)
    return rows


def listed(user: User, scope: Scope, wanted: Wanted) -> CourseAssignmentQuerySet:
    """The people behind the board's figures, one row for each person and course, with `standing` and `due_key`."""
    rows = assigned(user, scope, wanted)
    places = [wanted.place] if wanted.place else scope.places
    held = rows.roles_held(scope.day).filter(organization__in=[place.pk for place in places])
    if wanted.role:
        held = held.filter(role=wanted.role)
    rows = rows.filter(Exists(held)).with_standing(scope.day)
    if wanted.standing:
        rows = rows.filter(standing__in=wanted.standings)
    for word in wanted.name.split()[:8]:
        rows = rows.filter(user__name__icontains=word)
    due_key = Coalesce(F("due_on"), Value(FOR_GOOD), output_field=DateField())
    return rows.annotate(due_key=due_key).select_related("user", "requirement__course")


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
    """How the people of one place, or of all, stand with one course, or with all."""

    figures: Figures
    people_url: str
    overdue_url: str

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


def board_for(user: User, scope: Scope, wanted: Wanted, courses: list[Course]) -> Board:
    """The board as it is filtered, places with people overdue first. Two statements, however many people there are."""
    rows = assigned(user, scope, wanted)
    places = [wanted.place] if wanted.place else list(scope.places)
    found = analytics.board(rows, scope.day, places=[place.pk for place in places], role=wanted.role)
    standings = wanted.standings
    counted = {key: figures for key, figures in found.items() if any(figures.get(one) for one in standings)}
    asked = {place for place, _course in found}
    shown = [course for course in courses if any(key[1] == course.pk for key in counted)]
    lines = [
        _line(scope, wanted, place, shown, {course: one for (where, course), one in found.items() if where == place.pk})
        for place in places
        if any(key[0] == place.pk for key in counted)
    ]
    lines.sort(key=lambda line: -line.total.overdue)
    summed: Mapping[UUID, Figures] = {}
    if len(lines) == 1:
        summed = {course.pk: cell.figures for course, cell in lines[0].cells}
    elif lines:
        kept = [line.place.pk for line in lines if line.place]
        summed = analytics.totals(rows, scope.day, places=kept, role=wanted.role)
    total = _line(scope, wanted, wanted.place, shown, summed)
    return Board(shown, lines, total, [place for place in places if place.pk not in asked])


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
    """A figure with the addresses of the lists behind it, under the same filters."""
    address, side = reverse("training-people"), scope.query_side
    everybody = wanted.query(side, place=place, course=course, standing="")
    late = wanted.query(side, place=place, course=course, standing="overdue")
    return Cell(figures, f"{address}?{everybody}", f"{address}?{late}")
