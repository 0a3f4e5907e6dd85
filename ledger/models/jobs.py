"""What ran by itself."""

from django.db import models
from django.db.models import Q

from ledger.querysets import JobRunQuerySet


class JobRun(models.Model):
    """One period of one job, owned by one process at a time."""

    job = models.CharField(max_length=80)
    period = models.CharField(max_length=40)
    claimed_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=1)
    finished_at = models.DateTimeField(null=True, blank=True)
    failed = models.BooleanField(default=False)
    note = models.CharField(max_length=120, blank=True)

    objects = JobRunQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["job", "-finished_at"], name="ledger_jobrun_last")]
        constraints = [
            models.UniqueConstraint(fields=["job", "period"], name="ledger_jobrun_once"),
            models.CheckConstraint(
                condition=Q(failed=False) | Q(finished_at__isnull=False),
                name="ledger_jobrun_failed_is_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.period}"
