"""The training board of one reader: places by courses, each figure with the list of people behind it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Kind
from training import analytics
from training.analytics import RequiredCourse, StatusCounts
from training.forms.filters import BoardQuery
from training.models import Course, CourseAssignment, Requirement, RequirementRole
from training.querysets import CourseAssignmentQuerySet, in_force
from training.status import COMPLETE_STATUSES, PersonStatus
from training.wording import board_sentence

FEW_PLACES = 4  # below this many, the people of the places are found first and their rows sorted after


@dataclass(frozen=True)
class Scope:
    """The part of one side whose training the reader reads, on that side's own day."""

    side: Organization
    places: tuple[Organization, ...]
    day: date
    one_of_several: bool  # the reader reads at other sides too

    @property
    def query_side(self) -> UUID | None:
        """The side as links name it, where there is a choice."""
        return self.side.pk if self.one_of_several else None


def scopes_of(user: User, at: datetime) -> list[Scope]:
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


def scope_at_place(user: User, place: Organization, at: datetime) -> Scope:
    """The same at one place where the person reads training: itself, and in a district its schools.

    Only a district costs a statement.
    """
    if place.kind == Kind.DISTRICT:
        return next(scope for scope in scopes_of(user, at) if scope.side.pk == place.pk)
    read = [one for one in user.active_memberships() if Permission.TRAINING_READ in one.rule.rights]
    sides = {one.organization.side_id for one in read if one.organization}
    side = place.parent or place
    return Scope(side, (place,), side.today(at), len(sides) > 1)


def chosen_scope(user: User, at: datetime, side: str = "") -> Scope:
    """The side asked for, else the first at which the person reads training. The view has asked for the right."""
    found = scopes_of(user, at)
    return next((scope for scope in found if str(scope.side.pk) == side), found[0])


def required_courses(scope: Scope) -> dict[UUID, RequiredCourse]:
    """What must be taken on the side on that day, by requirement, in order of topic and title. One statement."""
    rows = RequirementRole.objects.filter(in_force("requirement", scope.day), requirement__organization=scope.side)
    rows = rows.select_related("requirement__course")
    roles: dict[Requirement, set[str]] = {}
    for row in rows.order_by("requirement__course__topic", "requirement__course__title", "requirement"):
        roles.setdefault(row.requirement, set()).add(row.role)
    return {requirement.pk: RequiredCourse(requirement.course, held) for requirement, held in roles.items()}


def distinct_courses(required: Mapping[UUID, RequiredCourse]) -> list[Course]:
    """Each course once, in the order given."""
    return list({one.course.pk: one.course for one in required.values()}.values())


def assignments_listed(scope: Scope, query: BoardQuery) -> CourseAssignmentQuerySet[CourseAssignment]:
    """The people behind the board's figures, one row for each person and course, with `status`.

    Made of people at the scope's places, which is what `visible_to` shows; a test compares the two, row by row.
    Conditions on other tables stand in subqueries, so that SQLite too begins with the index the list is sorted by.
    """
    requirements = Requirement.objects.filter(organization=scope.side).on_day(scope.day)
    if query.topic:
        requirements = requirements.filter(course__topic=query.topic)
    if query.course:
        requirements = requirements.filter(course=query.course)
    places = [query.place] if query.place else scope.places
    memberships = Membership.objects.on_day(scope.day).filter(organization__in=[place.pk for place in places])
    if query.role:
        memberships = memberships.filter(role=query.role)
    held = memberships.filter(user=OuterRef("user"), user__is_active=True).filter(
        Exists(RequirementRole.objects.filter(requirement=OuterRef(OuterRef("requirement")), role=OuterRef("role")))
    )
    rows = CourseAssignment.objects.filter(Exists(requirements.filter(pk=OuterRef("requirement"))), Exists(held))
    if len(places) < FEW_PLACES:
        rows = rows.filter(user__in=memberships.values("user"))
    if query.name:
        rows = rows.filter(user__in=User.objects.named_like(query.name))
    rows = rows.with_status(scope.day)
    if query.status:
        rows = rows.filter(Q(status__in=query.statuses))
    with_course = Prefetch("requirement", Requirement.objects.select_related("course"))
    return rows.prefetch_related("user", with_course)


