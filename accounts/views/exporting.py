"""A list that leaves the portal: its file, and the last line in it that says by whom, when, by which filter, how many.

The order is the same everywhere: ask whether the person may take so many lines, make the whole file, record that it
leaves, answer. What goes wrong before the answer leaves no event and no half a file.
"""

from datetime import datetime, tzinfo
from typing import IO

from django.http import FileResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User


def last_line(user: User, at: datetime, zone: tzinfo, filters: list[str], count: int) -> str:
    """ "Exported by Ruth Castellan on November 28, 2026, 9:05 AM (EST) · no filter · 53 lines"."""
    local = at.astimezone(zone)
    lines = ngettext("%(count)d line", "%(count)d lines", count) % {"count": count}
    return _("Exported by %(name)s on %(day)s, %(time)s (%(zone)s) · %(filters)s · %(lines)s") % {
        "name": user.name,
        "day": date_format(local, "F j, Y"),
        "time": date_format(local, "g:i A"),
        "zone": local.tzname(),
        "filters": ", ".join(filters) or _("no filter"),
        "lines": lines,
    }


def csv_answer(file: IO[bytes], name: str) -> FileResponse:
    """The file of `common.tables.csv_file`, to be saved as `name`.csv."""
    return FileResponse(file, as_attachment=True, filename=f"{name}.csv", content_type="text/csv; charset=utf-8")
