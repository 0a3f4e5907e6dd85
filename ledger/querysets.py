"""Domain words that chain."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from ledger.models import JobRun


class EventQuerySet(models.QuerySet[Any]):
    """Events, newest first where a list is asked for."""

    def on(self, object_type: str, object_id: object) -> "EventQuerySet":
        """Events on one object, newest first."""
        return self.filter(object_type=object_type, object_id=str(object_id)).order_by("-seq")


class NoticeQuerySet(models.QuerySet[Any]):
    """Notices: a person's inbox, and what the relay still has to do."""

    def for_person(self, user_id: object) -> "NoticeQuerySet":
        """Everything one person was or will be told, newest first."""
        return self.filter(to=str(user_id)).order_by("-due", "-id")

    def due_by(self, at: datetime) -> "NoticeQuerySet":
        """Those whose time has come."""
        return self.filter(due__lte=at)

    def inbox(self, user_id: object, at: datetime) -> "NoticeQuerySet":
        """What a person's inbox shows: due, and still true when it was sent; newest first."""
        return (
            self.for_person(user_id)
            .due_by(at)
            .filter(Q(dropped_at__isnull=True) | Q(dropped_reason="inbox_only"))
            .select_related("delivery")
        )

    def unread(self) -> "NoticeQuerySet":
        """Those the person has not opened."""
        return self.filter(read_at__isnull=True)

    def unplanned(self, at: datetime) -> "NoticeQuerySet":
        """Due, and no message made for them yet; oldest first."""
        return self.due_by(at).filter(delivery__isnull=True, dropped_at__isnull=True).order_by("due", "at", "id")

    def waiting(self, at: datetime) -> "NoticeQuerySet":
        """Due, and neither sent, failed nor dropped; oldest first. The first one's age is the relay's lag."""
        return (
            self.due_by(at)
            .filter(dropped_at__isnull=True)
            .filter(Q(delivery__isnull=True) | Q(delivery__sent_at__isnull=True, delivery__failed_at__isnull=True))
            .order_by("due", "at", "id")
        )

    def undeliverable(self) -> "NoticeQuerySet":
        """Given up, but for what was urgent: someone must look; newest first."""
        return self.filter(delivery__failed_at__isnull=False, delivery__urgent=False).order_by("-delivery__failed_at")


class DeliveryQuerySet(models.QuerySet[Any]):
    """Messages and their leases."""

    def open(self) -> "DeliveryQuerySet":
        """Not sent, not given up."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def undelivered(self) -> "DeliveryQuerySet":
        """Given up: somebody must look. What was urgent is asked for anew by who waited for it."""
        return self.filter(failed_at__isnull=False, urgent=False)

    def unleased(self, at: datetime) -> "DeliveryQuerySet":
        """In no other relay's hands; a lease past its end counts as none."""
        return self.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=at))

    def ready(self, at: datetime) -> "DeliveryQuerySet":
        """Those a relay may take now, longest waiting first; one whose notice was dropped has nothing to say."""
        waiting = self.open().unleased(at).filter(try_after__lte=at)
        return waiting.filter(notices__dropped_at__isnull=True).order_by("try_after", "id")


class JobRunQuerySet(models.QuerySet[Any]):
    """Runs of jobs."""

    def latest_by_job(self) -> "dict[str, JobRun]":
        """For every job its latest claimed run, well or not."""
        latest: dict[str, JobRun] = {}
        newest = models.OuterRef("job")
        picked = self.model._default_manager.filter(job=newest).order_by("-claimed_at", "-id").values("pk")[:1]
        for run in self.filter(pk=models.Subquery(picked)):
            latest[run.job] = run
        return latest

    def last_good_by_job(self) -> "dict[str, datetime]":
        """For every job when it last ended well."""
        good = self.filter(finished_at__isnull=False, failed=False).order_by().values("job")
        return dict(good.annotate(last=models.Max("finished_at")).values_list("job", "last"))

    def ended_since(self, jobs: "list[str]", since: datetime) -> "dict[tuple[str, bool], int]":
        """How many runs of these jobs ended from that moment on, by job and whether they failed."""
        ended = self.filter(job__in=jobs, finished_at__gte=since).order_by().values("job", "failed")
        return {(row["job"], row["failed"]): row["count"] for row in ended.annotate(count=models.Count("pk"))}

    def unfinished(self) -> "JobRunQuerySet":
        """Claimed and not finished: running, or crashed."""
        return self.filter(finished_at__isnull=True).order_by("claimed_at")
