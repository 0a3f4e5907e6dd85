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

from accounts.access import SignedInRequest, requires
from accounts.models import Membership
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.fresh import fresh
from accounts.views.listing import neighbours
from accounts.views.searching import filter_given, searched
from common.chunks import CHUNK
from common.paging import capped_count, page
from training.actions.exports import Export, record_export, require_export
from training.board import (
    Scope,
    assignments_listed,
    chosen_scope,
    distinct_courses,
    memberships_by_person,
    required_courses,
)
from training.due_days import FOR_GOOD
from training.forms.filters import BoardQuery, PeopleFilter
from training.models import CourseAssignment
from training.querysets import CourseAssignmentQuerySet
from training.views.exports import file_notes, file_response
from training.views.tabs import training_tabs
from training.wording import due_clock, status_mark, status_of

OVERDUE_FIRST = ("due_key", "id")


@requires(Permission.TRAINING_READ)
@searched
@require_safe
def training_people(request: SignedInRequest) -> HttpResponse:
    """The rows behind a figure of the board: each person’s status with each course."""
    scope, form, rows = read_query(request, timezone.now())
    query = form.wanted()
    listed = page(rows, key=OVERDUE_FIRST, after=request.GET.get("after"), before=request.GET.get("before"))
    held = memberships_by_person(scope, [one.user_id for one in listed.items])
    address_query = query.address_query(scope.query_side)
    context = {
        "form": form,
        "rows": [list_row(one, held.get(one.user_id, []), scope.day) for one in listed.items],
        "words": list_words(query, capped_count(rows)),
        "filtered": bool(query.words()),
        "filters": query,
        "csv_url": f"{reverse('training-people-csv')}?{address_query}",
        "xlsx_url": f"{reverse('training-people-xlsx')}?{address_query}",
        "record_url": record_url(query) if reach_of(request.user).may(Permission.COMPLETION_RECORD) else "",
        "tabs": training_tabs(request, "training-people"),
        **neighbours(request, listed),
    }
    return render(request, "training/training_people.html", context)


def read_query(
    request: SignedInRequest, at: datetime
) -> tuple[Scope, PeopleFilter, CourseAssignmentQuerySet[CourseAssignment]]:
    """The side that is read, the filter form, and the rows it asks for."""
    scope = chosen_scope(request.user, at, request.GET.get("side", ""))
    required, given = required_courses(scope), filter_given(request)
    courses = distinct_courses(required)
    form = PeopleFilter(
        given, side=scope.side, places=scope.places, courses=courses, one_of_several=scope.one_of_several
    )
    return scope, form, assignments_listed(scope, form.wanted(), required)


def list_row(assignment: CourseAssignment, held: list[Membership], day: date) -> dict[str, Any]:
    """One line of the list."""
    return {
        "person": assignment.user,
        "course": assignment.requirement.course,
        "held": held,
        "mark": status_mark(status_of(assignment)),
        "clock": due_clock(assignment, day),
    }


def list_words(query: BoardQuery, count: str) -> str:
    """How many, and what the list is filtered by."""
    number = int(count) if count.isdigit() else 1000
    counted = ngettext(
        "%(count)s row, one for each person and course", "%(count)s rows, one for each person and course", number
    )
    return " · ".join([counted % {"count": count}, *(query.words() or [_("no filter")])])


def record_url(query: BoardQuery) -> str:
    """Where completions of these people are recorded."""
    address_query = BoardQuery(course=query.course, place=query.place).address_query(None)
    return f"{reverse('completion-new')}?{address_query}" if address_query else reverse("completion-new")


@requires(Permission.TRAINING_READ)
@fresh()
@require_safe
def training_people_csv(request: SignedInRequest) -> HttpResponseBase:
    """The list as CSV."""
    return export_people(request, "csv")


@requires(Permission.TRAINING_READ)
@fresh()
@require_safe
def training_people_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The list as a workbook."""
    return export_people(request, "xlsx")


def export_people(request: SignedInRequest, form: str) -> HttpResponseBase:
    """The list as a file, every page of it, recorded."""
    at = timezone.now()
    scope, filtered, rows = read_query(request, at)
    found, query = rows.order_by(*OVERDUE_FIRST), filtered.wanted()
    # One statement however many there are: what a page of the list fetches beside its rows is joined here.
    whole = found.prefetch_related(None).select_related("user", "requirement__course")
    count = found.count()
    require_export(by=request.user, at=at, side=scope.side, count=count)
    held = memberships_by_person(scope)
    header = [_("Name"), _("E-mail"), _("Where"), _("Role"), _("About"), _("Course")]
    header += [_("Status"), _("Asked since"), _("Due on"), _("Valid through")]
    answer = file_response(
        form,
        name=f"training-people-{scope.day:%Y-%m-%d}",
        title=_("Training"),
        header=header,
        rows=(export_row(one, held) for one in whole.iterator(chunk_size=CHUNK)),
        notes=file_notes(request.user, at, scope, query, count),
    )
    record_export(by=request.user, at=at, side=scope.side, export=Export("people", form, count, query.for_ledger()))
    return answer


def export_row(one: CourseAssignment, held: dict[UUID, list[Membership]]) -> list[object]:
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
        status_of(one).label,
        one.assigned_on,
        one.due_on,
        _("does not expire") if one.covered_until == FOR_GOOD else one.covered_until,
    ]
