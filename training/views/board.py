"""The board: places by courses, and the same as a file."""

from datetime import datetime

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.fresh import fresh
from training.actions.exports import Export, record_export
from training.board import (
    MOST_LINES,
    MOST_NAMED,
    Board,
    BoardCell,
    PlaceName,
    Scope,
    build_board,
    chosen_scope,
    distinct_courses,
    required_courses,
)
from training.forms.filters import BoardFilter, BoardQuery
from training.models import Course
from training.status import PersonStatus
from training.views.exports import file_notes, file_response
from training.views.tabs import training_tabs


@requires(Permission.TRAINING_READ)
@require_safe
def training_board(request: SignedInRequest) -> HttpResponse:
    """How each place stands with each course, overdue first."""
    scope, form, query, board = read_board(request, timezone.now())
    address_query = query.address_query(scope.query_side)
    start = start_of(request, len(board.places))
    context = {
        "scope": scope,
        "form": form,
        "board": board,
        "lines": board.lines_from(start),
        "pager": pager(len(board.places), start, address_query),
        "unasked": board.places_without_courses[:MOST_NAMED],
        "unasked_more": len(board.places_without_courses[MOST_NAMED:]),
        "words": list_words(board, query),
        "filtered": bool(query.words()),
        "clear_url": request.path if query.words() else "",
        "csv_url": f"{reverse('training-board-csv')}?{address_query}",
        "xlsx_url": f"{reverse('training-board-xlsx')}?{address_query}",
        "records": reach_of(request.user).may(Permission.COMPLETION_RECORD),
        "manages": reach_of(request.user).may(Permission.PROGRAM_MANAGE),
        "tabs": training_tabs(request, "training-board"),
    }
    return render(request, "training/training_board.html", context)


def read_board(request: SignedInRequest, at: datetime) -> tuple[Scope, BoardFilter, BoardQuery, Board]:
    """What the reader asked for, and the board of it."""
    scope = chosen_scope(request.user, at, request.GET.get("side", ""))
    required = required_courses(scope)
    courses = distinct_courses(required)
    form = BoardFilter(
        request.GET, side=scope.side, places=scope.places, courses=courses, one_of_several=scope.one_of_several
    )
    query = form.wanted()
    return scope, form, query, build_board(scope, query, required)


def start_of(request: SignedInRequest, count: int) -> int:
    """At which line the page begins: places are ordered by what is overdue, so that a page is a number."""
    asked = request.GET.get("start", "")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return start // MOST_LINES * MOST_LINES if start < count else 0


def pager(count: int, start: int, query: str) -> dict[str, str]:
    """The pages beside this one, and where it stands."""
    rest = f"&{query}" if query else ""
    last = min(start + MOST_LINES, count)
    return {
        "previous_url": f"?start={start - MOST_LINES}{rest}" if start else "",
        "next_url": f"?start={last}{rest}" if last < count else "",
        "words": _("Places %(first)d to %(last)d of %(count)d, what is overdue first")
        % {"first": start + 1, "last": last, "count": count},
    }


def list_words(board: Board, query: BoardQuery) -> str:
    """How many places and courses, and what the board is filtered by."""
    places, courses = len(board.places), len(board.courses)
    said = [
        ngettext("%(count)d place", "%(count)d places", places) % {"count": places},
        ngettext("%(count)d course", "%(count)d courses", courses) % {"count": courses},
    ]
    return " · ".join([*said, *(query.words() or [_("no filter")])])


@requires(Permission.TRAINING_READ)
@fresh()
@require_safe
def training_board_csv(request: SignedInRequest) -> HttpResponseBase:
    """The board as CSV."""
    return export_board(request, "csv")


@requires(Permission.TRAINING_READ)
@fresh()
@require_safe
def training_board_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The board as a workbook."""
    return export_board(request, "xlsx")


def export_board(request: SignedInRequest, form: str) -> HttpResponseBase:
    """The board as a file, a row for each place and course, recorded."""
    at = timezone.now()
    scope, _form, query, board = read_board(request, at)
    rows = [export_row(line.place, course, cell) for line in board.lines for course, cell in line.cells if cell.total]
    answer = file_response(
        form,
        name=f"training-board-{scope.day:%Y-%m-%d}",
        title=_("Training"),
        header=[_("Where"), _("About"), _("Course"), _("Asked"), _("Complete"), _("To do"), _("Overdue")],
        rows=rows,
        notes=file_notes(request.user, at, scope, query, len(rows)),
    )
    record_export(by=request.user, at=at, side=scope.side, export=Export("board", form, len(rows), query.for_ledger()))
    return answer


def export_row(place: PlaceName | None, course: Course, cell: BoardCell) -> list[object]:
    """One place and course as a line of the file."""
    due = cell.figures.get(PersonStatus.DUE, 0)
    return [
        place and place.name,
        course.get_topic_display(),
        course.title,
        cell.total,
        cell.complete,
        due,
        cell.overdue,
    ]
