"""The people behind the board's figures, one row for each person and course, overdue first; and the same as a file."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.models import Membership
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.listing import neighbours
from accounts.views.searching import filter_given, searched
from common.paging import capped_count, page
from partnerships.views.requests import SignedInRequest
from training.actions.exports import export
from training.board import Scope, asking, courses_of, listed, places_held, scope_of
from training.due_days import FOR_GOOD
from training.formatting import clock, mark, standing_of
from training.forms.filters import PeopleFilter, Wanted
from training.models import CourseAssignment
from training.views.files import answer, notes_of
from training.views.tabs import doors

OVERDUE_FIRST = ("due_key", "id")


@requires(Permission.TRAINING_READ)
@searched
@require_safe
def training_people(request: SignedInRequest) -> HttpResponse:
    """Who stands how with what: the rows behind a figure of the board."""
    scope, form, rows = asked(request, timezone.now())
    wanted = form.wanted()
    sheet = page(rows, key=OVERDUE_FIRST, after=request.GET.get("after"), before=request.GET.get("before"))
    held = places_held(scope, [one.user_id for one in sheet.items])
    query = wanted.query(scope.query_side)
    context = {
        "form": form,
        "rows": [row(one, held.get(one.user_id, []), scope.day) for one in sheet.items],
        "words": list_words(wanted, capped_count(rows)),
        "filtered": bool(wanted.words()),
        "wanted": wanted,
        "csv_url": f"{reverse('training-people-csv')}?{query}",
        "xlsx_url": f"{reverse('training-people-xlsx')}?{query}",
        "record_url": record_url(wanted) if reach_of(request.user).may(Permission.COMPLETION_RECORD) else "",
        "doors": doors(request, "training-people"),
        **neighbours(request, sheet),
    }
    return render(request, "training/training_people.html", context)


def asked(request: SignedInRequest, at: datetime) -> tuple[Scope, PeopleFilter, Any]:
    """What the reader asked for, and the rows of it."""
    scope = scope_of(request.user, at, request.GET.get("side", ""))
    program, given = asking(scope), filter_given(request)
    courses = courses_of(program)
    form = PeopleFilter(given, side=scope.side, places=scope.places, courses=courses, several=scope.several)
    return scope, form, listed(scope, form.wanted(), program)


def row(assignment: CourseAssignment, held: list[Membership], day: date) -> dict[str, Any]:
    """One line of the list."""
    return {
        "person": assignment.user,
        "course": assignment.requirement.course,
        "held": held,
        "mark": mark(standing_of(assignment)),
        "clock": clock(assignment, day),
    }


def list_words(wanted: Wanted, count: str) -> str:
    """How many, and what the list is filtered by."""
    number = int(count) if count.isdigit() else 1000
    counted = ngettext(
        "%(count)s row, one for each person and course", "%(count)s rows, one for each person and course", number
    )
    return " · ".join([counted % {"count": count}, *(wanted.words() or [_("no filter")])])


def record_url(wanted: Wanted) -> str:
    """Where completions of these people are recorded."""
    given = Wanted(course=wanted.course, place=wanted.place)
    query = given.query(None)
    return f"{reverse('completion-new')}?{query}" if query else reverse("completion-new")


@requires(Permission.TRAINING_READ)
@require_safe
def training_people_csv(request: SignedInRequest) -> HttpResponseBase:
    """The list as CSV."""
    return leave(request, "csv")


@requires(Permission.TRAINING_READ)
@require_safe
def training_people_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The list as a workbook."""
    return leave(request, "xlsx")


def leave(request: SignedInRequest, form: str) -> HttpResponseBase:
    """The list as a file, every page of it, recorded."""
    at = timezone.now()
    scope, filtered, rows = asked(request, at)
    found, wanted = rows.order_by(*OVERDUE_FIRST), filtered.wanted()
    count, held = found.count(), places_held(scope)
    export(by=request.user, at=at, side=scope.side, what="people", form=form, count=count, filters=wanted.given())
    header = [_("Name"), _("E-mail"), _("Where"), _("Role"), _("About"), _("Course")]
    header += [_("Standing"), _("Asked since"), _("Due on"), _("Counts through")]
    return answer(
        form,
        name=f"training-people-{scope.day:%Y-%m-%d}",
        title=_("Training"),
        header=header,
        rows=(line(one, held) for one in found.iterator(chunk_size=2000)),
        notes=notes_of(request.user, at, scope, wanted, count),
    )


def line(one: CourseAssignment, held: dict[UUID, list[Membership]]) -> list[object]:
    """One assignment as a line of the file."""
    roles = held.get(one.user_id, [])
    course = one.requirement.course
    return [
        one.user.name,
        one.user.email,
        "; ".join(dict.fromkeys(str(role.organization) for role in roles)),
        "; ".join(dict.fromkeys(str(role.get_role_display()) for role in roles)),
        course.get_topic_display(),
        course.title,
        standing_of(one).label,
        one.assigned_on,
        one.due_on,
        _("for good") if one.covered_until == FOR_GOOD else one.covered_until,
    ]
