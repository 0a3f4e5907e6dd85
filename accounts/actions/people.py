"""What is done with lists of people, and an account closed and opened again."""

from datetime import datetime

from django.db import transaction

from accounts import notices
from accounts.access import AccessDenied, require
from accounts.actions.sessions import end_all, side_of
from accounts.errors import AccountClosed, AccountOpen, HeldElsewhere, OwnAccount
from accounts.events import EventName
from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Role
from accounts.take_outs import require_measure
from ledger.actions.events import record

_PORTAL = Role.PORTAL_ADMINISTRATOR


def export(*, by: User, at: datetime, count: int, standing: str) -> None:
    """Record that a list of people leaves the portal. Raises AccessDenied, TakeOutLimit."""
    require(by=by, permission=Permission.PEOPLE_MANAGE, at=at)
    require_measure(by=by, at=at, lines=count, concerned=lambda: {held.side_id for held in reach_of(by, at).held})
    with transaction.atomic():
        record(
            action=EventName.PEOPLE_EXPORTED,
            at=at,
            by=by,
            organization=side_of(by, at),
            data={"count": count, "standing": standing},
        )


def read_activity(*, by: User, at: datetime, action: str, people: int) -> None:
    """Record that somebody read what their side did, and how narrowly. Raises AccessDenied."""
    require(by=by, permission=Permission.AUDIT_READ, at=at)
    with transaction.atomic():
        record(
            action=EventName.ACTIVITY_READ,
            at=at,
            by=by,
            organization=side_of(by, at),
            data={"action": action, "people": people},
        )


def close(*, by: User, at: datetime, person: User) -> int:
    """Close an account: sessions and what every role opens end at once, and the person is told; sessions ended.

    The roles stay as they are, for the day it is opened again. Who closes stays, so the last administrator never goes.
    Raises AccessDenied, OwnAccount, HeldElsewhere or AccountClosed.
    """
    with transaction.atomic():
        side = _require_account(by=by, at=at, person=person)
        if User.objects.filter(pk=person.pk, is_active=True).update(is_active=False) != 1:
            raise AccountClosed
        person.is_active = False
        ended = end_all(person)
        notices.account_closed(person=person, at=at)
        _note(EventName.ACCOUNT_CLOSED, by=by, at=at, person=person, side=side, sessions=ended)
    return ended


def reopen(*, by: User, at: datetime, person: User) -> None:
    """Open a closed account again: roles that have not ended hold from now on, and the person is told.

    Raises AccessDenied, OwnAccount, HeldElsewhere or AccountOpen.
    """
    with transaction.atomic():
        side = _require_account(by=by, at=at, person=person)
        if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True) != 1:
            raise AccountOpen
        person.is_active = True
        notices.account_opened(person=person, at=at)
        _note(EventName.ACCOUNT_OPENED, by=by, at=at, person=person, side=side)


def side_of_account(*, by: User, at: datetime, person: User) -> Organization | None:
    """The district or agency for which `by` may close or open the account; None for the portal itself.

    An administrator may where all roles the person still holds are of their side, or where none is left and they had
    one there; so may a portal administrator with a portal administrator. Raises AccessDenied, OwnAccount or
    HeldElsewhere.
    """
    reach = reach_of(by, at)
    managed, runs_portal = reach.of(Permission.PEOPLE_MANAGE), reach.may(Permission.PORTAL_ADMINISTRATOR_MANAGE)
    held = list(person.memberships.select_related("organization__parent").order_by("starts_on", "pk"))
    lasting = [one for one in held if one.lasts(at)]
    mine = [
        one
        for one in lasting or held
        if (managed.includes(one.organization) if one.organization else runs_portal and one.role == _PORTAL)
    ]
    if not mine:
        raise AccessDenied("the account is not of a side whose people you manage")
    if person.pk == by.pk:
        raise OwnAccount
    if lasting and len(mine) < len(lasting):
        raise HeldElsewhere
    place = mine[0].organization
    return (place.parent or place) if place else None


def _require_account(*, by: User, at: datetime, person: User) -> Organization | None:
    """The same, with the places locked first, as where a role is ended: somebody always stays.

    Raises AccessDenied also where the account of who asks was closed a moment ago.
    """
    places = {one.organization for one in by.active_memberships() if one.organization}
    list(Organization.objects.select_for_update().filter(pk__in=[one.pk for one in places]).order_by("pk"))
    list(Membership.objects.select_for_update().with_role(_PORTAL).order_by("pk"))
    if not User.objects.filter(pk=by.pk, is_active=True).exists():
        raise AccessDenied("the account of who asks is closed")
    return side_of_account(by=by, at=at, person=person)


def _note(action: EventName, *, by: User, at: datetime, person: User, side: Organization | None, **data: int) -> None:
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.user", str(person.pk)),
        organization=side.pk if side else "",
        data={"person": person.pk, **data},
    )
