"""What crossed from one side to the other: whose it is to read."""

from datetime import datetime
from typing import Self, TypeVar

from django.db.models import Model, Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from incidents.choices import Direction
from incidents.consult_querysets import answering_side, asking_side
from incidents.querysets import agency_side, school_side
from incidents.record_request_querysets import request_at_agency, request_at_district

Row = TypeVar("Row", bound=Model, covariant=True)


class DisclosureQuerySet(QuerySet[Row]):
    """What crossed."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """Those of referrals, questions and requests the person may open, from the side they stand on."""
        of_referrals = school_side(user, at, "referral__") | agency_side(self, user, at, "referral__")
        of_questions = asking_side(user, at, "consult__") | answering_side(user, at, "consult__")
        prefix = "record_request__"
        of_requests = request_at_district(user, at, prefix) | request_at_agency(user, at, prefix, disclosed=True)
        return self.filter(of_referrals | of_questions | of_requests)

    def on_school_side_of(self, user: User, at: datetime | None = None) -> Self:
        """The register of the schools the person reads for: that something was sent, and what kind of thing."""
        reads = reach_of(user, at).of(Permission.REFERRAL_READ)
        if not reads.here:
            return self.filter(district__in=reads.districts)
        rows = self.model._default_manager.order_by().values("pk")
        owners = ("referral", "consult", "record_request")
        here = [rows.filter(**{f"{owner}__school__in": reads.here}) for owner in owners]
        return self.filter(Q(district__in=reads.districts) | Q(pk__in=here[0].union(*here[1:], all=True)))

    def to_agency(self) -> Self:
        return self.filter(direction=Direction.TO_AGENCY)

    def to_school(self) -> Self:
        return self.filter(direction=Direction.TO_SCHOOL)


class DisclosureTextQuerySet(QuerySet[Row]):
    """Projections as sent."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        of_call, of_request = "disclosure__referral__", "disclosure__record_request__"
        return self.filter(
            school_side(user, at, of_call)
            | agency_side(self, user, at, of_call)
            | asking_side(user, at, "disclosure__consult__")
            | answering_side(user, at, "disclosure__consult__")
            | request_at_district(user, at, of_request)
            | request_at_agency(user, at, of_request, disclosed=True)
        )


class LeadChangeQuerySet(QuerySet[Row]):
    """Who led, as either side said it."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """Those of referrals the person may open, from either side: each change crossed."""
        return self.filter(school_side(user, at, "referral__") | agency_side(self, user, at, "referral__"))
