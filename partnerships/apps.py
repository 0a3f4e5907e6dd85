"""The agreement between a district and an agency, and what it lets each side reach."""

from django.apps import AppConfig

from ledger import names
from partnerships.events import EventName, NoticeKind
from rosters.dependents import register


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = "Partnerships"

    def ready(self) -> None:
        names.register(EventName, NoticeKind)
        register("partnerships.closing")
