"""How far a referral has come, in words, and whose act is awaited next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from incidents.models import Referral
from incidents.states import CLOSED, ReferralState


@dataclass(frozen=True)
class Turn:
    """Whose act is awaited next, derived from the record. `none`: no agency was told; `closed`: no one's."""

    side: Literal["school", "police", "none", "closed"]
    yours: bool
    name: str
    since: datetime | None
    words: str


@dataclass(frozen=True)
class Progress:
    """The facts of the process, which both sides know."""

    state: str
    agency_name: str
    writer_name: str
    officer_names: str
    told_at: datetime | None
    answered_at: datetime | None
    asked_at: datetime | None
    closed_at: datetime | None
    clock_started_on: date | None
    answer_due_on: date | None
    review_due_on: date | None

    @classmethod
    def of(
        cls,
        referral: Referral,
        *,
        told_at: datetime | None,
        answered_at: datetime | None,
        asked_at: datetime | None,
        writer_name: str,
        officer_names: str,
    ) -> "Progress":
        """From the row's state and days, and from when things crossed."""
        return cls(
            state=referral.state,
            agency_name=referral.partnership.agency.name if referral.partnership else "",
            writer_name=writer_name,
            officer_names=officer_names,
            told_at=told_at,
            answered_at=answered_at,
            asked_at=asked_at if referral.state not in CLOSED else None,
            closed_at=referral.closed_at,
            clock_started_on=referral.clock_started_on,
            answer_due_on=referral.answer_due_on,
            review_due_on=referral.review_due_on,
        )

    @property
    def closed(self) -> bool:
        return self.state in CLOSED

    @property
    def words(self) -> str:
        """Where it stands, as a phrase; one that no agency was told of says so."""
        said = {
            ReferralState.WITHDRAWN: _("Withdrawn by the school"),
            ReferralState.DRAFT: _("Draft"),
            ReferralState.DECIDED: _("Reviewed"),
        }.get(ReferralState(self.state))
        if said:
            return said
        if self.told_at is None:
            return _("Recorded; nobody at an agency sees it")
        if self.asked_at is not None:
            return _("A question waits for the school")
        if self.state == ReferralState.SUBMITTED:
            return _("Sent; waits for the officer")
        if self.state == ReferralState.ACCEPTED:
            return _("Accepted; waits for review")
        return _("Declined; waits for review")

    def turn(self, rights: frozenset[Permission]) -> Turn:
        """Whose act is awaited next; `yours` where the reader is the one, or one of those, who can do it."""
        if self.closed:
            return Turn("closed", False, "", self.closed_at, _("Closed"))
        if self.state == ReferralState.DRAFT or self.told_at is None:
            return Turn("none", False, "", None, _("Nobody at an agency sees this"))
        if self.asked_at is not None:
            yours = Permission.REFERRAL_WRITE in rights
            return Turn("school", yours, self.writer_name, self.asked_at, _("The school answers a question"))
        if self.state == ReferralState.SUBMITTED:
            yours = Permission.REFERRAL_ANSWER in rights
            name = self.officer_names or self.agency_name
            return Turn("police", yours, name, self.told_at, _("The officer answers"))
        yours = Permission.REFERRAL_REVIEW in rights
        return Turn("police", yours, _("Supervisor"), self.answered_at, _("The supervisor reviews"))

    def due_on(self, *, reviews: bool) -> date | None:
        """The day that counts for this reader: the supervisor's is the review's, else the next act's.

        None while a question waits for the school, for then no one at the agency is late.
        """
        if self.closed or self.asked_at is not None or self.told_at is None:
            return None
        if self.state == ReferralState.SUBMITTED and not reviews:
            return self.answer_due_on
        return self.review_due_on
