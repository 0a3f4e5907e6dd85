"""The yearly review of an MOU: each side records its own."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.resending import sent_before
from ledger.actions.events import record as record_event
from ledger.seals import seal
from partnerships.actions.partnerships import lock_partnership
from partnerships.errors import AlreadyReviewed, NothingToReview, WrongReviewDay
from partnerships.events import EventName
from partnerships.models import AnnualReview, Partnership, ReviewOutcome
from partnerships.review_status import review_statuses
from partnerships.scoping import covers

NOUN = "partnerships.review"


@dataclass(frozen=True)
class ReviewDetails:
    """When a side reviewed the MOU, what it decided, and a note both sides read."""

    held_on: date
    outcome: ReviewOutcome
    note: str = ""


def record(
    *, by: User, at: datetime, partnership: Partnership, side: Organization, details: ReviewDetails, form_key: UUID
) -> AnnualReview:
    """Record one side's review of the cycle that counts, or of the next once that one's day has passed.

    The same form twice gives the same review, and never one of the next cycle. Raises AccessDenied, SaidOtherwise,
    NothingToReview, AlreadyReviewed, WrongReviewDay.
    """
    if side.pk not in (partnership.district_id, partnership.agency_id):
        raise AccessDenied("not a side of this partnership")
    require(by=by, permission=Permission.REVIEW_RECORD, on=side, at=at)
    with transaction.atomic():
        lock_partnership(partnership)
        before = sent_before(
            AnnualReview.objects.filter(form_key=form_key),
            whose={"by_id": by.pk},
            said={"side_id": side.pk, **asdict(replace(details, note=details.note.strip()))},
        )
        if before is not None:
            return before
        review = _new_review(partnership, side, details, at)
        review.by, review.at, review.form_key = by, at, form_key
        review.save(force_insert=True)
        record_event(
            action=EventName.REVIEW_RECORDED,
            at=at,
            by=by,
            on=(NOUN, str(review.pk)),
            organization=side.pk,
            data={"version": str(review.version_id), "cycle": review.cycle, "outcome": str(details.outcome)},
            seals=[seal(review, "recorded")],
        )
    return review


def _new_review(partnership: Partnership, side: Organization, details: ReviewDetails, at: datetime) -> AnnualReview:
    """The side's review of the cycle it may record now. Raises NothingToReview, AlreadyReviewed, WrongReviewDay."""
    status = next(iter(review_statuses(covers([partnership], at), at)), None)
    if status is None or status.cover.version is None:
        raise NothingToReview
    cycle = status.cycle_to_record(side)
    if cycle is None:
        raise AlreadyReviewed
    if not status.cover.version.effective_on <= details.held_on <= side.today(at):
        raise WrongReviewDay
    return AnnualReview(
        version=status.cover.version,
        cycle=cycle.due_on,
        side=side,
        held_on=details.held_on,
        outcome=details.outcome,
        note=details.note.strip(),
    )
