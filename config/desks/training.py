"""Training on a desk: what the person has to take soon, and how those whose training they read stand."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from training.analytics import PLACE, Counted, Figures, named
from training.board import Cell
from training.models import CourseAssignment
from training.own import asked_of
from training.querysets import asked
from training.words import clock, hours_words, state_words

SOON = timedelta(days=30)
MOST_NEEDS = 3
MOST_ROWS = 4


def own_needs(user: User, at: datetime) -> list[dict[str, Any]]:
    """The person's own courses that are overdue or due within thirty days. One statement for each side they are of."""
    sides: dict[UUID, Organization] = {}
    for standing in reach_of(user).standings:
        if standing.organization:
            side = standing.organization.parent or standing.organization
            sides[side.pk] = side
    near = [
        (one, day)
        for side in sides.values()
        for day in [side.today(at)]
        for one in asked_of(user, user, [side], at)
        if one.due_on is not None and one.due_on <= day + SOON
    ]
    near.sort(key=lambda pair: (pair[0].due_on, str(pair[0].pk)))
    needs = [_need(one, day) for one, day in near[:MOST_NEEDS]]
    if rest := len(near) - MOST_NEEDS:
        needs += [_more(rest)] if rest > 0 else []
    return needs


def _need(one: CourseAssignment, day: date) -> dict[str, Any]:
    course = one.requirement.course
    url = reverse("course-detail", args=[course.pk])
    return {
        "kicker": _("Training: %(topic)s") % {"topic": course.get_topic_display()},
        "title": course.title,
        "url": url,
        "why": " · ".join(part for part in (hours_words(course.hours), course.provider) if part),
        "clock": clock(one, day),
        "primary": {"label": _("See how to take it"), "url": url},
    }


def _more(rest: int) -> dict[str, Any]:
    said = ngettext("%(count)d more course is due", "%(count)d more courses are due", rest)
    return {
        "kicker": _("Training"),
        "title": said % {"count": rest},
        "url": reverse("training-mine"),
        "why": _("All of them stand on your own page."),
        "primary": {"label": _("Your training"), "url": reverse("training-mine")},
    }


def state_of(user: User, place: Organization, at: datetime) -> dict[str, Any] | None:
    """How the people stand whose training is read at a school or on a side: a sentence, and the worst first.

    At a school or an agency the rows are courses, in a district its places. One statement.
    """
    side = place.parent or place
    day = side.today(at)
    where = Q(**{PLACE: place.pk}) if place.parent else reach_of(user).of(Permission.TRAINING_READ).match(PLACE)
    rows = CourseAssignment.objects.visible_to(user).filter(requirement__organization=side)
    counted = named(rows.filter(asked("requirement", day)), day, where=where)
    if not counted:
        return None
    by_place, by_course = _summed(counted, "place"), _summed(counted, "course")
    single = len(by_place) == 1
    kinds = {one.place: one.kind for one in counted}
    total = _cell({}, {})
    for figures in by_place.values():
        for standing, people in figures.items():
            total.figures[standing] = total.figures.get(standing, 0) + people
    names = {one.course: one.title for one in counted} if single else {one.place: one.place_name for one in counted}
    only = {"place": next(iter(by_place))} if place.parent else {}
    key, groups = ("course", by_course) if single else ("place", by_place)
    cells = [(names[pk], _cell(figures, {**only, key: pk})) for pk, figures in groups.items()]
    cells.sort(key=lambda pair: (-pair[1].overdue, pair[1].percent, pair[0]))
    return {
        "sentence": state_words(
            places=[(kinds[pk], _cell(figures, {}).overdue) for pk, figures in by_place.items()],
            late_courses=sum(1 for figures in by_course.values() if _cell(figures, {}).overdue),
            complete=total.complete,
            total=total.total,
        ),
        "rows": [{"title": title, "cell": cell} for title, cell in cells[:MOST_ROWS]],
    }


def _summed(counted: list[Counted], by: str) -> dict[UUID, Figures]:
    """The counts by place, or by course."""
    found: dict[UUID, Figures] = defaultdict(dict)
    for one in counted:
        figures = found[getattr(one, by)]
        figures[one.standing] = figures.get(one.standing, 0) + one.people
    return dict(found)


def _cell(figures: Figures, query: dict[str, Any]) -> Cell:
    """A figure with the lists behind it."""
    address = reverse("training-people")
    return Cell(figures, f"{address}?{urlencode(query)}", f"{address}?{urlencode({**query, 'standing': 'overdue'})}")
