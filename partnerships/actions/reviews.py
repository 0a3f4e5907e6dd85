"""The yearly review of an MOU: each side records its own."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from ledger.actions.events import record as record_event
from partnerships.errors import AlreadyReviewed, NothingToReview, WrongReviewDay
from partnerships.events import EventName
from partnerships.models import AnnualReview, Partnership, ReviewOutcome
from partnerships.review_status import review_statuses
from partnerships.scoping import covers

NOUN = "partnerships.review"


def record(
    *,
    by: User,
    at: datetime,
    partnership: Partnership,
    side: Organization,
    held_on: date,
    outcome: ReviewOutcome,
    note: str = "",
) -> AnnualReview:
    """Record one side's review of the cycle that counts, or of the next once that one's day has passed.

    Raises AccessDenied, NothingToReview, AlreadyReviewed, WrongReviewDay.
    """
    if side.pk not in (partnership.district_id, partnership.agency_id):
        raise AccessDenied("not a side of this partnership")
    require(by=by, permission=Permission.REVIEW_RECORD, on=side, at=at)
    status = next(iter(review_statuses(covers([partnership], at), at)), None)
    if status is None or status.cover.version is None:
        raise NothingToReview
    cycle = status.cycle_to_record(side)
    if cycle is None:
        raise AlreadyReviewed
    if not status.cover.version.effective_on <= held_on <= side.today(at):
        raise WrongReviewDay
    review = AnnualReview(
        version=status.cover.version,
        cycle=cycle.due_on,
        side=side,
        held_on=held_on,
        outcome=outcome,
        note=note.strip(),
        by=by,
        at=at,
    )
    with transaction.atomic():
        _insert(review)
        record_event(
            action=EventName.REVIEW_RECORDED,
            at=at,
            by=by,
            on=(NOUN, str(review.pk)),
            organization=side.pk,
            data={"version": str(review.version_id), "cycle": cycle.due_on, "outcome": str(outcome)},
        )
    return review


def _insert(review: AnnualReview) -> None:
    """Write the row; of two people of one side at once the first is kept."""
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyReviewed from error
