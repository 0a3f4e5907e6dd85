"""Days of an officer as tests say them."""

from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

from incidents.actions import presence
from incidents.models import Presence
from incidents.presence.choices import Said, Why
from incidents.presence.hours import Hours
from incidents.presence.rules import Away, DaySaid

DAY = date(2026, 10, 14)  # the day of tests.cast.NOW, a Wednesday
SCHOOL_HOURS = Hours(time(7, 30), time(15, 30))


def hours(begins, ends):
    """Hours such as ("7:30", "15:30")."""
    return Hours(*(time(*map(int, one.split(":"))) for one in (begins, ends)))


def with_hours(posting, given=SCHOOL_HOURS):
    """The posting with the hours it states."""
    posting.here_from, posting.here_until = given.begins, given.ends
    posting.save()
    return posting


def moment_of(posting, day, at="8:00"):
    """A time of that day at the school."""
    hour, minute = map(int, at.split(":"))
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(posting.school.time_zone))


def here(by, posting, day, given=None, owed=None, accepts=()):
    """Said to be there."""
    owed = owed or SCHOOL_HOURS
    said = DaySaid(Said.HERE, owed, given or owed)
    at = moment_of(posting, day)
    return presence.say(by=by, at=at, posting=posting, day=day, given=said, form_key=uuid4(), accepts=accepts)


def absent(by, posting, day, cover=None, cover_hours=None, why=Why.SICK, accepts=(), at=None):
    """Said to be absent, covered or not."""
    away = Away(SCHOOL_HOURS, why, covered_by=cover, cover=(cover_hours or SCHOOL_HOURS) if cover else None)
    said = DaySaid(Said.ABSENT, SCHOOL_HOURS, away=(away,))
    at = at or moment_of(posting, day)
    return presence.say(by=by, at=at, posting=posting, day=day, given=said, form_key=uuid4(), accepts=accepts)


def recalled(by, row, given, cover=None, accepts=(), why=Why.EMERGENCY, at=None):
    """Called off campus for those hours."""
    away = Away(given, why, "Lt. Brandt", cover, given if cover else None)
    at = at or moment_of(row.posting, row.day, "9:00")
    return presence.recall(by=by, at=at, presence=row, away=away, form_key=uuid4(), accepts=accepts)


def line_count():
    """How many lines of presence there are."""
    return Presence.objects.count()
