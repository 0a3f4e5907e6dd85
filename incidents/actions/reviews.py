"""The supervisor's determination."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.resending import sent_before
from common.transitions import StaleState, move
from incidents import notices
from incidents.actions.disclosures import Matter, require_clause_of, tell_school
from incidents.actions.recording import Entry, record_act, who
from incidents.choices import About, Crime, Determination
from incidents.errors import AlreadyDecided, ChangedMeanwhile, IncompleteReferral, UnknownAnswer
from incidents.events import EventName
from incidents.models import Disclosure, Referral, Review
from incidents.projection import clause_projection
from incidents.rules import Act, require_apart, require_at_agency, require_state
from incidents.states import DECIDE
from ledger.payload import Facts
from ledger.seals import seal
from partnerships.models import Clause


@dataclass(frozen=True)
class Decision:
    """What a supervisor decides of a call. Notes stay with the agency, the rest crosses."""

    determination: str
    crime_involved: str
    reason: str
    clause: Clause | None = None
    feedback: str = ""
    notes: str = ""


def decide(
    *, by: User, at: datetime, referral: Referral, decision: Decision, form_key: UUID, seen: int | None = None
) -> Review:
    """Decide whose matter it is and whether a crime was involved.

    Of two at once one wins; the other gets AlreadyDecided. The same form twice gives the same row. Raises NotYours,
    OwnRecord, UnknownAnswer, IncompleteReferral without a reason, ForeignClause, SaidOtherwise; ChangedMeanwhile where
    more has crossed between the sides than the `seen` disclosures of the record that was read.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        held = require_at_agency(Act.REVIEW, by=by, at=at, referral=referral)
        crosses = {
            "determination": decision.determination,
            "crime_involved": decision.crime_involved,
            "reason": decision.reason,
            "feedback": decision.feedback,
        }
        before = sent_before(
            Review.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "referral_id": referral.pk},
            said={**crosses, "notes": decision.notes, "clause": decision.clause},
        )
        if before is not None:
            return before
        require_apart(by, referral)
        require_state(Act.REVIEW, referral)
        if seen is not None and Disclosure.objects.filter(referral=referral).count() != seen:
            raise ChangedMeanwhile
        _check(decision, referral)
        try:
            move(Referral, referral.pk, DECIDE, at=at, right=held.right, closed_at=at, changed_at=at)
        except StaleState as stale:
            raise AlreadyDecided from stale
        agency = held.cover.partnership.agency
        review = Review.objects.create(
            referral=referral,
            agency=agency,
            clause=decision.clause,
            notes=decision.notes,
            agrees_on_crime=decision.crime_involved == referral.crime,
            form_key=form_key,
            by=by,
            at=at,
            **crosses,
        )
        said = {
            **crosses,
            "agrees_on_crime": review.agrees_on_crime,
            "clause": clause_projection(decision.clause),
            "by": who(by, held.right, agency, at),
            "at": at.isoformat(),
        }
        told = tell_school(Matter(About.REVIEW, review.pk, said), referral=referral, cover=held.cover, by=by, at=at)
        notices.referral_decided(referral, at=at)
        data: Facts = {
            "review": review.pk,
            "determination": review.determination,
            "crime_involved": review.crime_involved,
            "agrees_on_crime": review.agrees_on_crime,
            "clause": review.clause_id,
        }
        seals = [seal(review, "written"), seal(told, "sent")]
        entry = Entry(EventName.REVIEW_DECIDED, data, seals=seals)
        record_act(entry, by=by, at=at, referral=referral, side=agency.pk)
    return review


def _check(decision: Decision, referral: Referral) -> None:
    if decision.determination not in Determination.values:
        raise UnknownAnswer("determination")
    if decision.crime_involved not in Crime.values:
        raise UnknownAnswer("crime_involved")
    if not decision.reason.strip():
        raise IncompleteReferral(["reason"])
    require_clause_of(decision.clause, referral)
