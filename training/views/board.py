"""The board: places by courses, and the same as a file."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from partnerships.views.requests import SignedInRequest
from training.actions.exports import export
from training.board import MOST_LINES, MOST_NAMED, Board, Scope, asking, board_for, courses_of, scope_of
from training.forms.filters import BoardFilter, Wanted
from training.status import Standing
from training.views.files import answer, notes_of
from training.views.tabs import doors


@requires(Permission.TRAINING_READ)
@require_safe
def training_board(request: SignedInRequest) -> HttpResponse:
    """How each place stands with each course, overdue first."""
    scope, form, wanted, board = read(request, timezone.now())
    query = wanted.query(scope.query_side)
    start = start_of(request, len(board.places))
    context = {
        "scope": scope,
        "form": form,
        "board": board,
        "lines": board.lines_from(start),
        "pager": pager(len(board.places), start, query),
        "unasked": board.unasked[:MOST_NAMED],
        "unasked_more": len(board.unasked[MOST_NAMED:]),
        "words": list_words(board, wanted),
        "filtered": bool(wanted.words()),
        "clear_url": request.path if wanted.words() else "",
        "csv_url": f"{reverse('training-board-csv')}?{query}",
        "xlsx_url": f"{reverse('training-board-xlsx')}?{query}",
        "records": reach_of(request.user).may(Permission.COMPLETION_RECORD),
        "manages": reach_of(request.user).may(Permission.PROGRAM_MANAGE),
        "doors": doors(request, "training-board"),
    }
    return render(request, "training/training_board.html", context)


def read(request: SignedInRequest, at: datetime) -> tuple[Scope, BoardFilter, Wanted, Board]:
    """What the reader asked for, and the board of it."""
    scope = scope_of(request.user, at, request.GET.get("side", ""))
    program = asking(scope)
    courses = courses_of(program)
    form = BoardFilter(request.GET, side=scope.side, places=scope.places, courses=courses, several=scope.several)
    wanted = form.wanted()
    return scope, form, wanted, board_for(scope, wanted, program)


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


def list_words(board: Board, wanted: Wanted) -> str:
    """How many places and courses, and what the board is filtered by."""
    places, courses = len(board.places), len(board.courses)
    said = [
        ngettext("%(count)d place", "%(count)d places", places) % {"count": places},
        ngettext("%(count)d course", "%(count)d courses", courses) % {"count": courses},
    ]
    return " · ".join([*said, *(wanted.words() or [_("no filter")])])


@requires(Permission.TRAINING_READ)
@require_safe
def training_board_csv(request: SignedInRequest) -> HttpResponseBase:
    """The board as CSV."""
    return leave(request, "csv")


@requires(Permission.TRAINING_READ)
@require_safe
def training_board_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The board as a workbook."""
    return leave(request, "xlsx")


def leave(request: SignedInRequest, form: str) -> HttpResponseBase:
    """The board as a file, a row for each place and course, recorded."""
    at = timezone.now()
    scope, _form, wanted, board = read(request, at)
    rows = [row(line.place, course, cell) for line in board.lines for course, cell in line.cells if cell.total]
    export(by=request.user, at=at, side=scope.side, what="board", form=form, count=len(rows), filters=wanted.given())
    return answer(
        form,
        name=f"training-board-{scope.day:%Y-%m-%d}",
        title=_("Training"),
        header=[_("Where"), _("About"), _("Course"), _("Asked"), _("Complete"), _("To do"), _("Overdue")],
        rows=rows,
        notes=notes_of(request.user, at, scope, wanted, len(rows)),
    )


def row(place: Any, course: Any, cell: Any) -> list[object]:
    """One place and course as a line of the file."""
    due = cell.figures.get(Standing.DUE, 0)
    return [place.name, course.get_topic_display(), course.title, cell.total, cell.complete, due, cell.overdue]
