"""What may be written of an event, said once for the actions and for the forms that word it."""

from datetime import date, timedelta

from common.dates import school_year_days, school_year_of
from incidents.choices import Basis

MOST_PARTICIPANTS = 6
# A writer's own clock may run ahead of the server's by a little.
CLOCK_TOLERANCE = timedelta(minutes=5)
# What each ground demands to be written down: 34 CFR 99.32(a)(5) for an emergency, 99.30(b) for consent.
GROUND_NEEDS: dict[str, tuple[str, ...]] = {Basis.EMERGENCY: ("threat", "told"), Basis.CONSENT: ("by", "on", "for")}
# The officer's activity log. The words of DayNotLogged and TooLateToTakeBack say the first two.
ACTIVITY_DAYS = timedelta(days=60)
TAKE_BACK = timedelta(days=14)
LONGEST_ACTIVITY = 720  # minutes

# The same of a request for a record; of an emergency, which threat, and who needs it: 34 CFR 99.36(c).
REQUEST_NEEDS: dict[str, tuple[str, ...]] = {
    Basis.COURT_ORDER: ("court", "dated", "number"),
    Basis.EMERGENCY: ("threat", "needs"),
    Basis.CONSENT: ("by", "on", "for"),
}
# School days by the district's calendar. An emergency is answered the day it is asked; no law sets these days.
REQUEST_ANSWER_DAYS = 10
EMERGENCY_LOOK_DAYS = 5


def earliest_day(today: date) -> date:
    """The first day of the school year before this one: what is older is not logged here."""
    return school_year_days(school_year_of(today) - 1)[0]
