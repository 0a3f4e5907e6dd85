"""From a day to a day: `starts_on` is the first day, `ends_on` the first day after it, or none until further notice.

The one rule for memberships, postings and covered schools, said for a row and for a query.
"""

from datetime import date, datetime, timedelta

from django.db.models import Q


def lasts_on(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether such a period holds on the day."""
    return starts_on <= day and (ends_on is None or day < ends_on)


def not_over_on(day: object, prefix: str = "") -> Q:
    """The rows whose period holds on the day or begins later; `day` may be an expression, `prefix` leads to them."""
    return Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": day})


def on_day(day: object, prefix: str = "") -> Q:
    """The rows whose period holds on the day; `day` may be an expression, `prefix` leads to them."""
    return Q(**{f"{prefix}starts_on__lte": day}) & not_over_on(day, prefix)


def around(at: datetime, prefix: str = "") -> Q:
    """The rows whose period holds somewhere on earth at that moment, give or take a day's edge."""
    first, last = at.date() - timedelta(days=1), at.date() + timedelta(days=1)
    return Q(**{f"{prefix}starts_on__lte": last}) & not_over_on(first, prefix)
