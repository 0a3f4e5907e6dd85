"""The names of what happens to a roster, and of what people are told of it.

They say `accounts`, where rosters were kept once: names stand in the ledger, which is not rewritten.
"""

from django.utils.translation import gettext_lazy as _

from ledger.names import Name


class EventName(Name):
    RECEIVED = "accounts.roster.received", _("Sent a roster")
    PREVIEWED = "accounts.roster.previewed", _("A roster was read and compared")
    CONFIRMED = "accounts.roster.confirmed", _("Confirmed a roster")
    APPLIED = "accounts.roster.applied", _("A roster was applied")
    RETURNED = "accounts.roster.returned", _("A roster went back to its preview")
    STOPPED = "accounts.roster.stopped", _("Stopped a roster that was being applied")
    FAILED = "accounts.roster.failed", _("A roster could not be applied")
    SCHOOL_CLOSED = "accounts.roster.school_closed", _("Closed a school no longer in the roster")
    DISCARDED = "accounts.roster.discarded", _("Discarded a roster")


class NoticeKind(Name):
    ROSTER_DONE = "accounts.roster_done", _("A roster was applied, or could not be")
