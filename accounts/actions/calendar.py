"""Close school for some days, or open it again. Who calls these sets the clocks of open referrals anew."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.access import require
from accounts.errors import AlreadyClosed, ClosedTooLong, DaysOutOfOrder
from accounts.events import EventName
from accounts.models import ClosedDay, Organization, User
from accounts.permissions import Permission
from ledger.actions.events import record

LONGEST = timedelta(days=120)


def close(
    *, by: User, at: datetime, organization: Organization, first_day: date, last_day: date, name: str
) -> ClosedDay:
    """Enter days, both included, on which the district or one school is closed.

    Raises AccessDenied, DaysOutOfOrder, ClosedTooLong or AlreadyClosed.
    """
    require(by=by, permission=Permission.CALENDAR_EDIT, on=organization, at=at)
    if last_day < first_day:
        raise DaysOutOfOrder
    if last_day - first_day >= LONGEST:
        raise ClosedTooLong
    entry = {"organization": organization, "first_day": first_day, "last_day": last_day, "name": name.strip()}
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)
        # A second name for the same days, or days within those of another entry, would close nothing more.
        if ClosedDay.objects.filter(
            organization=organization, first_day__lte=first_day, last_day__gte=last_day
        ).exists():
            raise AlreadyClosed
        closed = ClosedDay.objects.create(**entry, created_at=at)
        note(EventName.CALENDAR_CLOSED, by=by, at=at, organization=organization, closed=closed)
    return closed


def open_again(*, by: User, at: datetime, closed: ClosedDay) -> None:
    """Take days off the list of closed ones; the event keeps which they were. Raises AccessDenied."""
    require(by=by, permission=Permission.CALENDAR_EDIT, on=closed.organization, at=at)
    with transaction.atomic():
        removed, _rows = ClosedDay.objects.filter(pk=closed.pk).delete()
        if removed:
            note(EventName.CALENDAR_OPENED_AGAIN, by=by, at=at, organization=closed.organization, closed=closed)


def note(action: EventName, *, by: User, at: datetime, organization: Organization, closed: ClosedDay) -> None:
    """Record a change of the calendar."""
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.closed_day", str(closed.pk)),
        organization=organization.side_id,
        data={
            "at_organization": organization.pk,
            "first_day": closed.first_day,
            "last_day": closed.last_day,
        },
    )
