"""The states of a roster import and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from common.transitions import Move
from rosters.events import EventName


class RosterState(models.TextChoices):
    """Where an import stands."""

    RECEIVED = "received", _("Being read and compared")
    PREVIEWED = "previewed", _("Waits for your decision")
    CONFIRMED = "confirmed", _("Confirmed, waits for its turn")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    DISCARDED = "discarded", _("Discarded")
    STOPPED = "stopped", _("Stopped before it was finished")
    FAILED = "failed", _("Could not be applied")


S = RosterState
OPEN = frozenset({S.RECEIVED, S.PREVIEWED, S.CONFIRMED, S.APPLYING})
UNDER_WAY = frozenset({S.CONFIRMED, S.APPLYING})
# Their waiting rows are gone.
OVER = frozenset({S.APPLIED, S.DISCARDED, S.STOPPED, S.FAILED})
# Somebody's worker is at it, or will be in a moment.
BUSY = frozenset({S.RECEIVED, S.CONFIRMED, S.APPLYING})

# By whoever runs due work, when all of it is read and compared.
PREVIEW = Move(EventName.PREVIEWED, frozenset({S.RECEIVED}), S.PREVIEWED, "")
CONFIRM = Move(EventName.CONFIRMED, frozenset({S.PREVIEWED}), S.CONFIRMED, Permission.ROSTER_IMPORT, "confirmed_at")
# By whoever runs due work. Taken anew from "applying" only when the claim is older than its lease.
CLAIM = Move("accounts.roster.claimed", frozenset({S.CONFIRMED, S.APPLYING}), S.APPLYING, "", "claimed_at")
APPLY = Move(EventName.APPLIED, frozenset({S.APPLYING}), S.APPLIED, "", "finished_at")
# What was there has changed since the preview: a new one is shown.
RETURN = Move(EventName.RETURNED, frozenset({S.APPLYING}), S.PREVIEWED, "")
FAIL = Move(EventName.FAILED, frozenset({S.RECEIVED, S.APPLYING}), S.FAILED, "", "finished_at")
# What was applied by then stays; the rest is not done.
STOP = Move(EventName.STOPPED, frozenset({S.APPLYING}), S.STOPPED, Permission.ROSTER_IMPORT, "finished_at")
DISCARD = Move(
    EventName.DISCARDED,
    frozenset({S.RECEIVED, S.PREVIEWED, S.CONFIRMED}),
    S.DISCARDED,
    Permission.ROSTER_IMPORT,
    "finished_at",
)

MOVES = (PREVIEW, CONFIRM, CLAIM, APPLY, RETURN, STOP, FAIL, DISCARD)
