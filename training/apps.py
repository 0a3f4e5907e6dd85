"""Training on the triad model: courses, who must take them by when, and who has."""

from django.apps import AppConfig

from accounts import take_out_events
from ledger import names
from training.events import EventName, NoticeKind


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        names.register(EventName, NoticeKind)
        take_out_events.register(exports=[EventName.RECORD_EXPORTED])
