"""Domain words for referrals and what hangs on them. Every `visible_to` composes reach and scoping.

The school's side reads its own records. The agency's side reads what was disclosed to it, while its
partnership is open and, for an officer, while the posting lasts; its own records stay its own.
"""

from datetime import date, datetime, timedelta
from typing import Any, Self, TypeVar
from uuid import UUID

from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, Value, When

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Span
from common.dates import days_by_zone
from incidents import states
from incidents.choices import About, Answer, Crime, Danger, Direction
from incidents.fields import CROSSING_ANSWERS
from incidents.reference.duties import FOR_THE_REPORTER
from incidents.reporting import countable
from partnerships.models import Posting
from partnerships.scoping import agency_reach

Row = TypeVar("Row", bound=Model)
ROW_FIELDS = (
    "school",
    "district",
    "partnership",
    "state",
    "school_year",
    "sequence",
    "agency_year",
    "agency_sequence",
    "written_by",
    "submitted_at",
    "submitted_by",
    "clock_started_on",
    "answer_due_on",
    "review_due_on",
    "closed_at",
    "school__name",
    "school__time_zone",
    "written_by__name",
    "submitted_by__name",
    "partnership__agency__name",
    "partnership__agency_contact",
    *(field.name for field in CROSSING_ANSWERS),
)


def school_side(user: User, at: datetime | None, prefix: str = "", right: Permission = Permission.REFERRAL_READ) -> Q:
    """Records of the schools where the person holds the right; drafts only for those who write there."""
    reach = reach_of(user, at)
    reads = reach.of(right)
    writes = reach.of(Permission.REFERRAL_WRITE)
    state = f"{prefix}state"
    return (Q(**{f"{prefix}school__in": reads.here}) | Q(**{f"{prefix}district__in": reads.districts})) & (
        ~Q(**{state: states.ReferralState.DRAFT}) | Q(**{f"{prefix}school__in": writes.here})
    )


def agency_side(
    rows: QuerySet[Any],
    user: User,
    at: datetime | None,
    prefix: str = "",
    right: Permission = Permission.DISCLOSED_READ,
) -> Q:
    """Rows of referrals disclosed to an agency where the person holds the right, while it may be used."""
    reached = agency_reach(user, right, at)
    if not reached:
        return Q(pk__in=[])
    return Q(reached.match(f"{prefix}partnership", f"{prefix}school"), is_disclosed(rows, prefix))


def has(rows: QuerySet[Any], **related: object) -> Exists:
    """Whether a row has related ones of that kind; asked apart, so that many of them do not multiply the row."""
    return Exists(rows.model._default_manager.filter(pk=OuterRef("pk"), **related))


def is_disclosed(rows: QuerySet[Any], prefix: str = "") -> Exists:
    """An agency was told of the referral itself."""
    told = {"direction": Direction.TO_AGENCY, "about": About.REFERRAL}
    return has(rows, **{f"{prefix}disclosures__{name}": value for name, value in told.items()})


def own_agencies(user: User, at: datetime | None) -> frozenset[UUID]:
    """Agencies whose own records the person reads as supervisor."""
    return reach_of(user, at).with_span(Permission.DISCLOSED_READ, Span.AGENCY)


Days = dict[date, list[str]]


def school_days_at(at: datetime, rows: QuerySet[Any]) -> Days:
    """The days it is now at the schools of these rows, each with the zones where it is that day. One statement."""
    return days_by_zone(at, rows.order_by().values_list("school__time_zone", flat=True).distinct())


def past(due_on: str, days: Days) -> Q:
    """The due day lies before today at the school; where all share one day, no school is looked at."""
    if len(days) == 1:
        return Q(**{f"{due_on}__lt": min(days)})
    found = Q(pk__in=[])
    for day, zones in days.items():
        found |= Q(**{"school__time_zone__in": zones, f"{due_on}__lt": day})
    return found


# Begun in danger, and nothing of what happened is logged yet.
IN_DANGER = Q(danger=Danger.NOW) | Q(danger=Danger.OVER, crime="")


