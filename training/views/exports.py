"""A table as a CSV or XLSX file, filtered as its page is, with last lines that say of what, by whom and when."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.views.exporting import csv_answer
from common.tables import XLSX, csv_file, xlsx_file
from training.board import Scope
from training.forms.filters import BoardQuery


def file_response(
    form: str,
    *,
    name: str,
    title: str,
    header: Sequence[object],
    rows: Iterable[Sequence[object]],
    notes: Iterable[str],
) -> HttpResponseBase:
    """The table as "csv" or "xlsx", to be saved."""
    said = list(notes)
    if form == "xlsx":
        book = xlsx_file(header, rows, sheet=title, notes=said)
        return FileResponse(book, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    return csv_answer(csv_file(header, chain(rows, [[note] for note in said])), name)


def file_notes(user: User, at: datetime, scope: Scope, query: BoardQuery, count: int) -> list[str]:
    """What the file is filtered by and how many rows it has; who exported it and when."""
    rows = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
    filters = ", ".join(query.words()) or _("no filter")
    local = at.astimezone(scope.side.zone)
    return [
        _("%(side)s · %(rows)s · %(filters)s") % {"side": scope.side.name, "rows": rows, "filters": filters},
        _("Exported by %(name)s on %(day)s, %(time)s (%(zone)s)")
        % {
            "name": str(user),
            "day": date_format(local, "F j, Y"),
            "time": date_format(local, "g:i A"),
            "zone": local.tzname(),
        },
    ]
