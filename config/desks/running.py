"""Whether the portal itself runs, for a portal administrator: what it could not mail, and jobs that failed.

Numbers and the names of jobs only: whom a message was for, and what it said, is no portal administrator's business.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.undelivered import rows, undelivered_to
from common.database_clock import clocks_agree
from config.backups.state import BackupState
from config.readiness import waits_long
from config.running import late_jobs, moment_words
from config.schedule import JOBS
from ledger.models import JobRun, Notice, Trouble
from ledger.querysets import DeliveryQuerySet, NoticeQuerySet

# A message given up is shown for so long; nobody could mark it as seen.
SHOWN = timedelta(days=7)
MOST_NAMED = 3
BACKUP = "backup"


def needs(state: BackupState, at: datetime) -> list[dict[str, Any]]:
    """What waits for somebody who can look at the machine. Seven statements."""
    return (
        _standing_still(at)
        + _clock()
        + _turned_away(at)
        + _waiting(at)
        + _given_up(at)
        + _failed_jobs()
        + _backups(state, at)
    )


def _standing_still(at: datetime) -> list[dict[str, Any]]:
    # Of a backup the age is told, below.
    late = [job for job in late_jobs(JOBS, at) if job.name != BACKUP]
    if not late:
        return []
    title = (
        _("Scheduled jobs do not run")
        if len(late) == len([job for job in JOBS if job.name != BACKUP])
        else ngettext(
            "%(count)d job is late",
            "%(count)d jobs are late",
            len(late),
        )
        % {"count": len(late)}
    )
    why = _("Check whether the portal’s worker is running, with beat or cron. The first late job: %(job)s") % {
        "job": late[0].words
    }
    look = {"label": _("See when each ran"), "url": reverse("schedule")}
    return [{"kicker": _("Scheduled jobs"), "title": title, "url": look["url"], "why": why, "primary": look}]


def _clock() -> list[dict[str, Any]]:
    if clocks_agree():
        return []
    why = _(
        "They are over two seconds apart. Set the clocks of the web server and of the database server by a time "
        "server (NTP)."
    )
    look = {"label": _("See the settings"), "url": reverse("settings")}
    title = _("The portal’s clock and the database’s differ")
    return [{"kicker": _("Clock"), "title": title, "url": look["url"], "why": why, "primary": look}]


def _turned_away(at: datetime) -> list[dict[str, Any]]:
    count = _messages(Notice.objects.waiting(at).filter(delivery__trouble=Trouble.OURS))
    if not count:
        return []
    title = ngettext(
        "The mail server refuses %(count)d message of the portal",
        "The mail server refuses %(count)d messages of the portal",
        count,
    )
    why = _(
        "The mail server objects to the sender address, the sign-in or the connection, not to the people the mail is "
        "for. The portal keeps trying. Send a test mail: the answer says what to check."
    )
    test = {"label": _("Send a test mail"), "url": reverse("settings")}
    return [{"kicker": _("Mail"), "title": title % {"count": count}, "why": why, "primary": test}]


def _waiting(at: datetime) -> list[dict[str, Any]]:
    """Mail that waits long for any other reason."""
    long = waits_long(at).exclude(delivery__trouble=Trouble.OURS)
    facts = long.order_by().aggregate(count=Count("pk"), oldest=Min("due"))
    if not facts["count"]:
        return []
    title = ngettext(
        "%(count)d notice has waited for over an hour to be mailed",
        "%(count)d notices have waited for over an hour to be mailed",
        facts["count"],
    )
    why = _(
        "The oldest has waited since %(when)s, UTC. Check whether the mail server and the portal’s worker for mail "
        "are running."
    ) % {"when": date_format(facts["oldest"], "M j, g:i A")}
    return [{"kicker": _("Mail"), "title": title % {"count": facts["count"]}, "why": why}]


def _messages(notices: NoticeQuerySet) -> int:
    """By how many messages they go: several notices may share one."""
    return notices.order_by().values("delivery").distinct().count()


def _given_up(at: datetime) -> list[dict[str, Any]]:
    lately = Notice.objects.undeliverable().filter(delivery__failed_at__gt=at - SHOWN)
    count = _messages(lately)
    if not count:
        return []
    title = ngettext(
        "%(count)d message could not be delivered in the last seven days",
        "%(count)d messages could not be delivered in the last seven days",
        count,
    )
    why = _(
        "There is no mailbox at the address, the mailbox stayed full, or the mail server closed the connection "
        "without an answer."
    )
    again = {"label": _("See it and send it again"), "url": reverse("undelivered")}
    return [{"kicker": _("Mail"), "title": title % {"count": count}, "why": why, "primary": again}]


def undelivered_lately(by: User, at: datetime) -> DeliveryQuerySet:
    """Mail of the last days that did not reach somebody of the side whose people this person runs."""
    return undelivered_to(by, at).filter(failed_at__gt=at - SHOWN)


def own_people(by: User, lately: DeliveryQuerySet, at: datetime) -> list[dict[str, Any]]:
    """For who runs a side's people: of that mail, whom the latest was for."""
    latest = list(lately.order_by("-failed_at", "-pk")[: MOST_NAMED + 1])
    names = list(dict.fromkeys(row.name for row in rows(by, latest, at) if row.name))
    words = {"names": ", ".join(names[:MOST_NAMED]) or _("a person")}
    title = (
        _("Mail to %(names)s and others could not be delivered")
        if len(latest) > MOST_NAMED
        else _("Mail to %(names)s could not be delivered")
    )
    why = _("They see it only in their inbox here. Check their address, then send it again.")
    url = reverse("undelivered")
    again = {"label": _("See it and send it again"), "url": url}
    return [{"kicker": _("Mail"), "title": title % words, "url": url, "why": why, "primary": again}]


