"""Figures for Prometheus: how pages fare, counted in the web processes, and how what runs by itself fares.

A label is a word of the portal's own (the name of a page, of a job, of a check): never an address, a person, an
organization or anything that somebody typed, and never a word that a request could choose.

Each web process of `manage.py serve` counts in files of its own, which any of them reads together (`share`). A process
has a place rather than its number, so that one that was renewed goes on with the files of the one before.
"""

import os
import platform
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from celery.exceptions import OperationalError
from django.conf import settings
from django.db import DatabaseError, connection
from kombu.exceptions import KombuError
from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from config import celery_app
from config.readiness import ASK_THE_DATABASE, CHECKS
from config.running import relay_figures
from config.schedule import JOBS
from ledger.models import JobRun
from rosters.models import RosterImport
from rosters.states import RosterState

PASSES_OF = timedelta(days=1)
PATIENCE = 2  # seconds for a broker to answer
QUEUES = ("celery", "mail")
SECONDS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8)

pages = Counter("fenceline_requests", "Pages answered, by name and class of status.", ["page", "status"], registry=None)
took = Histogram("fenceline_request_seconds", "Time a page took.", ["page"], buckets=SECONDS, registry=None)


@dataclass
class Shared:
    """Where the processes of one server count together, and which place this process has among them."""

    folder: Path | None = None
    place: str = "server"


_shared = Shared()


def share(folder: Path) -> None:
    """Count in files of the folder from here on. Called once, before the server's processes are made."""
    _shared.folder = folder
    os.environ.update(PROMETHEUS_MULTIPROC_DIR=str(folder))  # where the library looks
    values.ValueClass = values.MultiProcessValue(lambda: _shared.place)


def take_place(number: int) -> None:
    """This process counts at that place, at which no other one that lives does."""
    _shared.place = str(number)


def note(page: str, status: int, seconds: float) -> None:
    """One page was answered."""
    pages.labels(page, f"{status // 100}xx").inc()
    took.labels(page).observe(seconds)


def exposition(at: datetime, failing: list[str], accept: str) -> tuple[bytes, str]:
    """All figures at that moment as text, and its content type; `failing` is what /readyz found."""
    registry = CollectorRegistry()
    if _shared.folder:
        MultiProcessCollector(registry, path=str(_shared.folder))
    else:
        registry.register(pages)
        registry.register(took)
    registry.register(Installation(at, failing))
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


class Installation(Collector):
    """What the database and the broker say. Where one is away, its figures are left out rather than said to be 0."""

    def __init__(self, at: datetime, failing: list[str]) -> None:
        self.at, self.failing = at, failing

    def collect(self) -> Iterator[Metric]:
        """A family a figure; none of them is asked for twice."""
        yield build()
        yield from readiness(self.failing)
        if "database" not in self.failing:
            with suppress(DatabaseError):
                # A list: what could be asked in part is not shown in part.
                yield from [*jobs(self.at), *outbox(self.at), rosters()]
        if settings.BROKER == "server":
            with suppress(OSError, RedisError, KombuError, OperationalError):
                yield queues()


def build() -> Metric:
    """Which version runs, on what."""
    family = GaugeMetricFamily("fenceline_build_info", "Always 1.", labels=["version", "python", "database"])
    family.add_metric([settings.VERSION, platform.python_version(), connection.vendor], 1)
    return family


def readiness(failing: list[str]) -> Iterator[Metric]:
    """The database by itself, and each check of /readyz that could be asked: 1 is right, 0 is not."""
    away = "database" in failing
    yield GaugeMetricFamily("fenceline_database_up", "1 where the database answers.", value=0 if away else 1)
    family = GaugeMetricFamily("fenceline_ready", "1 where a check of /readyz is right.", labels=["check"])
    for check in CHECKS:
        if not (away and check in ASK_THE_DATABASE):
            family.add_metric([check], 0 if check in failing else 1)
    yield family


def jobs(at: datetime) -> Iterator[Metric]:
    """How long ago each job last ended well, and how its passes of a day ended. Two queries."""
    good = JobRun.objects.last_good_by_job()
    age = GaugeMetricFamily(
        "fenceline_job_last_good_age_seconds",
        "Time since the job last ended well; none if it never did.",
        labels=["job"],
    )
    for job in JOBS:
        if job.name in good:
            age.add_metric([job.name], (at - good[job.name]).total_seconds())
    yield age
    passes = GaugeMetricFamily(
        "fenceline_job_passes", "Passes that ended within the last day.", labels=["job", "outcome"]
    )
    ended = JobRun.objects.ended_since([job.name for job in JOBS], at - PASSES_OF)
    for job in JOBS:
        for outcome, failed in (("good", False), ("failed", True)):
            passes.add_metric([job.name, outcome], ended.get((job.name, failed), 0))
    yield passes


def outbox(at: datetime) -> Iterator[Metric]:
    """The notices that wait to be mailed. Two queries."""
    figures = relay_figures(at)
    oldest = (at - figures.oldest_due).total_seconds() if figures.oldest_due else 0
    yield GaugeMetricFamily("fenceline_outbox_notices", "Notices due and not mailed yet.", value=figures.waiting)
    yield GaugeMetricFamily("fenceline_outbox_oldest_seconds", "How long the oldest of them has waited.", value=oldest)
    yield GaugeMetricFamily("fenceline_outbox_given_up", "Notices that could not be mailed.", value=figures.given_up)


def rosters() -> Metric:
    """Rosters that somebody confirmed. One query."""
    waiting = RosterImport.objects.filter(state__in=[RosterState.CONFIRMED, RosterState.APPLYING]).count()
    return GaugeMetricFamily("fenceline_rosters_waiting", "Rosters confirmed and not carried out yet.", value=waiting)


def queues() -> Metric:
    """What lies in the broker for Celery's workers."""
    family = GaugeMetricFamily("fenceline_queue_tasks", "Tasks that no worker has taken yet.", labels=["queue"])
    with celery_app.connection_for_read() as link:
        link.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
        for name in QUEUES:
            family.add_metric([name], tasks_in(link.default_channel.queue_declare, name, link.channel_errors))
    return family


def tasks_in(declare: Callable[..., tuple[str, int, int]], name: str, unknown: tuple[type[Exception], ...]) -> int:
    """How many tasks wait there; a queue that nobody has used yet does not exist, and nothing waits in it."""
    try:
        return declare(queue=name, passive=True)[1]
    except unknown:
        return 0
