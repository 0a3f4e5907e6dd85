"""Training on a desk: what the person has to take soon, and how those whose training they read stand."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization, User
from training.board import build_board, required_courses, scope_at_place
from training.forms.filters import BoardQuery
from training.models import CourseAssignment
from training.person_page import assignments_of
from training.wording import due_clock, hours_words

SOON = timedelta(days=30)
MOST_NEEDS = 3
MOST_ROWS = 5


def own_needs(user: User, at: datetime) -> tuple[list[dict[str, Any]], int]:
    """The person's own courses that are overdue or due within thirty days, and how many there are.

    One statement for each side they are of.
    """
    sides: dict[UUID, Organization] = {}
    for held in user.active_memberships():
        if held.organization:
            side = held.organization.parent or held.organization
            sides[side.pk] = side
    near = [
        (one, day)
        for side in sides.values()
        for day in [side.today(at)]
        for one in assignments_of(user, user, [side], at)
        if one.due_on is not None and one.due_on <= day + SOON
    ]
    near.sort(key=lambda pair: (pair[0].due_on, str(pair[0].pk)))
    # One more than fits is shown itself, not announced.
    most = MOST_NEEDS if len(near) > MOST_NEEDS + 1 else len(near)
    needs = [_need(one, day) for one, day in near[:most]]
    return ([*needs, _more(len(near) - most)] if len(near) > most else needs), len(near)


def _need(one: CourseAssignment, day: date) -> dict[str, Any]:
    course = one.requirement.course
    url = reverse("course-detail", args=[course.pk])
    return {
        "kicker": _("Training: %(topic)s") % {"topic": course.get_topic_display()},
        "title": course.title,
        "url": url,
        "why": " · ".join(part for part in (hours_words(course.hours), course.provider) if part),
        "clock": due_clock(one, day),
        "primary": {"label": _("See how to take it"), "url": url},
    }


def _more(rest: int) -> dict[str, Any]:
    said = ngettext("%(count)d more course is due", "%(count)d more courses are due", rest)
    return {
        "kicker": _("Training"),
        "title": said % {"count": rest},
        "url": reverse("training-mine"),
        "why": _("All of them are on your own page."),
        "primary": {"label": _("Your training"), "url": reverse("training-mine")},
    }


def state_of(user: User, place: Organization, at: datetime) -> dict[str, Any] | None:
    """How the people stand whose training is read at a school or on a side: a sentence, and the worst first.

    At a school or an agency the rows are courses, in a district its places. It is the board in short, of a place where
    the person reads training.
    """
    scope = scope_at_place(user, place, at)
    board = build_board(scope, BoardQuery(place=place if place.parent else None), required_courses(scope))
    if not board.places:
        return None
    if len(board.places) == 1:
        rows = [(course.title, cell) for course, cell in board.line(board.places[0]).cells]
    else:
        rows = [(place.name, board.line(place).total) for place in board.worst(MOST_ROWS)]
    rows.sort(key=lambda row: (-row[1].overdue, row[1].percent, row[0]))
    count = len(rows) if len(board.places) == 1 else len(board.places)
    shown = [{"title": title, "cell": cell} for title, cell in rows[:MOST_ROWS]]
    more = _("The first %(shown)d of %(count)d; the board shows all.") % {"shown": len(shown), "count": count}
    return {"sentence": board.title, "rows": shown, "more": more if count > len(shown) else ""}