def memberships_by_person(scope: Scope, people: Collection[UUID] | None = None) -> dict[UUID, list[Membership]]:
    """The roles by which these people, or all, are at the scope's places today, by person. One query."""
    held = Membership.objects.on_day(scope.day).filter(organization__in=[place.pk for place in scope.places])
    if people is not None:
        held = held.filter(user__in=people)
    found: dict[UUID, list[Membership]] = {}
    for membership in held.select_related("organization").order_by("starts_on", "pk"):
        found.setdefault(membership.user_id, []).append(membership)
    return found


@dataclass(frozen=True)
class BoardCell:
    """How many people of one place, or all, have each status with one course, or all; and the lists behind it."""

    figures: StatusCounts
    query: BoardQuery  # of the lists behind it
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

    place: Organization | None
    cells: list[tuple[Course, BoardCell]]
    total: BoardCell


@dataclass(frozen=True)
class Board:
    """The whole board."""

    courses: list[Course]
    lines: list[BoardLine]
    total: BoardLine
    places_without_courses: list[Organization]  # where nobody must take one

    @property
    def title(self) -> str:
        """The sentence that says how it stands."""
        return board_sentence(
            places=[(line.place.kind, line.total.overdue) for line in self.lines if line.place],
            late_courses=sum(1 for _course, cell in self.total.cells if cell.overdue),
            complete=self.total.total.complete,
            total=self.total.total.total,
        )


def build_board(scope: Scope, query: BoardQuery, required: Mapping[UUID, RequiredCourse]) -> Board:
    """The board as it is filtered, places with people overdue first. Two statements, however many people there are."""
    places = [query.place] if query.place else list(scope.places)
    courses = distinct_courses(required)
    filtered = {
        pk: RequiredCourse(one.course, one.roles & query.roles)
        for pk, one in required.items()
        if query.topic in ("", one.course.topic) and query.course in (None, one.course)
    }
    rows = CourseAssignment.objects.all()
    tally = analytics.tally(rows, scope.day, places=[place.pk for place in places], required=filtered)
    counted = {key for key, figures in tally.by_place.items() if any(figures.get(one) for one in query.statuses)}
    shown = [course for course in courses if any(key[1] == course.pk for key in counted)]
    by_place: dict[UUID, dict[UUID, StatusCounts]] = defaultdict(dict)
    for (place_id, course_id), figures in tally.by_place.items():
        by_place[place_id][course_id] = figures
    lines = [
        _line(scope, query, place, shown, by_place[place.pk])
        for place in places
        if any(key[0] == place.pk for key in counted)
    ]
    lines.sort(key=lambda line: -line.total.overdue)
    summed = tally.summed_over([line.place.pk for line in lines if line.place])
    total = _line(scope, query, query.place, shown, summed)
    return Board(shown, lines, total, [place for place in places if place.pk not in tally.places])


def _line(
    scope: Scope,
    query: BoardQuery,
    place: Organization | None,
    courses: list[Course],
    by_course: Mapping[UUID, StatusCounts],
) -> BoardLine:
    """One place's cells, and their sum."""
    summed: StatusCounts = {}
    for course in courses:
        for status, people in by_course.get(course.pk, {}).items():
            summed[status] = summed.get(status, 0) + people
    cells = [(course, _cell(scope, query, place, course, by_course.get(course.pk, {}))) for course in courses]
    return BoardLine(place, cells, _cell(scope, query, place, query.course, summed))


def _cell(
    scope: Scope, query: BoardQuery, place: Organization | None, course: Course | None, figures: StatusCounts
) -> BoardCell:
    """A figure with what the lists behind it are filtered by: as the board is, and by its place and course."""
    return BoardCell(figures, replace(query, place=place, course=course), scope.query_side)
