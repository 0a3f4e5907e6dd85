"""Closing a school that the roster let go: nobody works there any more, and its records stay."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts import notices
from accounts.access import require
from accounts.actions.memberships import lock
from accounts.actions.sessions import end_all
from accounts.models import Invitation, Membership, User
from accounts.permissions import Permission
from accounts.querysets import MembershipQuerySet
from ledger.actions.events import record
from rosters.dependents import school_has_closed
from rosters.errors import SchoolNotLetGo
from rosters.events import EventName
from rosters.models import SchoolLetGo


def roles_at(let_go: SchoolLetGo, at: datetime) -> MembershipQuerySet[Membership]:
    """The roles at the school that are not over: those that closing it ends."""
    return Membership.objects.at_place(let_go.school_id).not_over_on(let_go.school.today(at))


def close(*, by: User, at: datetime, let_go: SchoolLetGo) -> int:
    """End every role at the school today, withdraw its invitations, and end what hangs on it; how many roles ended.

    Raises AccessDenied, or SchoolNotLetGo when it is closed already or the roster names it again.
    """
    require(by=by, permission=Permission.ROSTER_IMPORT, on=let_go.district, at=at)
    with transaction.atomic():
        # First, for whatever hangs on a school is locked before the school itself.
        school_has_closed(let_go.school, by=by, at=at)
        day = lock(let_go.school_id).today(at)
        open_still = SchoolLetGo.objects.filter(pk=let_go.pk, closed_at=None, school__roster_id="")
        if open_still.update(closed_at=at, closed_by=by) != 1:
            raise SchoolNotLetGo
        ending = list(roles_at(let_go, at).values_list("pk", "user"))
        held = Membership.objects.filter(pk__in=[pk for pk, _user in ending])
        held.filter(starts_on__gt=day).update(ends_on=F("starts_on"))
        held.filter(starts_on__lte=day).update(ends_on=day)
        Invitation.objects.unanswered().filter(organization=let_go.school_id).update(withdrawn_at=at)
        for user in User.objects.filter(pk__in={user for _pk, user in ending}):
            if not user.active_memberships(at):
                end_all(user)
        if ending:
            notices.roles_ended(memberships=held, at=at)
        record(
            action=EventName.SCHOOL_CLOSED,
            at=at,
            by=by,
            on=("accounts.organization", str(let_go.school_id)),
            organization=let_go.district_id,
            data={"school": let_go.school_id, "roles": len(ending)},
        )
    return len(ending)
