"""People, organizations, roles and reach."""

from django.apps import AppConfig

from accounts import take_out_events
from accounts.events import EventName, NoticeKind
from ledger import names


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        names.register(EventName, NoticeKind)
        take_out_events.register(exports=[EventName.PEOPLE_EXPORTED])