class ReferralQuerySet(QuerySet[Row]):
    """Calls on the officer."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """What the person may open now, from either side."""
        return self.filter(school_side(user, at) | agency_side(self, user, at))

    def on_school_side_of(self, user: User, at: datetime | None = None) -> Self:
        """Only those the person reads for the education side."""
        return self.filter(school_side(user, at))

    def on_agency_side_of(
        self, user: User, at: datetime | None = None, right: Permission = Permission.DISCLOSED_READ
    ) -> Self:
        """Only those disclosed to an agency where the person holds the right."""
        # "Or none" keeps the join to the partnership an outer one. Through an inner one SQLite begins at the few
        # partnerships there are and sorts all their referrals, where it could walk them in order.
        return self.filter(agency_side(self, user, at, right=right) | Q(pk__in=[]))

    def exportable_by(self, user: User, at: datetime | None = None) -> Self:
        """What the person may take away: who reads in one place and exports in another takes from the other only."""
        return self.filter(
            school_side(user, at, right=Permission.REFERRAL_EXPORT)
            | agency_side(self, user, at, right=Permission.DISCLOSED_EXPORT)
        )

    def locked(self, pk: UUID) -> Row:
        """The referral as it is now, held until the transaction ends, so that two acts follow one another."""
        held = self.select_for_update(of=("self",), no_key=True)
        return held.select_related("school__parent", "district", "partnership__agency", "partnership__district").get(
            pk=pk
        )

    def drafts(self) -> Self:
        return self.filter(state=states.ReferralState.DRAFT, closed_at__isnull=True)

    def begun(self) -> Self:
        """Drafts in which more than the first question was answered, or that there is or was danger."""
        return self.drafts().exclude(crime="", danger=Danger.NONE)

    def without_question(self) -> Self:
        """Those of which the supervisor was not asked first, or is no more: the others wait with their question."""
        return self.exclude(has(self, consults__isnull=False, consults__ended_at__isnull=True))

    def untouched(self) -> Self:
        """The other drafts: that nobody was in danger was answered, and nothing else."""
        return self.drafts().filter(crime="", danger=Danger.NONE)

    def open_first(self, *key: str) -> Self:
        """What is open before what is closed, each in the order of the key; for a file, which is read to its end."""
        return self.order_by(Case(When(closed_at=None, then=Value(0)), default=Value(1)), *key)

    def danger_first(self) -> Self:
        """What was begun in danger and is not logged yet, then the latest changed."""
        return self.order_by(Case(When(IN_DANGER, then=Value(0)), default=Value(1)), "-changed_at")

    def submitted(self) -> Self:
        return self.filter(submitted_at__isnull=False)

    def awaiting_answer(self) -> Self:
        return self.filter(state__in=states.AWAITING_ANSWER, closed_at__isnull=True)

    def answered(self) -> Self:
        """Those the officer has answered and the supervisor has not reviewed."""
        return self.awaiting_review().exclude(state__in=states.AWAITING_ANSWER)

    def awaiting_review(self) -> Self:
        """The supervisor's queue: not decided, not withdrawn."""
        return self.filter(state__in=states.AWAITING_REVIEW, closed_at__isnull=True)

    def left_without_officer(self, at: datetime) -> Self:
        """Those that wait for an officer's answer where none is posted today: the supervisor's turn."""
        waiting = self.awaiting_answer().filter(partnership__isnull=False)
        found = Q(pk__in=[])
        for day, zones in school_days_at(at, waiting).items():
            posted = Posting.objects.served_on(day).filter(
                school=OuterRef("school"), partnership=OuterRef("partnership")
            )
            found |= Q(~Exists(posted), school__time_zone__in=zones)
        return waiting.filter(found)

    def closed(self) -> Self:
        return self.filter(state__in=states.CLOSED)

    def disclosed(self) -> Self:
        """Those an agency was told of."""
        return self.filter(is_disclosed(self))

    def with_open_question(self) -> Self:
        """Open ones where the school's reply is awaited."""
        return self.awaiting_review().filter(self.asked())

    def without_open_question(self) -> Self:
        """Those where nothing is awaited of the school."""
        return self.exclude(self.asked())

    def late(self, at: datetime) -> Self:
        """Open ones whose answer or review was due before today at their school, unless the school is asked."""
        days = school_days_at(at, self.awaiting_review())
        answer = Q(state__in=states.AWAITING_ANSWER, closed_at=None) & past("answer_due_on", days)
        review = Q(state__in=states.AWAITING_REVIEW, closed_at=None) & past("review_due_on", days)
        return self.filter(answer | review).without_open_question()

    def asked(self) -> Exists:
        """A question waits for the school's answer; no one at the agency is late then."""
        return has(self, questions__asked_at__isnull=False, questions__replied_at__isnull=True)

    def seen_differently(self) -> Self:
        """Reviewed ones of which the supervisor says otherwise than the caller whether a crime was involved."""
        return self.filter(review__agrees_on_crime=False)

    def accepted_without_outcome(self) -> Self:
        """Those an officer took on and has not said the outcome of."""
        taken_on = self.filter(state__in=states.OUTCOME_MAY_BE_RECORDED, response__answer=Answer.ACCEPT)
        return taken_on.exclude(has(self, outcomes__isnull=False))

    def guardian_open(self, since: datetime) -> Self:
        """Calls since then of which nobody has said whether a guardian was told; none from before it was asked."""
        found = self.filter(submitted_at__gte=since).exclude(what_for="").exclude(state=states.ReferralState.WITHDRAWN)
        return found.exclude(has(self, guardian_notices__isnull=False)).order_by("submitted_at", "id")

    def urgent_first(self) -> Self:
        """Danger, then crime, then what was due first, then the oldest: the order of everything that waits."""
        danger = Case(When(danger=Danger.NOW, then=0), When(danger=Danger.OVER, then=1), default=2)
        crime = Case(When(crime=Crime.YES, then=0), When(crime=Crime.UNSURE, then=1), default=2)
        due = Case(When(state__in=states.AWAITING_ANSWER, then="answer_due_on"), default="review_due_on")
        return self.order_by(danger, crime, due.asc(nulls_last=True), "submitted_at", "id")

    def for_rows(self) -> Self:
        """With what a line of a list needs and nothing else, in the same statement."""
        related = ("school", "written_by", "submitted_by", "partnership__agency")
        return self.select_related(*related).only(*ROW_FIELDS)

    def for_record(self) -> Self:
        """With what a record needs of the row and nothing else, in the same statement."""
        return self.for_rows().select_related("district").only(*ROW_FIELDS, "school__parent", "district__name")

    def touched_by(self, user: User) -> Self:
        """Those the person wrote, sent, answered, replied in, added to for the school, or recorded an outcome of.

        A question put to the school is part of reviewing and does not count.
        """
        return self.filter(self._touched(user))

    def untouched_by(self, user: User) -> Self:
        """Those the person took no such part in."""
        return self.exclude(self._touched(user))

    def _touched(self, user: User) -> Q:
        return (
            Q(written_by=user.pk)
            | Q(submitted_by=user.pk)
            | Q(has(self, response__by=user.pk))
            | Q(has(self, outcomes__by=user.pk))
            | Q(has(self, what_for_changes__by=user.pk))
            | Q(has(self, questions__replied_by=user.pk))
            | Q(has(self, addenda__by=user.pk, addenda__side=F("district")))
        )

    def occurred_from(self, first: datetime) -> Self:
        """Sent ones of events from that moment on.

        Nothing is sent before it happens: the order of the lists bounds the rows, a day spared for clocks that differ.
        """
        return self.filter(occurred_at__gte=first, submitted_at__gte=first - timedelta(days=1))


