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


class RequestState(models.TextChoices):
    """Where a request for a record stands."""

    ASKED = "asked", _("Waits for the records custodian")
    GRANTED = "granted", _("Granted")
    GRANTED_IN_PART = "in_part", _("Granted in part")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


REQUEST_OPEN = frozenset({RequestState.ASKED})
REQUEST_GIVEN = frozenset({RequestState.GRANTED, RequestState.GRANTED_IN_PART})
REQUEST_ANSWERED = REQUEST_GIVEN | {RequestState.REFUSED}


def _of_request(action: str, to_state: RequestState, permission: Permission) -> Move:
    return Move(
        action=f"incidents.record_request.{action}",
        from_states=REQUEST_OPEN,
        to_state=to_state,
        permission=permission,
        stamp="closed_at",
    )


GRANT = _of_request("grant", RequestState.GRANTED, Permission.RECORD_REQUEST_DECIDE)
GRANT_IN_PART = _of_request("grant_in_part", RequestState.GRANTED_IN_PART, Permission.RECORD_REQUEST_DECIDE)
REFUSE = _of_request("refuse", RequestState.REFUSED, Permission.RECORD_REQUEST_DECIDE)
WITHDRAW_REQUEST = _of_request("withdraw", RequestState.WITHDRAWN, Permission.RECORD_REQUEST_ASK)

REQUEST_MOVES = (GRANT, GRANT_IN_PART, REFUSE, WITHDRAW_REQUEST)


class ConsultState(models.TextChoices):
    """Where a question to the supervisor stands."""

    ASKED = "asked", _("Waits for the answer")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFERRED = "referred", _("Became a call")
    CLOSED = "closed", _("Closed")


C = ConsultState
CONSULT_ENDED = frozenset({C.WITHDRAWN, C.REFERRED, C.CLOSED})

ANSWER_CONSULT = Move(
    action="incidents.consult.answer",
    from_states=frozenset({C.ASKED}),
    to_state=C.ANSWERED,
    permission=Permission.REFERRAL_REVIEW,
)
WITHDRAW_CONSULT = Move(
    action="incidents.consult.withdraw",
    from_states=frozenset({C.ASKED}),
    to_state=C.WITHDRAWN,
    permission=Permission.REFERRAL_WRITE,
    stamp="ended_at",
)
REFER_CONSULT = Move(
    action="incidents.consult.refer",
    from_states=frozenset({C.ASKED, C.ANSWERED}),
    to_state=C.REFERRED,
    permission=Permission.REFERRAL_WRITE,
    stamp="ended_at",
)
CLOSE_CONSULT = Move(
    action="incidents.consult.close",
    from_states=frozenset({C.ANSWERED}),
    to_state=C.CLOSED,
    permission=Permission.REFERRAL_WRITE,
    stamp="ended_at",
)

CONSULT_MOVES = (ANSWER_CONSULT, WITHDRAW_CONSULT, REFER_CONSULT, CLOSE_CONSULT)
