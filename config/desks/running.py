"""Whether the portal itself runs, for a portal administrator: what it could not mail, and jobs that failed.

Numbers and the names of jobs only: whom a message was for, and what it said, is no portal administrator's business.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.schedule import JOBS
from ledger.models import JobRun, Notice

# A message given up is shown for so long; nobody could mark it as seen.
SHOWN = timedelta(days=7)


def needs(at: datetime) -> list[dict[str, Any]]:
    """What waits for somebody who can look at the machine. Two statements."""
    return _given_up(at) + _failed_jobs()


def _given_up(at: datetime) -> list[dict[str, Any]]:
    lately = Notice.objects.undeliverable().filter(delivery__failed_at__gt=at - SHOWN)
    count = lately.order_by().values("delivery").distinct().count()
    if not count:
        return []
    title = ngettext(
        "%(count)d message could not be delivered in the last seven days",
        "%(count)d messages could not be delivered in the last seven days",
        count,
    )
    why = _("Each was given up after every retry. See whether the mail server takes the portal’s mail.")
    return [{"kicker": _("Mail"), "title": title % {"count": count}, "why": why}]


def _failed_jobs() -> list[dict[str, Any]]:
    words = {job.name: job.words for job in JOBS}
    latest = JobRun.objects.latest_by_job()
    return [
        {
            "kicker": _("Scheduled work"),
            "title": _("Failed: %(job)s") % {"job": words[name]},
            "why": _("Last tried %(when)s, UTC. It is tried again by itself; the portal’s log says why it failed.")
            % {"when": date_format(run.claimed_at, "M j, g:i A")},
        }
        for name, run in sorted(latest.items())
        if run.failed and name in words
    ]
