"""Rosters: the schools and staff of a district, as its own systems list them (OneRoster 1.1)."""

from django.apps import AppConfig

from ledger import names
from rosters.events import EventName, NoticeKind


class RostersConfig(AppConfig):
    name = "rosters"
    verbose_name = "Rosters"

    def ready(self) -> None:
        names.register(EventName, NoticeKind)
