"""What a desk is made of, as plain data for templates/config/home.html."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import ClosedDay, Organization
from common.dates import Calendar, is_school_day, local_day, school_day_number, school_year_days, school_year_of


@dataclass
class Desk:
    """One role's home. Lists are in the order they are read."""

    day_line: str
    school_day: bool = True
    calendar: Calendar = field(default_factory=Calendar)
    title: str = ""
    note: str = ""
    action: dict[str, str] | None = None
    # Something else to do here, beside what needs the person.
    second: dict[str, str] | None = None
    needs: list[dict[str, Any]] = field(default_factory=list)
    needs_count: str = ""
    # How many there are of what `needs` shows the first of, and where the rest of it stands.
    needs_total: int = 0
    more: list[dict[str, str]] = field(default_factory=list)
    # Steps before the first call (config.desks.setup), where some are not taken yet.
    setup: Sequence[Any] = ()
    clause: dict[str, Any] | None = None
    officers: list[dict[str, Any]] = field(default_factory=list)
    officers_note: str = ""
    campus_url: str = ""
    mous: list[dict[str, str]] = field(default_factory=list)
    training: dict[str, Any] | None = None
    recent: dict[str, Any] | None = None
    chart: dict[str, Any] | None = None
    figures: list[dict[str, str]] = field(default_factory=list)
    figures_title: str = ""
    records: dict[str, Any] | None = None
    places: dict[str, Any] | None = None
    gap: dict[str, Any] | None = None
    # What is logged of an agency's work besides calls: {sentence, links}.
    work: dict[str, Any] | None = None
    others: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, items: list[dict[str, Any]], total: int | None = None, more: tuple[str, str] = ("", "")) -> None:
        """Put things on the desk that wait; of more than are shown, how many there are and where all of them stand."""
        count = len(items) if total is None else total
        self.needs += items
        self.needs_total += count
        if count > len(items):
            label, url = more
            self.more.append({"label": label % {"count": count}, "url": url})


def begun(place: Organization | None, at: datetime) -> Desk:
    """A desk with nothing on it but the day, by the organization's own calendar.

    "Monday, November 23 · school day 62 of 180", at an agency without the part about school.
    """
    if place is None or place.is_agency:
        day = local_day(at, place.zone) if place else at.date()
        return Desk(date_format(day, "l, F j"))
    day = local_day(at, place.zone)
    calendar = ClosedDay.objects.calendar_for(place)
    if not is_school_day(day, calendar):
        day_line = _("%(day)s · no school today") % {"day": date_format(day, "l, F j")}
        return Desk(day_line, school_day=False, calendar=calendar)
    first, last = school_year_days(school_year_of(day))
    if not any(closed.first_day <= last and closed.last_day >= first for closed in calendar.closed):
        # Without this year's calendar every weekday counts, and a number would say what nobody knows.
        return Desk(date_format(day, "l, F j"), calendar=calendar)
    number = school_day_number(day, calendar)
    words = {"day": date_format(day, "l, F j"), "number": number.number, "total": number.total}
    return Desk(_("%(day)s · school day %(number)d of %(total)d") % words, calendar=calendar)


NUMBERS = (  # lazily, for the module is read before a language is chosen
    gettext_lazy("Nothing"),
    gettext_lazy("One thing"),
    gettext_lazy("Two things"),
    gettext_lazy("Three things"),
    gettext_lazy("Four things"),
    gettext_lazy("Five things"),
    gettext_lazy("Six things"),
    gettext_lazy("Seven things"),
    gettext_lazy("Eight things"),
    gettext_lazy("Nine things"),
)


def needs_title(count: int) -> str:
    """The heading: how many things need the person, in words up to nine."""
    if not count:
        return _("Nothing needs you today.")
    said = NUMBERS[count] if count < len(NUMBERS) else _("%(count)d things") % {"count": count}
    return ngettext("%(said)s needs you.", "%(said)s need you.", count) % {"said": said}


def open_words(count: int) -> str:
    """The count at the right of the section's head."""
    return ngettext("%(count)d open", "%(count)d open", count) % {"count": count} if count else ""