def _backups(state: BackupState, at: datetime) -> list[dict[str, Any]]:
    """A backup that is overdue, one that did not come back on trial, or that nobody makes any."""
    found: list[tuple[str, str]] = []
    if state.drill_failed:
        found.append(
            (
                _("A backup could not be restored on trial"),
                _("What the trial said stands where it was run. Try another archive, and find out what is wrong."),
            )
        )
    if state.scheduled and state.late:
        since = (
            _("The last good backup was made %(moment)s") % {"moment": moment_words(state.made_at, at)}
            if state.made_at
            else _("No backup has been made yet")
        )
        found.append((since, _("One should be made every night. The portal’s log says why it was not.")))
    if state.missing and not settings.DEMO:
        found.append(
            (
                _("Nobody makes backups of this portal"),
                _(
                    "Name a folder for them, BACKUP_DIR, and a passphrase: then one is made every night. "
                    "docs/how-to/back-up-and-restore.md says how."
                ),
            )
        )
    look = {"label": _("See how the portal is set up"), "url": reverse("settings")}
    return [
        {"kicker": _("Backups"), "title": title, "url": look["url"], "why": why, "primary": look}
        for title, why in found
    ]


def backups_part(state: BackupState, at: datetime) -> dict[str, Any]:
    """When the last good backup was made, and how the last trial restore ended."""
    made = moment_words(state.made_at, at) if state.made_at else _("none yet")
    drilled = _("none yet")
    if state.drilled_at:
        ended = _("%(moment)s, failed") if state.drill_failed else _("%(moment)s, well")
        drilled = ended % {"moment": moment_words(state.drilled_at, at)}
    return {
        "title": _("Backups"),
        "rows": [
            {"title": _("Last good backup"), "value": made},
            {"title": _("Last trial restore"), "value": drilled},
        ],
        "note": _("Twice a year, restore one on trial: manage.py restore ARCHIVE --drill"),
    }


def _failed_jobs() -> list[dict[str, Any]]:
    words = {job.name: job.words for job in JOBS}
    latest = JobRun.objects.latest_by_job()
    return [
        {
            "kicker": _("Scheduled jobs"),
            "title": _("Failed: %(job)s") % {"job": words[name]},
            "why": _("Last tried %(when)s, UTC. It is tried again by itself; the portal’s log says why it failed.")
            % {"when": date_format(run.claimed_at, "M j, g:i A")},
        }
        for name, run in sorted(latest.items())
        if run.failed and name in words
    ]
