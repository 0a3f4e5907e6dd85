"""The list of courses and the page of one course, as one reader sees them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from training.board import MOST_LINES, BoardCell, build_board, required_courses, scopes_of
from training.forms.filters import BoardQuery
from training.models import Course, CourseAssignment, CourseDate, Requirement
from training.person_page import upcoming_dates
from training.topics import Topic
from training.wording import due_clock, hours_words, requirement_words, status_mark, status_of, time_words


def courses_by_topic(user: User, at: datetime) -> list[dict[str, Any]]:
    """The courses of the person's side by topic, those no longer given last. Four statements."""
    found = list(Course.objects.visible_to(user).select_related("organization").order_by("title_folded", "pk"))
    given = [course for course in found if course.retired_at is None]
    dates = upcoming_dates([course.pk for course in given], at)
    required = required_by_course(user, [course.pk for course in given])
    groups: list[dict[str, Any]] = [
        {
            "title": topic.label,
            "id": topic.value,
            "rows": [_row(one, dates, required) for one in given if one.topic == topic],
        }
        for topic in Topic
    ]
    retired = [_row(course, {}, {}) for course in found if course.retired_at is not None]
    return [group for group in groups if group["rows"]] + ([{"retired": True, "rows": retired}] if retired else [])


def required_by_course(user: User, courses: list[UUID]) -> dict[UUID, str]:
    """Who must take each of these courses, in words, by course. Two statements."""
    open_ones = Requirement.objects.visible_to(user).filter(course__in=courses, ends_on__isnull=True)
    return {
        one.course_id: requirement_words(one, [row.role for row in one.asked_roles.all()])
        for one in open_ones.prefetch_related("asked_roles")
    }


def _row(course: Course, dates: dict[UUID, list[str]], required: dict[UUID, str]) -> dict[str, Any]:
    return {
        "course": course,
        "how": " · ".join(part for part in (hours_words(course.hours), course.provider) if part),
        "required": required.get(course.pk, ""),
        "dates": dates.get(course.pk, [])[:1],
    }


def course_page(user: User, course: Course, at: datetime) -> dict[str, Any]:
    """One course: its requirement, its times to come, the reader's own status, and that of the people they read."""
    day = course.organization.today(at)
    open_ones = Requirement.objects.visible_to(user).filter(course=course, ends_on__isnull=True)
    requirement = open_ones.prefetch_related("asked_roles").first()
    dates = (
        CourseDate.objects.visible_to(user).filter(course=course).not_ended(at).select_related("course__organization")
    )
    mine = CourseAssignment.objects.visible_to(user).filter(user=user, requirement__course=course)
    assignment = mine.asked_on(day).with_status(day).overdue_first().first()
    return {
        "hours": hours_words(course.hours),
        "requirement": requirement,
        "required": requirement_words(requirement, [row.role for row in requirement.asked_roles.all()])
        if requirement
        else "",
        "to_come": bool(requirement and requirement.starts_on > day),
        "dates": [{"pk": one.pk, "words": time_words(one, at)} for one in dates.order_by("starts_at", "pk")],
        "reader": _status_of_reader(assignment, day),
        "board": _figures(user, course, at),
    }


def _status_of_reader(assignment: CourseAssignment | None, day: date) -> dict[str, Any] | None:
    """Mark and clock of the reader's own assignment; nothing when the course is not asked of them."""
    if assignment is None:
        return None
    return {"mark": status_mark(status_of(assignment)), "clock": due_clock(assignment, day)}


def _figures(user: User, course: Course, at: datetime) -> dict[str, Any] | None:
    """How many of those whose training the reader reads have it, by place; nothing for who reads nobody's."""
    if not reach_of(user).may(Permission.TRAINING_READ):
        return None
    scope = next((one for one in scopes_of(user, at) if one.side.pk == course.organization_id), None)
    if scope is None:
        return None
    board = build_board(scope, BoardQuery(course=course), required_courses(scope))
    total: BoardCell = board.total.total
    every_place = f"{reverse('training-board')}?{board.query.address_query(scope.query_side)}"
    more = every_place if len(board.places) > MOST_LINES else ""
    return {"lines": board.lines_from(), "total": total, "more_url": more}
