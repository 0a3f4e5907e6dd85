"""Calls on the officer: what was asked, what was answered, what came of it."""

from django.apps import AppConfig

from accounts import take_out_events
from incidents.events import EventName, NoticeKind
from ledger import names
from partnerships.dependents import register

LISTS = (
    EventName.REFERRAL_EXPORTED,
    EventName.KEPT_EXPORTED,
    EventName.HANDED_ON_EXPORTED,
    EventName.DISCLOSURES_EXPORTED,
    EventName.REVIEWS_EXPORTED,
    EventName.ACTIVITIES_EXPORTED,
    EventName.ACTIVITY_REPORT_EXPORTED,
)


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = "Incidents"

    def ready(self) -> None:
        names.register(EventName, NoticeKind)
        register("incidents.left_behind")
        take_out_events.register(openings=[EventName.REFERRAL_OPENED], exports=LISTS)
