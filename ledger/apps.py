"""The ground floor: what happened, who is told, what ran by itself."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from ledger import names
from ledger.checks import audit_triggers
from ledger.events import EventName


class LedgerConfig(AppConfig):
    """Registers the check on the triggers that keep the ledger append-only."""

    name = "ledger"

    def ready(self) -> None:
        """Run the check with `check --tag audit` and with every `check --database`."""
        register(audit_triggers, "audit", Tags.database)
        names.register(EventName)
