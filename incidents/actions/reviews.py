"""The supervisor's determination."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.transitions import StaleState, move
from incidents import notices
from incidents.actions.disclosures import Matter, require_clause_of, tell_school
from incidents.actions.recording import record_act, who
from incidents.choices import About, Crime, Determination
from incidents.errors import AlreadyDecided, IncompleteReferral, UnknownAnswer
from incidents.events import EventName
from incidents.models import Referral, Review
from incidents.projection import clause_projection
from incidents.rules import Act, require_apart, require_at_agency, require_state
from incidents.states import DECIDE
from partnerships.models import Clause


def decide(
    *,
    by: User,
    at: datetime,
    referral: Referral,
    determination: str,
    crime_involved: str,
    clause: Clause | None = None,
    reason: str,
    feedback: str = "",
    notes: str = "",
) -> Review:
    """Decide whose matter it is and whether a crime was involved. Notes stay with the agency, the rest crosses.

    Of two at once one wins; the other gets AlreadyDecided. Raises NotYours, OwnRecord, UnknownAnswer,
    IncompleteReferral without a reason, ForeignClause.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        held = require_at_agency(Act.REVIEW, by=by, at=at, referral=referral)
        require_apart(by, referral)
        require_state(Act.REVIEW, referral)
        if determination not in Determination.values:
            raise UnknownAnswer("determination")
        if crime_involved not in Crime.values:
            raise UnknownAnswer("crime_involved")
        if not reason.strip():
            raise IncompleteReferral(["reason"])
        require_clause_of(clause, referral)
        try:
            move(Referral, referral.pk, DECIDE, at=at, right=held.right, closed_at=at, changed_at=at)
        except StaleState as stale:
            raise AlreadyDecided from stale
        agency = held.cover.partnership.agency
        crosses = {
            "determination": determination,
            "crime_involved": crime_involved,
            "agrees_on_crime": crime_involved == referral.crime,
            "reason": reason,
            "feedback": feedback,
        }
        review = Review.objects.create(
            referral=referral, agency=agency, clause=clause, notes=notes, by=by, at=at, **crosses
        )
        said = {
            **crosses,
            "clause": clause_projection(clause),
            "by": who(by, held.right, agency, at),
            "at": at.isoformat(),
        }
        tell_school(Matter(About.REVIEW, review.pk, said), referral=referral, cover=held.cover, by=by, at=at)
        notices.referral_decided(referral, at=at)
        record_act(
            EventName.REVIEW_DECIDED,
            by=by,
            at=at,
            referral=referral,
            side=agency.pk,
            data={
                "review": review.pk,
                "determination": determination,
                "crime_involved": crime_involved,
                "agrees_on_crime": review.agrees_on_crime,
                "clause": clause.pk if clause else None,
            },
        )
    return review
