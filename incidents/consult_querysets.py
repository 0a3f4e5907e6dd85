"""Domain words for questions to the supervisor and for what is kept of them."""

from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.periods import lasts_on
from incidents import states
from partnerships.models import PartnershipSchool
from partnerships.scoping import agency_reach

Row = TypeVar("Row", bound=Model)


def asking_side(user: User, at: datetime | None, prefix: str = "") -> Q:
    """Questions of the schools where the person reads calls."""
    reads = reach_of(user, at).of(Permission.REFERRAL_READ)
    here = Q(**{f"{prefix}school__in": reads.here}) if reads.here else Q(pk__in=[])
    return Q(**{f"{prefix}district__in": reads.districts}) | here


def answering_side(user: User, at: datetime | None, prefix: str = "") -> Q:
    """Questions to the agency whose calls the person reviews, while its MOU is in force or in grace."""
    return Q(**{f"{prefix}partnership__in": agency_reach(user, Permission.REFERRAL_REVIEW, at).partnerships})


class ConsultQuerySet(QuerySet[Row]):
    """Questions to the supervisor. Each was disclosed when it was asked."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """The school's own, and the supervisors' of the agency that was asked; no officer's."""
        return self.filter(asking_side(user, at) | answering_side(user, at))

    def on_school_side_of(self, user: User, at: datetime | None = None) -> Self:
        return self.filter(asking_side(user, at))

    def on_agency_side_of(self, user: User, at: datetime | None = None) -> Self:
        return self.filter(answering_side(user, at))

    def waiting(self) -> Self:
        """Those that wait for the supervisor's answer."""
        return self.filter(state=states.ConsultState.ASKED)

    def answered(self) -> Self:
        """Those whose answer the school has not acted on yet."""
        return self.filter(state=states.ConsultState.ANSWERED)

    def open(self) -> Self:
        return self.exclude(state__in=states.CONSULT_ENDED)

    def for_record(self) -> Self:
        """With what its reading needs, in the same statement."""
        return self.select_related(
            "school__parent", "district", "partnership__agency", "partnership__district", "asked_by"
        )

    def locked(self, pk: UUID) -> Row:
        """The question as it is now, held until the transaction ends, so that two acts follow one another."""
        return self.select_for_update(of=("self",), no_key=True).for_record().get(pk=pk)


class ConsultAnswerQuerySet(QuerySet[Row]):
    """Supervisors' answers: the agency's own record."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """The agency's supervisors'; the school reads what was disclosed of it."""
        return self.filter(agency__in=agency_answering(user, at))


def agency_answering(user: User, at: datetime | None) -> frozenset[UUID]:
    """The agencies whose calls the person reviews."""
    return reach_of(user, at).of(Permission.REFERRAL_REVIEW).agencies


def partnerships_of_schools(schools: frozenset[UUID], at: datetime | None) -> set[UUID]:
    """The partnerships that cover one of these schools today. One statement, none for none."""
    if not schools:
        return set()
    moment = at or timezone.now()
    covered = PartnershipSchool.objects.filter(school__in=schools).select_related("school")
    return {one.partnership_id for one in covered if lasts_on(one.starts_on, one.ends_on, one.school.today(moment))}


class PrecedentQuerySet(QuerySet[Row]):
    """Examples kept of questions, each for one partnership."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """Those of partnerships of the person's side; at the agency while the MOU is in force or in grace."""
        places = reach_of(user, at).of(Permission.PRECEDENT_READ)
        reached = agency_reach(user, Permission.PRECEDENT_READ, at)
        named = {*partnerships_of_schools(places.here, at), *reached.partnerships}
        named |= {partnership for partnership, _school in reached.posted}
        return self.filter(Q(partnership__in=named) | Q(partnership__district__in=places.districts))

    def kept(self) -> Self:
        """Those that nobody has taken out."""
        return self.filter(removed_at=None)
