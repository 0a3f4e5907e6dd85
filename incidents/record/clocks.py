"""What the clock of a referral says: in the school's own days, toward the day that counts for the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.dates import ONE_DAY, Calendar, CalendarNeverOpens, Clock, Strip, clock, strip


@dataclass(frozen=True)
class Deadline:
    """From the day a clock started to the day that counts, by the school's calendar."""

    started_on: date | None
    due_on: date | None
    today: date
    calendar: Calendar

    @cached_property
    def clock(self) -> Clock | None:
        """None where nothing is due; the day it was sent does not count."""
        if self.due_on is None or self.started_on is None:
            return None
        return clock(self.started_on + ONE_DAY, self.due_on, self.today, self.calendar)

    @cached_property
    def strip(self) -> Strip | None:
        """The school-day strip from the day it was sent to the due day, or to today when that is later."""
        if self.due_on is None or self.started_on is None:
            return None
        words = {self.started_on: _("sent"), self.due_on: _("due")}
        try:
            return strip(self.started_on, self.due_on, self.today, self.calendar, words)
        except CalendarNeverOpens:
            return None


def without(calendar: Calendar, waits: Iterable[tuple[date, date]]) -> Calendar:
    """The calendar without the days on which the school was asked something; they are named like any closed day."""
    closed = [(first, last, _("the wait for the school’s answer")) for first, last in waits if first <= last]
    if not closed:
        return calendar
    return Calendar.of([*((row.first_day, row.last_day, row.name) for row in calendar.closed), *closed])
