"""How what runs by itself is faring, in words: each job of `config.schedule`, and the relay. No person, no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from config.schedule import Job
from ledger.actions.jobs import LEASE, MOST_ATTEMPTS
from ledger.models import JobRun, Notice

# A job that ended well within so many of its periods is not late; a machine may have slept through one.
PERIODS = 2
SLACK = timedelta(minutes=10)


@dataclass(frozen=True)
class JobWords:
    """One job as its row shows it. `state` is well, new, running, failed or late."""

    words: str | Promise
    state: str
    mark: str
    last_run: str
    next_run: str
    why: str = ""

    @property
    def troubled(self) -> bool:
        """Whether somebody should look."""
        return self.state in ("failed", "late")

    @property
    def answer(self) -> str:
        """The shape of its mark, as components/answer_mark.html names it."""
        return "yes" if self.troubled else "no" if self.state == "well" else ""


@dataclass(frozen=True)
class RelayFigures:
    """The notices that wait to be mailed, as numbers."""

    waiting: int
    oldest_due: datetime | None
    given_up: int


def job_words(jobs: Sequence[Job], at: datetime) -> list[JobWords]:
    """Every job, in the order of the schedule. Two queries, however many jobs."""
    latest, good = JobRun.objects.latest_by_job(), JobRun.objects.last_good_by_job()
    return [words_of(job, latest.get(job.name), good, at) for job in jobs]


def words_of(job: Job, run: JobRun | None, good: Mapping[str, datetime], at: datetime) -> JobWords:
    """One job by its latest run and by when each job last ended well."""
    upcoming = next_words(next_run(job, run, at), at)
    if run is None:
        return JobWords(job.words, "new", _("Not yet run"), _("Not yet"), upcoming)
    if at - run.claimed_at > PERIODS * job.every + SLACK:
        why = _("Late: it should run every %(every)s. Is the portal’s worker, or cron, running?") % {
            "every": every_words(job.every)
        }
        return JobWords(job.words, "late", _("Late"), last_words(run, at), upcoming, why)
    if run.failed or crashed(run, at):
        return JobWords(job.words, "failed", _("Failed"), last_words(run, at), upcoming, failure_words(job, good, at))
    if run.finished_at is None:
        return JobWords(job.words, "running", _("Running"), last_words(run, at), upcoming)
    return JobWords(job.words, "well", _("OK"), last_words(run, at), upcoming)


def late_jobs(jobs: Sequence[Job], at: datetime) -> list[Job]:
    """Those that have not ended well for twice their time, whether they fail or nobody runs them. Two queries.

    One that never ended well is counted from when the newest migration was applied: then this version was there.
    """
    good = JobRun.objects.last_good_by_job()
    late = [job for job in jobs if at - good.get(job.name, at) > PERIODS * job.every + SLACK]
    if unknown := [job for job in jobs if job.name not in good]:
        since = MigrationRecorder.Migration.objects.aggregate(latest=Max("applied"))["latest"] or at
        late += [job for job in unknown if at - since > PERIODS * job.every + SLACK]
    return late


def crashed(run: JobRun, at: datetime) -> bool:
    """Begun, not finished, and its time is up."""
    return run.finished_at is None and at - run.claimed_at >= LEASE


def next_run(job: Job, run: JobRun | None, at: datetime) -> datetime:
    """When it is taken up next; a moment that has come means with the next pass."""
    if run is None or run.period != job.period(at):
        return at
    again = job.next_after(at)
    if (run.failed or run.finished_at is None) and run.attempts < MOST_ATTEMPTS:
        again = min(again, run.claimed_at + LEASE)
    return again


def next_words(moment: datetime, at: datetime) -> str:
    """The same for a moment ahead; one that has come is taken up by the next pass."""
    return _("within a minute") if moment - at <= timedelta(minutes=1) else moment_words(moment, at)


def last_words(run: JobRun, at: datetime) -> str:
    """When it ran last and how that ended: "today at 7:05 AM, well"."""
    if run.finished_at is None:
        began = {"moment": moment_words(run.claimed_at, at)}
        return _("started %(moment)s, not finished") % began if crashed(run, at) else _("started %(moment)s") % began
    ended = {"moment": moment_words(run.finished_at, at)}
    return _("%(moment)s, failed") % ended if run.failed else _("%(moment)s, succeeded") % ended


def failure_words(job: Job, good: Mapping[str, datetime], at: datetime) -> str:
    """What follows from a failure: since when it has not been well, and that it is tried again."""
    last = good.get(job.name)
    if last is None:
        return _("It has never succeeded. It is tried again by itself; the portal’s log says what happened.")
    return _("It last succeeded %(moment)s. It is tried again by itself; the portal’s log says what happened.") % {
        "moment": moment_words(last, at)
    }


def moment_words(moment: datetime, at: datetime) -> str:
    """The moment as seen from `at`, in the reader's zone: "today at 7:05 AM", "Oct 3 at 6:00 PM"."""
    local, today = timezone.localtime(moment), timezone.localdate(at)
    time = {"time": time_format(local, "g:i A")}
    days = (local.date() - today).days
    if days == 0:
        return _("today at %(time)s") % time
    if days == -1:
        return _("yesterday at %(time)s") % time
    if days == 1:
        return _("tomorrow at %(time)s") % time
    day = date_format(local, "M j" if local.year == today.year else "M j, Y")
    return _("%(day)s at %(time)s") % {"day": day, **time}


def every_words(every: timedelta) -> str:
    """How often: "15 minutes", "1 hour"."""
    start = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())
    return timesince(start, start + every)


def relay_figures(at: datetime) -> RelayFigures:
    """What waits, since when, and what was given up. Two queries."""
    waits = Notice.objects.waiting(at).order_by().aggregate(count=Count("pk"), oldest=Min("due"))
    return RelayFigures(waits["count"], waits["oldest"], Notice.objects.undeliverable().count())
