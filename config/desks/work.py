"""What the officers' logs say on a desk of the agency."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from incidents.activity_counts import worked
from incidents.activity_report import Period, sum_words
from incidents.models import Activity


def this_month(
    user: User, agency: Organization, at: datetime, *, log: bool = True, own: bool = False
) -> dict[str, Any]:
    """How much is logged this month, as the person may count it; `log` where they read the entries too."""
    month = Period.month(agency.today(at))
    rows = Activity.objects.countable_by(user, at).filter(agency=agency.pk).standing()
    if own:
        rows = rows.filter(officer=user.pk)
    links = [{"label": _("Activity report"), "url": reverse("activity-report")}]
    if log:
        links.insert(0, {"label": _("Activity log"), "url": reverse("activity-log")})
    return {"sentence": sum_words(*worked(rows, month.days), month.label), "links": links}


def log_action() -> dict[str, str]:
    """The officer's way to log what was no call."""
    return {"label": _("Log activity"), "url": reverse("activity-new")}
