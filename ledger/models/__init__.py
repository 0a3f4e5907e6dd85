"""The four nouns of the ground floor."""

from ledger.models.events import Event
from ledger.models.jobs import JobRun
from ledger.models.notices import Delivery, Notice

__all__ = ["Delivery", "Event", "JobRun", "Notice"]
