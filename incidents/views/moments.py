"""Moments and days as people at a school say them."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    """A moment at the school: "Thu, Nov 19, 2:15 PM"."""
    return moment_words(at, zone, get_language()) if at else ""


@lru_cache(maxsize=4096)
def moment_words(at: datetime, zone: ZoneInfo, _language: str | None) -> str:
    """A moment in the language that is active; who has opened a record is a list of them."""
    return date_format(at.astimezone(zone), "D, M j, g:i A")


def day(at: datetime | None, zone: ZoneInfo) -> str:
    """A day at the school: "Thu, Nov 19"."""
    return day_words(at.astimezone(zone).date(), get_language()) if at else ""


@lru_cache(maxsize=4096)
def day_words(of: date, _language: str | None) -> str:
    """A day in the language that is active; a page of rows names few days, often."""
    return date_format(of, "D, M j")
