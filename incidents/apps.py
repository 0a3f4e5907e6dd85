"""Calls on the officer: what was asked, what was answered, what came of it."""

from django.apps import AppConfig

from incidents.events import EventName, NoticeKind
from ledger import names


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = "Incidents"

    def ready(self) -> None:
        names.register(EventName, NoticeKind)
