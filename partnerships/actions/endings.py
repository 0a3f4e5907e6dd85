"""A posting that ends, whatever ends it: the officer and the principals are told, and what waits for the officer is."""

from datetime import date, datetime

from accounts.models import User
from common.periods import not_over_on
from ledger.actions.events import record
from partnerships import notices
from partnerships.dependents import posting_has_ended
from partnerships.events import EventName
from partnerships.models import Posting

NOUN = "partnerships.posting"


def end_posting(posting: Posting, day: date, *, by: User | None, at: datetime) -> bool:
    """End it on that day, in the caller's transaction and under its partnership's lock; one to come never begins.

    False when it ended by then already. `by` None is the portal itself.
    """
    last = max(day, posting.starts_on)
    if Posting.objects.filter(not_over_on(last), pk=posting.pk).update(ends_on=last) != 1:
        return False
    posting.ends_on = last
    notices.posting_ended(posting, at)
    posting_has_ended(posting, at)
    record(
        action=EventName.POSTING_ENDED,
        at=at,
        by=by,
        on=(NOUN, str(posting.pk)),
        organization=posting.partnership.agency_id,
        data={"school": posting.school_id, "officer": posting.officer_id, "ends_on": last},
    )
    return True
