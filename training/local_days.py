"""The calendar day in each time zone where training is asked: sweeps go zone by zone, each by its own day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from accounts.models import Organization


def days_by_zone(at: datetime) -> list[tuple[str, date]]:
    """Each time zone in which a side has a requirement, with its day at that moment; always in one order."""
    asking = Q(requirements__isnull=False) | Q(parent__requirements__isnull=False)
    zones = Organization.objects.filter(asking).order_by("time_zone").values_list("time_zone", flat=True).distinct()
    return [(zone, at.astimezone(ZoneInfo(zone)).date()) for zone in zones]