class ReferralTextQuerySet(QuerySet[Row]):
    """Texts of referrals. The education side only; the agency reads projections."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        return self.filter(school_side(user, at, "referral__"))


class AddendumQuerySet(QuerySet[Row]):
    """Later facts, each with the side that wrote it."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """The person's own side's; the other side's cross only as projections."""
        reach = reach_of(user, at)
        return self.filter(
            (school_side(user, at, "referral__") & Q(side__in=reach.sides))
            | (agency_side(self, user, at, "referral__") & Q(side__in=reach.sides))
            | Q(side__in=own_agencies(user, at))
        )


class ParticipantQuerySet(QuerySet[Row]):
    """People in an event. The education side only."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        return self.filter(school_side(user, at, "referral__"))


class ParticipantIdentityQuerySet(QuerySet[Row]):
    """Who they are in the school's records. The education side only."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        return self.filter(school_side(user, at, "participant__referral__"))


class _AgencyRecordQuerySet(QuerySet[Row]):
    """Records of the agency: its supervisors always, its officers while they may open the referral."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        # The one who records is the agency that was told, so the rows of other agencies are never looked at; and of
        # an agency whose records the person reads anyway nothing more is asked.
        whole = own_agencies(user, at)
        by_posting = Q(agency__in=reach_of(user, at).sides - whole) & agency_side(self, user, at, "referral__")
        return self.filter(Q(agency__in=whole) | by_posting)

    def countable_by(self, user: User, at: datetime | None = None, *, officer: str = "by") -> Self:
        """Those that stand in the activity report the person reads, counted and never opened."""
        return self.filter(countable(user, at, officer=officer))


class ResponseQuerySet(_AgencyRecordQuerySet[Row]):
    """Officers' answers."""


class OutcomeQuerySet(_AgencyRecordQuerySet[Row]):
    """Outcomes of contacts."""


class QuestionQuerySet(_AgencyRecordQuerySet[Row]):
    """Questions to the writer."""

    def open(self) -> Self:
        return self.filter(replied_at__isnull=True)


class WhatForChangeQuerySet(_AgencyRecordQuerySet[Row]):
    """What officers made of what was asked of them."""


class ReviewQuerySet(_AgencyRecordQuerySet[Row]):
    """Supervisors' determinations. Notes are for the agency only."""


class GuardianNoticeQuerySet(QuerySet[Row]):
    """What the school keeps of telling guardians."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """The education side's own; never the agency's."""
        return self.filter(school_side(user, at, "referral__"))


class KeptInSchoolQuerySet(QuerySet[Row]):
    """Matters settled at the gate."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """The education side's own; never the agency's."""
        places = reach_of(user, at).of(Permission.KEPT_IN_SCHOOL_READ)
        return self.filter(Q(school__in=places.here) | Q(district__in=places.districts))


class HandedOnQuerySet(QuerySet[Row]):
    """Matters that others were told of."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """The education side's own; never the agency's. At the school some are read by who handed them on alone."""
        places = reach_of(user, at).of(Permission.HANDED_ON_READ)
        at_school = Q(school__in=places.here) & (~Q(behavior__in=FOR_THE_REPORTER) | Q(by=user.pk))
        return self.filter(at_school | Q(district__in=places.districts))
