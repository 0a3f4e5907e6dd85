"""Who is at a school today, until when, and whom it phones otherwise, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import ClosedDay, Organization
from common.dates import Calendar, is_school_day
from partnerships.models import Posting
from partnerships.scoping import covers_of_schools, phone_instead_words


@dataclass(frozen=True)
class Told:
    """What was confirmed of an officer's day, as it stands now; `uncovered` where nobody covers for them."""

    words: str
    away: bool
    uncovered: bool = False


# What was confirmed of postings today, of these schools by their key; a posting nobody spoke of is not in it.
Reading = Callable[[Sequence[Posting], Mapping[UUID, Organization], datetime], Mapping[UUID, Told]]


def on_campus(
    posting: Posting, at: datetime, school: Organization, *, school_day: bool, told: Told | None, asked: bool = True
) -> dict[str, Any]:
    """An officer and whether they are at the school now, as components/on_campus.html takes them.

    `told` is what was confirmed of today, None where nothing was; then the hours that were stated are said, and that
    they are not confirmed. Where presence was not `asked` about, the hours alone are said.
    """
    now = at.astimezone(school.zone).time()
    begins, leaves = posting.here_from, posting.here_until
    if not school_day:
        said = _("No school today, so not on campus.")
    elif told is not None:
        said = told.words
    elif begins and leaves:
        hours = {"from": _time(begins), "until": _time(leaves)}
        if not asked:
            said = _("On school days from %(from)s to %(until)s.") % hours
        elif begins <= now < leaves:
            said = _("Not confirmed yet. Posted here today until %(until)s.") % hours
        else:
            said = _("Not on campus now. On school days from %(from)s to %(until)s.") % hours
    elif leaves and now >= leaves:
        said = _("Not on campus now. On school days until %(time)s.") % {"time": _time(leaves)}
    else:
        said = _("When they are on campus is not stated.")
    here = school_day and told is not None and not told.away
    return {"name": posting.officer.name, "until": said, "phone": posting.phone, "away": not here}


def _time(moment: time) -> str:
    return time_format(moment, "g:i A")


def officers_by_school(
    schools: Sequence[Organization], at: datetime, read: Reading | None = None
) -> list[dict[str, Any]]:
    """The officers of each school, with how to reach them. As many statements for ten schools as for one.

    `read` says what was confirmed of today; without it nothing is claimed of today.
    """
    covers, calendars = covers_of_schools(schools, at), calendars_of(schools)
    posted = {school.pk: [one for cover in covers[school.pk] for one in cover.postings] for school in schools}
    told = (
        read([one for found in posted.values() for one in found], {one.pk: one for one in schools}, at) if read else {}
    )
    found = []
    for school in schools:
        school_day = is_school_day(school.today(at), calendars[school.pk])
        officers = [
            on_campus(one, at, school, school_day=school_day, told=told.get(one.pk), asked=read is not None)
            for one in posted[school.pk]
        ]
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
