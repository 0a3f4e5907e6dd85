"""Domain words for requests for a record: who reads them on either side, and what waits.

The asking officer and the agency's supervisors read the request. The district's custodians read it, and whoever else
looks at emergencies afterwards reads those once they are answered. Each side's words reach the other as disclosures.
"""

from datetime import datetime
from typing import Self, TypeVar

from django.db.models import Case, Model, Q, QuerySet, Value, When

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Span
from incidents.choices import Basis
from incidents.states import REQUEST_ANSWERED, RequestState
from partnerships.scoping import agency_reach

Row = TypeVar("Row", bound=Model)
ASK = Permission.RECORD_REQUEST_ASK
EMERGENCY = {"basis": Basis.EMERGENCY, "state__in": list(REQUEST_ANSWERED)}


def request_at_district(user: User, at: datetime | None, prefix: str = "") -> Q:
    """Requests that the person answers for the district, and emergencies to look at afterwards."""
    reach = reach_of(user, at)
    decides = reach.of(Permission.RECORD_REQUEST_DECIDE).districts
    reviews = reach.of(Permission.RECORD_REQUEST_REVIEW).districts - decides
    found = Q(**{f"{prefix}district__in": decides}) if decides else Q(pk__in=[])
    if reviews:
        found |= Q(**{f"{prefix}district__in": reviews}, **{f"{prefix}{name}": one for name, one in EMERGENCY.items()})
    return found


def request_at_agency(user: User, at: datetime | None, prefix: str = "", *, disclosed: bool = False) -> Q:
    """Requests of the person's agency: of a supervisor all, of an officer their own while posted to the school.

    `disclosed` is for what the district answered, which nobody opens once the MOU's grace is over.
    """
    reached = agency_reach(user, ASK, at)
    whole = Q(**{f"{prefix}partnership__in": reached.partnerships}) if reached.partnerships else Q(pk__in=[])
    if not disclosed and (agencies := reach_of(user, at).with_span(ASK, Span.AGENCY)):
        whole = Q(**{f"{prefix}agency__in": agencies})
    for partnership, school in reached.posted:
        here = {f"{prefix}partnership": partnership, f"{prefix}school": school}
        whole |= Q(**here, **{f"{prefix}asked_by": user.pk})
    return whole


class RecordRequestQuerySet(QuerySet[Row]):
    """Requests for a record."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        return self.filter(request_at_district(user, at) | request_at_agency(user, at))

    def for_rows(self) -> Self:
        """With what a line of a list needs, in the same statement."""
        return self.select_related("school", "district", "agency", "asked_by", "referral", "answer__by", "look__by")

    def waiting(self) -> Self:
        """Those that wait for the custodian's answer."""
        return self.filter(state=RequestState.ASKED, closed_at=None)

    def to_look_at(self) -> Self:
        """Emergencies that were answered and that nobody else has looked at since."""
        return self.filter(**EMERGENCY, look=None)

    def asked_between(self, start: datetime, end: datetime) -> Self:
        return self.filter(asked_at__gte=start, asked_at__lt=end)

    def emergencies_first(self) -> Self:
        """Emergencies, then the oldest: the order of what waits."""
        rank = Case(When(basis=Basis.EMERGENCY, then=Value(0)), default=Value(1))
        return self.order_by(rank, "asked_at", "id")


class RecordRequestTextQuerySet(QuerySet[Row]):
    """What is asked for and why: the agency's own words; the district reads them as they were disclosed."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        return self.filter(request_at_agency(user, at, "record_request__"))


class _DistrictWordsQuerySet(QuerySet[Row]):
    """What the district wrote of a request: its own; the agency reads what was disclosed."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        return self.filter(request_at_district(user, at, "record_request__"))


class RecordAnswerQuerySet(_DistrictWordsQuerySet[Row]):
    """Answers."""


class RecordLookQuerySet(_DistrictWordsQuerySet[Row]):
    """Second looks at emergencies."""
