"""The calendars by which the days of many schools are counted, in one statement."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from accounts.models import ClosedDay
from common.dates import Calendar


def calendars_of(places: Collection[tuple[UUID, UUID]]) -> dict[UUID, Calendar]:
    """The calendar of each school, its own closed days and its district's; `places` are schools with their district."""
    if not places:
        return {}
    closed: dict[UUID, list[tuple[date, date, str]]] = {}
    days_off = ClosedDay.objects.counting_for(*{pk for place in places for pk in place})
    for place, first, last, name in days_off.values_list("organization", "first_day", "last_day", "name"):
        closed.setdefault(place, []).append((first, last, name))
    return {school: Calendar.of([*closed.get(district, ()), *closed.get(school, ())]) for school, district in places}
