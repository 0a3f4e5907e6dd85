"""Portal administrators: one ends another's role, and there is always one left. They are invited as everyone is."""

from datetime import datetime

from django.db import transaction

from accounts import notices
from accounts.access import require
from accounts.actions.sessions import end_all
from accounts.errors import MembershipOver, OwnMembership
from accounts.events import EventName
from accounts.models import Membership, User
from accounts.permissions import Permission
from accounts.roles import Role
from ledger.actions.events import record


def end(*, by: User, at: datetime, membership: Membership) -> Membership:
    """End a portal administrator's role today, and their sessions where it was their last role.

    Who ends it stays, so the last never goes. Raises AccessDenied, OwnMembership or MembershipOver.
    """
    with transaction.atomic():
        # Locked together, so that two who end each other at the same moment cannot both succeed.
        held = Membership.objects.select_for_update().with_role(Role.PORTAL_ADMINISTRATOR).not_over_on(at.date())
        running = {one.pk: one for one in held.order_by("pk")}
        require(by=by, permission=Permission.PORTAL_ADMINISTRATOR_MANAGE, at=at)
        if membership.user_id == by.pk:
            raise OwnMembership
        fresh = running.get(membership.pk)
        if fresh is None:
            raise MembershipOver
        fresh.ends_on = max(at.date(), fresh.starts_on)
        Membership.objects.filter(pk=fresh.pk).update(ends_on=fresh.ends_on)
        ended = end_all(fresh.user) if not fresh.user.active_memberships(at) else 0
        notices.role_ended(membership=fresh, at=at)
        record(
            action=EventName.MEMBERSHIP_ENDED,
            at=at,
            by=by,
            on=("accounts.membership", str(fresh.pk)),
            data={"person": fresh.user_id, "role": fresh.role, "at_organization": None, "sessions_ended": ended},
        )
    return fresh
