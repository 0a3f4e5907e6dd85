"""Until when an officer is at a school today, in words."""

from datetime import datetime
from typing import Any

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import Organization
from partnerships.models import Posting


def on_campus(posting: Posting, at: datetime, school: Organization, *, school_day: bool) -> dict[str, Any]:
    """An officer and until when they are at the school today, as components/on_campus.html takes them.

    Nobody is on campus on a day that is no school day there.
    """
    leaves = posting.here_until
    gone = leaves is not None and at.astimezone(school.zone).time() >= leaves
    away = gone or not school_day
    until = ""
    if not school_day:
        until = _("No school today, so not on campus.")
    elif gone:
        until = _("Not on campus now.")
    elif leaves:
        until = _("On campus today until %(time)s.") % {"time": time_format(leaves, "g:i A")}
    return {"name": posting.officer.name, "until": until, "phone": posting.phone, "away": away}
