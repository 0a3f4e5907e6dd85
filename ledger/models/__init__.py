"""The nouns of the ground floor."""

from ledger.models.events import Event, RememberedHead
from ledger.models.jobs import JobRun
from ledger.models.keys import KeyCheck
from ledger.models.notices import Delivery, Notice, Trouble

__all__ = ["Delivery", "Event", "JobRun", "KeyCheck", "Notice", "RememberedHead", "Trouble"]
