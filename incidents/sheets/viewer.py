"""Who reads: from which side, as what, and what they may do with one referral now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import Reach, reach_of
from accounts.roles import Role, Span
from incidents.models import Referral
from incidents.sheets.types import SideName
from partnerships.models import Posting


@dataclass(frozen=True)
class Reader:
    """A person before the referrals they may open; asked of rows that `visible_to` gave them."""

    user: User
    reach: Reach
    at: datetime
    # What the reach says of a right, asked once for all the rows of a page.
    known: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, user: Any, at: datetime | None, moment: datetime) -> "Reader":
        """The reader as their memberships stand."""
        return cls(user, reach_of(user, at), moment)

    def side_of(self, referral: Referral) -> SideName:
        """The school's side wherever the person reads for it, else the agency's."""
        return "school" if self._at_school(Permission.REFERRAL_READ, referral) else "agency"

    def role_on(self, side: SideName, referral: Referral) -> str:
        """The role in which the person opens it, for the record of openings."""
        right = Permission.REFERRAL_READ if side == "school" else Permission.DISCLOSED_READ
        places = {referral.school_id, referral.district_id} if side == "school" else {agency_of(referral)}
        for held in self.reach.held:
            if held.organization_id in places and right in held.rule.rights:
                return str(held.role)
        return ""

    def writes(self, referral: Referral) -> bool:
        """Whether the person acts for the school on it."""
        return self._at_school(Permission.REFERRAL_WRITE, referral)

    def adds_for_school(self, referral: Referral) -> bool:
        return self._at_school(Permission.ADDENDUM_WRITE, referral)

    def exports(self, side: SideName) -> bool:
        right = Permission.REFERRAL_EXPORT if side == "school" else Permission.DISCLOSED_EXPORT
        return self.reach.may(right)

    def reviews(self, referral: Referral) -> bool:
        """Whether the person is a supervisor at the referral's agency."""
        return agency_of(referral) in self._span(Permission.REFERRAL_REVIEW, Span.AGENCY)

    def may_answer_for(self, agency: UUID | None) -> bool:
        """Whether the person is an officer of the agency, wherever posted."""
        return agency in self._span(Permission.REFERRAL_ANSWER, Span.POSTED)

    def sees_whole(self, agency: UUID | None) -> bool:
        """Whether rows of the agency reach the person without a posting."""
        return agency in self._span(Permission.DISCLOSED_READ, Span.AGENCY)

    def answers(self, referral: Referral) -> bool:
        """Whether the person is an officer posted to the school today.

        Who sees the row only by posting is posted; for others the postings are asked.
        """
        agency = agency_of(referral)
        if not self.may_answer_for(agency):
            return False
        if not self.sees_whole(agency) and not self._at_school(Permission.REFERRAL_READ, referral):
            return True
        return (
            Posting.objects.on_day(referral.school.today(self.at))
            .at_school(referral.school_id)
            .of_officer(self.user.pk)
            .filter(partnership=referral.partnership_id)
            .exists()
        )

    def _at_school(self, right: Permission, referral: Referral) -> bool:
        if right not in self.known:
            self.known[right] = self.reach.of(right)
        places = self.known[right]
        return referral.school_id in places.here or referral.district_id in places.districts

    def _span(self, right: Permission, span: Span) -> frozenset[UUID]:
        if (right, span) not in self.known:
            self.known[right, span] = self.reach.with_span(right, span)
        spanned: frozenset[UUID] = self.known[right, span]
        return spanned


def agency_of(referral: Referral) -> UUID | None:
    """The agency the referral went to."""
    return referral.partnership.agency_id if referral.partnership else None


ROLE_WORDS = dict(Role.choices)
