"""The states of an MOU version and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from common.transitions import Move


class VersionState(models.TextChoices):
    """Entered by one side; confirmed, or sent back, by the other."""

    ENTERED = "entered", _("Waiting for the other side")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Sent back")


CONFIRM = Move(
    action="partnerships.version.confirm",
    from_states=frozenset({VersionState.ENTERED}),
    to_state=VersionState.CONFIRMED,
    permission=Permission.MOU_CONFIRM,
)
REJECT = Move(
    action="partnerships.version.reject",
    from_states=frozenset({VersionState.ENTERED}),
    to_state=VersionState.REJECTED,
    permission=Permission.MOU_CONFIRM,
)

MOVES = (CONFIRM, REJECT)
