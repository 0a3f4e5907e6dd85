"""Whose work an activity report counts: the whole agency's for who answers for it, an officer's own for the officer."""

from datetime import datetime

from django.db.models import Q

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Span


def countable(user: User, at: datetime | None, *, officer: str) -> Q:
    """A condition on rows with an `agency`; `officer` is the way to whose work a row is. Counted, never opened."""
    reach = reach_of(user, at)
    whole = reach.with_span(Permission.ACTIVITY_REPORT, Span.AGENCY, Span.HERE)
    own = reach.with_span(Permission.ACTIVITY_REPORT, Span.POSTED)
    return Q(agency__in=whole) | Q(**{"agency__in": own, officer: user.pk})
