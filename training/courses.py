"""What the pages about courses show to one reader."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from training.board import MOST_LINES, Cell, asking, board_for, scopes
from training.formatting import asked_words, clock, hours_words, mark, standing_of, time_words
from training.forms.filters import Wanted
from training.models import Course, CourseAssignment, CourseDate, Requirement
from training.own import dates_to_come
from training.topics import Topic


def list_of(user: User, at: datetime) -> list[dict[str, Any]]:
    """The courses of the person's side by topic, those no longer given last. Four statements."""
    found = list(Course.objects.visible_to(user).select_related("organization").order_by("title", "pk"))
    given = [course for course in found if course.retired_at is None]
    dates = dates_to_come([course.pk for course in given], at)
    asked = asked_by_course(user, [course.pk for course in given])
    groups: list[dict[str, Any]] = [
        {
            "title": topic.label,
            "id": topic.value,
            "rows": [_row(one, dates, asked) for one in given if one.topic == topic],
        }
        for topic in Topic
    ]
    retired = [_row(course, {}, {}) for course in found if course.retired_at is not None]
    return [group for group in groups if group["rows"]] + ([{"retired": True, "rows": retired}] if retired else [])


def asked_by_course(user: User, courses: list[Any]) -> dict[Any, str]:
    """Who must take each of these courses, in words, by course. Two statements."""
    open_ones = Requirement.objects.visible_to(user).filter(course__in=courses, ends_on__isnull=True)
    return {
        one.course_id: asked_words(one, [row.role for row in one.asked_roles.all()])
        for one in open_ones.prefetch_related("asked_roles")
    }


def _row(course: Course, dates: dict[Any, list[str]], asked: dict[Any, str]) -> dict[str, Any]:
    return {
        "course": course,
        "how": " · ".join(part for part in (hours_words(course.hours), course.provider) if part),
        "asked": asked.get(course.pk, ""),
        "dates": dates.get(course.pk, [])[:1],
    }


def sheet_of(user: User, course: Course, at: datetime) -> dict[str, Any]:
    """One course: its requirement, its times to come, how the reader stands, how the people they read stand."""
    day = course.organization.today(at)
    asked = Requirement.objects.visible_to(user).filter(course=course, ends_on__isnull=True)
    requirement = asked.prefetch_related("asked_roles").first()
    dates = CourseDate.objects.visible_to(user).filter(course=course).to_come(at).select_related("course__organization")
    mine = CourseAssignment.objects.visible_to(user).filter(user=user, requirement__course=course)
    own = mine.asked_on(day).with_standing(day).overdue_first().first()
    return {
        "hours": hours_words(course.hours),
        "requirement": requirement,
        "asked": asked_words(requirement, [row.role for row in requirement.asked_roles.all()]) if requirement else "",
        "to_come": bool(requirement and requirement.starts_on > day),
        "dates": [{"pk": one.pk, "words": time_words(one, at)} for one in dates.order_by("starts_at", "pk")],
        "own": {"mark": mark(standing_of(own)), "clock": clock(own, day)} if own else None,
        "board": _figures(user, course, at),
    }


def _figures(user: User, course: Course, at: datetime) -> dict[str, Any] | None:
    """How many of those whose training the reader reads have it, by place; nothing for who reads nobody's."""
    if not reach_of(user).may(Permission.TRAINING_READ):
        return None
    scope = next((one for one in scopes(user, at) if one.side.pk == course.organization_id), None)
    if scope is None:
        return None
    board = board_for(scope, Wanted(course=course), asking(scope))
    total: Cell = board.total.total
    more = (
        f"{reverse('training-board')}?{board.wanted.query(scope.query_side)}" if len(board.places) > MOST_LINES else ""
    )
    return {"lines": board.lines_from(), "total": total, "more_url": more}
