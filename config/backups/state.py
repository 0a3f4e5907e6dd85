"""What is known of backups, from the ledger: when the last good one was made, and how the last drill ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max

from config.events import EventName
from ledger.models import Event

OLDEST = timedelta(days=2)


@dataclass(frozen=True)
class BackupState:
    """Whether the portal makes backups by itself, when the last good one was begun, and the last drill.

    Late: the last good one is more than two days old. A portal without any is counted from its newest migration.
    """

    scheduled: bool
    made_at: datetime | None
    drilled_at: datetime | None
    drill_failed: bool
    late: bool

    @property
    def missing(self) -> bool:
        """Whether nobody makes backups: neither the schedule, nor anybody by hand or by cron."""
        return not self.scheduled and (self.made_at is None or self.late)

    @property
    def well(self) -> bool:
        """Whether those that are scheduled are made, and the last one tried out came back."""
        return not (self.scheduled and self.late) and not self.drill_failed


def backup_state(at: datetime) -> BackupState:
    """Two indexed questions, and a third where there is no backup yet."""
    made, drilled = _last(EventName.BACKUP_MADE), _last(EventName.BACKUP_DRILLED)
    made_at = made[0] if made else None
    since = made_at or MigrationRecorder.Migration.objects.aggregate(latest=Max("applied"))["latest"] or at
    return BackupState(
        scheduled=settings.BACKUP_DIR is not None,
        made_at=made_at,
        drilled_at=drilled[0] if drilled else None,
        drill_failed=drilled is not None and drilled[1] != "done",
        late=at - since > OLDEST,
    )


def _last(action: EventName) -> tuple[datetime, str] | None:
    return Event.objects.filter(action=action).order_by("-seq").values_list("at", "outcome").first()
