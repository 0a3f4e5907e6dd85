"""The states of a referral and the moves between them.

Whose turn it is, whether it is late, what the school may see of it: none of that is stored here. It is
derived from the state, the open question and the rows of both sides.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from common.transitions import Move


class ReferralState(models.TextChoices):
    """Where a referral stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent")
    ACCEPTED = "accepted", _("Accepted by the officer")
    DECLINED = "declined", _("Declined by the officer")
    SEEN = "seen", _("Seen by the officer")
    DECIDED = "decided", _("Reviewed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = ReferralState
AWAITING_ANSWER = frozenset({S.SUBMITTED})
AWAITING_REVIEW = frozenset({S.SUBMITTED, S.ACCEPTED, S.DECLINED, S.SEEN})
CLOSED = frozenset({S.DECIDED, S.WITHDRAWN})
SENT = frozenset(S) - {S.DRAFT}
OUTCOME_MAY_BE_RECORDED = frozenset({S.ACCEPTED, S.SEEN, S.DECIDED})
WHAT_FOR_MAY_CHANGE = frozenset({S.SUBMITTED, S.ACCEPTED, S.SEEN})

SUBMIT = Move(
    action="incidents.referral.submit",
    from_states=frozenset({S.DRAFT}),
    to_state=S.SUBMITTED,
    permission=Permission.REFERRAL_WRITE,
)
ACCEPT = Move(
    action="incidents.response.accept",
    from_states=AWAITING_ANSWER,
    to_state=S.ACCEPTED,
    permission=Permission.REFERRAL_ANSWER,
)
DECLINE = Move(
    action="incidents.response.decline",
    from_states=AWAITING_ANSWER,
    to_state=S.DECLINED,
    permission=Permission.REFERRAL_ANSWER,
)
SEE = Move(
    action="incidents.response.see",
    from_states=AWAITING_ANSWER,
    to_state=S.SEEN,
    permission=Permission.REFERRAL_ANSWER,
)
DECIDE = Move(
    action="incidents.review.decide",
    from_states=AWAITING_REVIEW,
    to_state=S.DECIDED,
    permission=Permission.REFERRAL_REVIEW,
)
WITHDRAW = Move(
    action="incidents.referral.withdraw",
    from_states=AWAITING_REVIEW,
    to_state=S.WITHDRAWN,
    permission=Permission.REFERRAL_WRITE,
)

MOVES = (SUBMIT, ACCEPT, DECLINE, SEE, DECIDE, WITHDRAW)
