"""Scheduled jobs, for administrators: each job's last and next run in words, and the mail that waits."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from config.running import JobWords, RelayFigures, job_words, relay_figures
from config.schedule import JOBS


@requires(Permission.SCHEDULE_VIEW)
@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """Every job of config/schedule.py, and the relay; nothing here can be changed."""
    at = timezone.now()
    jobs, relay = job_words(JOBS, at), relay_figures(at)
    context = {
        "lead": lead(jobs, relay),
        "jobs": jobs,
        "facts": relay_facts(relay, at),
        "who": who_runs(),
        "zone": timezone.get_current_timezone_name(),
        "may_see_settings": reach_of(request.user).may(Permission.SETTINGS_VIEW),
    }
    return render(request, "config/schedule.html", context)


def lead(jobs: Sequence[JobWords], relay: RelayFigures) -> str:
    """The state of things in a sentence."""
    troubled = sum(job.troubled for job in jobs)
    if troubled:
        return ngettext("%(n)d job needs a look.", "%(n)d jobs need a look.", troubled) % {"n": troubled}
    if all(job.state == "new" for job in jobs):
        return _("No job has run yet. The first one runs within a minute.")
    if relay.given_up:
        return _("The jobs run as they should. Some mail could not be delivered.")
    return _("All scheduled jobs run as they should.")


def relay_facts(relay: RelayFigures, at: Any) -> list[dict[str, object]]:
    """The relay in numbers; whose mail it is and what it says is nobody's business here."""
    oldest = _("none") if relay.oldest_due is None else timesince(relay.oldest_due, at)
    return [
        {"term": _("Notices that wait to be mailed"), "value": relay.waiting},
        {"term": _("The oldest has waited"), "value": oldest},
        {"term": _("Could not be delivered after every try"), "value": relay.given_up},
    ]


def who_runs() -> str:
    """What does the work on this installation."""
    if settings.BROKER == "server":
        return _("Celery workers do this.")
    return _("manage.py work does this beside the web server, and so does a run_due command under cron.")
