"""Who a roster marks administrator is a staff member until a person says that they are the principal."""

from datetime import datetime

from django.db import transaction

from accounts import notices
from accounts.access import AccessDenied, stands_beyond
from accounts.actions.invitations import invite, require_giving
from accounts.actions.memberships import lock, note
from accounts.errors import AlreadyMember, OwnMembership
from accounts.events import EventName
from accounts.models import Membership, User
from accounts.models.memberships import Source
from accounts.roles import Kind, Role
from rosters.errors import RosterMoved
from rosters.models import RosterPlace


def make_principal(*, by: User, at: datetime, place: RosterPlace) -> bool:
    """Make a person the principal of a school where the roster marks them administrator; True when it is by invitation.

    Who has joined has the role at once and is told; who has not, or stands on another side, is invited to it. Raises
    AccessDenied, OwnMembership, AlreadyMember, AlreadyInvited, or RosterMoved when somebody else has decided.
    """
    school, person = place.organization, place.person.user
    require_deciding(by=by, at=at, place=place)
    if person.pk == by.pk:
        raise OwnMembership
    with transaction.atomic():
        lock(school.pk)
        held = Membership.objects.at_place(school.pk).not_over_on(school.today(at)).with_role(Role.PRINCIPAL)
        if held.filter(user=person).exists():
            raise AlreadyMember
        settle(place, at)
        # Who stands on another side too is asked as well: that they work here is the roster's word alone.
        if person.waits or stands_beyond(person, school.side_id, at):
            invite(by=by, at=at, organization=school, role=Role.PRINCIPAL, email=person.email, name=person.name)
            return True
        membership = Membership.objects.create(
            user=person,
            organization=school,
            role=Role.PRINCIPAL,
            starts_on=school.today(at),
            source=Source.CONFIRMED,
            created_at=at,
        )
        notices.role_given(membership=membership, at=at)
        note(EventName.MEMBERSHIP_CONFIRMED, by=by, at=at, membership=membership)
    return False


def leave_as_staff(*, by: User, at: datetime, place: RosterPlace) -> None:
    """Say that somebody marked administrator is no principal here. Raises AccessDenied or RosterMoved."""
    require_deciding(by=by, at=at, place=place)
    with transaction.atomic():
        settle(place, at)
        staff = Membership.objects.filter(user=place.person.user_id, organization=place.organization_id)
        held = staff.with_role(Role.STAFF).order_by("starts_on").last()
        if held is not None:
            note(EventName.MEMBERSHIP_LEFT_AS_STAFF, by=by, at=at, membership=held)


def require_deciding(*, by: User, at: datetime, place: RosterPlace) -> None:
    """Raise AccessDenied for who gives no such role here, or for a person the roster does not mark."""
    require_giving(by=by, organization=place.organization, role=Role.PRINCIPAL, at=at)
    if place.organization.kind != Kind.SCHOOL or not place.person.administrator:
        raise AccessDenied("the roster marks nobody administrator here")


def settle(place: RosterPlace, at: datetime) -> None:
    """Note that it is decided. Raises RosterMoved for the second of two who decide at once."""
    if RosterPlace.objects.filter(pk=place.pk, settled_at__isnull=True).update(settled_at=at) != 1:
        raise RosterMoved
