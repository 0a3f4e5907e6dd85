"""With HOLD=sweep the sweep of the reminders stops when every notice is written and nothing is committed."""

from tests.config.held import asked, stay
from training.actions import reminders

if asked("sweep"):
    reminders.record = lambda **_facts: stay()
