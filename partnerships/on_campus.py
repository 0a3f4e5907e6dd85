"""Who is at a school today, until when, and whom it phones otherwise, in words."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import ClosedDay, Organization
from common.dates import Calendar, is_school_day
from partnerships.models import Posting
from partnerships.scoping import covers_of_schools, phone_instead_words


def on_campus(posting: Posting, at: datetime, school: Organization, *, school_day: bool) -> dict[str, Any]:
    """An officer and whether they are at the school now, as components/on_campus.html takes them.

    They are where it is a school day there and the time lies between the hours that were stated; else the hours are
    said.
    """
    now = at.astimezone(school.zone).time()
    begins, leaves = posting.here_from, posting.here_until
    here = school_day and begins is not None and leaves is not None and begins <= now < leaves
    if here and leaves:
        said = _("On campus today until %(time)s.") % {"time": _time(leaves)}
    elif not school_day:
        said = _("No school today, so not on campus.")
    elif begins and leaves:
        hours = {"from": _time(begins), "until": _time(leaves)}
        said = _("Not on campus now. On school days from %(from)s to %(until)s.") % hours
    elif leaves and now >= leaves:
        said = _("Not on campus now. On school days until %(time)s.") % {"time": _time(leaves)}
    else:
        said = _("When they are on campus is not stated.")
    return {"name": posting.officer.name, "until": said, "phone": posting.phone, "away": not here}


def _time(moment: time) -> str:
    return time_format(moment, "g:i A")


def officers_by_school(schools: Sequence[Organization], at: datetime) -> list[dict[str, Any]]:
    """The officers of each school, with how to reach them. As many statements for ten schools as for one."""
    covers, calendars = covers_of_schools(schools, at), calendars_of(schools)
    found = []
    for school in schools:
        school_day = is_school_day(school.today(at), calendars[school.pk])
        postings = [posting for cover in covers[school.pk] for posting in cover.postings]
        officers = [on_campus(posting, at, school, school_day=school_day) for posting in postings]
        reached = any(officer["phone"] for officer in officers)
        instead = "" if reached else phone_instead_words(covers[school.pk])
        found.append({"school": school, "officers": officers, "phone_instead": instead})
    return found


def calendars_of(schools: Sequence[Organization]) -> dict[UUID, Calendar]:
    """The calendar of each school: its own closed days and its district's. One statement."""
    closed = ClosedDay.objects.counting_for(*{pk for school in schools for pk in (school.pk, school.parent_id)})
    rows = list(closed.values_list("organization_id", "first_day", "last_day", "name"))
    return {
        school.pk: Calendar.of(
            (first, last, name) for place, first, last, name in rows if place in (school.pk, school.parent_id)
        )
        for school in schools
    }
