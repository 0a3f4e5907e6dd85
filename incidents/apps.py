"""Calls on the officer: what was asked, what was answered, what came of it."""

from django.apps import AppConfig

from accounts import private_events, take_out_events
from incidents.events import EventName, NoticeKind
from ledger import names
from partnerships.dependents import register

LISTS = (
    EventName.REFERRAL_EXPORTED,
    EventName.KEPT_EXPORTED,
    EventName.HANDED_ON_EXPORTED,
    EventName.DISCLOSURES_EXPORTED,
    EventName.REVIEWS_EXPORTED,
    EventName.ACCESS_RECORD_PRINTED,
    EventName.ACTIVITIES_EXPORTED,
    EventName.ACTIVITY_REPORT_EXPORTED,
)


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = "Incidents"

    def ready(self) -> None:
        names.register(EventName, NoticeKind)
        register("incidents.left_behind")
        # That a colleague handed something on, and the list does not show what, would say it was a report of abuse.
        private_events.register(EventName.REFERRAL_HANDED_ON)
        take_out_events.register(openings=[EventName.REFERRAL_OPENED, EventName.RECORD_OPENED], exports=LISTS)
