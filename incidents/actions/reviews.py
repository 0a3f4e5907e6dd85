"""The supervisor's determination."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from common.transitions import StaleState, move
from incidents import notices
from incidents.actions.disclosures import clause_projection, require_clause_of, tell_school
from incidents.actions.recording import record_act
from incidents.actions.standing import current, require_agency, require_open, who
from incidents.choices import About, Crime, Determination
from incidents.errors import AlreadyDecided, IncompleteReferral, OwnRecord, UnknownAnswer
from incidents.models import Referral, Review
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
        referral = current(referral.pk)
        cover = require_agency(by=by, at=at, referral=referral, permission=Permission.REFERRAL_REVIEW)
        if Referral.objects.touched_by(by).filter(pk=referral.pk).exists():
            raise OwnRecord(referral.number)
        require_open(referral)
        if determination not in Determination.values:
            raise UnknownAnswer("determination")
        if crime_involved not in Crime.values:
            raise UnknownAnswer("crime_involved")
        if not reason.strip():
            raise IncompleteReferral(["reason"])
        require_clause_of(clause, referral)
        try:
            move(Referral, referral.pk, DECIDE, at=at, closed_at=at, changed_at=at)
        except StaleState as stale:
            raise AlreadyDecided(referral.number) from stale
        agency = cover.partnership.agency
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
        tell_school(
            referral=referral,
            cover=cover,
            about=About.REVIEW,
            subject_id=review.pk,
            projection={
                **crosses,
                "clause": clause_projection(clause),
                "by": who(by, Permission.REFERRAL_REVIEW, agency, at),
                "at": at.isoformat(),
            },
            by=by,
            at=at,
        )
        notices.referral_decided(referral, at=at)
        record_act(
            "review.decided",
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
