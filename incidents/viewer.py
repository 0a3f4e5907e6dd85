"""Who reads or acts: from which side, in which role, with which rights on one referral."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import Places, Reach, reach_of
from accounts.roles import Span
from incidents.models import Referral
from partnerships.models import Posting

Side = Literal["school", "agency"]


@dataclass(frozen=True)
class Viewer:
    """A person before the referrals they may open; asked of rows that `visible_to` gave them."""

    user: User
    reach: Reach
    at: datetime
    # What the reach says of a right, worked out once for all the rows of a page.
    places: dict[Permission, Places] = field(default_factory=dict)
    spans: dict[tuple[Permission, Span], frozenset[UUID]] = field(default_factory=dict)

    @classmethod
    def of(cls, user: User, at: datetime | None, moment: datetime) -> "Viewer":
        """The person as their memberships stand at `at`, reading at `moment`."""
        return cls(user, reach_of(user, at), moment)

    def side_of(self, referral: Referral) -> Side:
        """The school's side wherever the person reads for it, else the agency's."""
        return "school" if self.holds_at_school(Permission.REFERRAL_READ, referral) else "agency"

    def role_on(self, side: Side, referral: Referral) -> str:
        """The role in which the person opens it, for the record of openings."""
        right = Permission.REFERRAL_READ if side == "school" else Permission.DISCLOSED_READ
        places = {referral.school_id, referral.district_id} if side == "school" else {agency_of(referral)}
        for held in self.reach.held:
            if held.organization_id in places and right in held.rule.rights:
                return str(held.role)
        return ""

    def rights_on(self, side: Side, referral: Referral, officers: Iterable[Posting]) -> frozenset[Permission]:
        """The rights of that side the person holds on the referral; `officers` are those posted to the school today."""
        return self.rights_at_school(referral) if side == "school" else self.rights_at_agency(referral, officers)

    def rights_at_school(self, referral: Referral) -> frozenset[Permission]:
        """The rights of the school's side that the person holds on the referral."""
        rights = {
            right
            for right in (Permission.REFERRAL_WRITE, Permission.ADDENDUM_WRITE, Permission.RECORD_CORRECT)
            if self.holds_at_school(right, referral)
        }
        if self.reach.may(Permission.REFERRAL_EXPORT):
            rights.add(Permission.REFERRAL_EXPORT)
        return frozenset(rights)

    def rights_at_agency(self, referral: Referral, officers: Iterable[Posting]) -> frozenset[Permission]:
        """The rights of the agency's side; an officer answers while posted to the school, among `officers`."""
        agency = agency_of(referral)
        posted = self.sees_by_posting(referral) or any(one.officer_id == self.user.pk for one in officers)
        rights = {Permission.ADDENDUM_WRITE, Permission.RECORD_REQUEST_ASK}
        if agency in self.with_span(Permission.REFERRAL_REVIEW, Span.AGENCY):
            rights.add(Permission.REFERRAL_REVIEW)
        if posted and self.may_answer_for(agency):
            rights.add(Permission.REFERRAL_ANSWER)
        if self.reach.may(Permission.DISCLOSED_EXPORT):
            rights.add(Permission.DISCLOSED_EXPORT)
        return frozenset(rights)

    def may_answer_for(self, agency: UUID | None) -> bool:
        """Whether the person is an officer of the agency, wherever posted."""
        return agency in self.with_span(Permission.REFERRAL_ANSWER, Span.POSTED)

    def sees_by_posting(self, referral: Referral) -> bool:
        """Whether the person sees the row as an officer posted there and in no other way."""
        sees_whole = agency_of(referral) in self.with_span(Permission.DISCLOSED_READ, Span.AGENCY)
        return not sees_whole and not self.holds_at_school(Permission.REFERRAL_READ, referral)

    def answers_perhaps(self, referral: Referral) -> bool:
        """Whether the person is an officer of the agency who sees the row in another way than by a posting."""
        return self.may_answer_for(agency_of(referral)) and not self.sees_by_posting(referral)

    def holds_at_school(self, right: Permission, referral: Referral) -> bool:
        if right not in self.places:
            self.places[right] = self.reach.of(right)
        places = self.places[right]
        return referral.school_id in places.here or referral.district_id in places.districts

    def with_span(self, right: Permission, span: Span) -> frozenset[UUID]:
        if (right, span) not in self.spans:
            self.spans[right, span] = self.reach.with_span(right, span)
        return self.spans[right, span]


def agency_of(referral: Referral) -> UUID | None:
    """The agency the referral went to."""
    return referral.partnership.agency_id if referral.partnership else None
