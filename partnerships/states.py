"""The states of an MOU version and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from common.transitions import Move


class VersionState(models.TextChoices):
    """Entered by one side, which may take it back until the other has confirmed it or sent it back."""

    ENTERED = "entered", _("Waiting for the other side")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Sent back")
    WITHDRAWN = "withdrawn", _("Taken back")


TO_CORRECT = frozenset({VersionState.REJECTED, VersionState.WITHDRAWN})  # the next version begins from its words

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
WITHDRAW = Move(
    action="partnerships.version.withdraw",
    from_states=frozenset({VersionState.ENTERED}),
    to_state=VersionState.WITHDRAWN,
    permission=Permission.MOU_ENTER,
    stamp="withdrawn_at",
)

MOVES = (CONFIRM, REJECT, WITHDRAW)
