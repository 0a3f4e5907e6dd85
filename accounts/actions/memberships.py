"""Designate, change, date and end what a person is at an organization."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import notices
from accounts.access import AccessDenied
from accounts.actions.invitations import require_days, roles_to_give
from accounts.actions.sessions import end_all
from accounts.errors import (
    AlreadyMember,
    DayGone,
    LastAdministrator,
    MembershipOver,
    OwnMembership,
    RoleNotAllowedHere,
)
from accounts.events import EventName
from accounts.models import Invitation, Membership, Organization, User
from accounts.models.memberships import Source
from accounts.roles import ADMINISTRATORS, Role
from accounts.shown import role_shown
from common.versions import check_seen
from ledger.actions.events import record


def designate(
    *, by: User, at: datetime, school: Organization, person: User, starts_on: date, ends_on: date
) -> Membership:
    """Make a person of the school the principal's designee for a period; `ends_on` is the first day after it.

    Raises AccessDenied, OwnMembership, AlreadyMember, DaysOutOfOrder, DayGone, DesignationTooLong, or
    RoleNotAllowedHere for a person who has no role at the school.
    """
    if Role.DESIGNEE not in roles_to_give(by=by, organization=school, at=at):
        raise AccessDenied("designees are not named here by this person")
    require_designation(school=school, starts_on=starts_on, ends_on=ends_on, at=at)
    if person.pk == by.pk:
        raise OwnMembership
    with transaction.atomic():
        lock(school.pk)
        held = Membership.objects.at_place(school.pk).not_over_on(school.today(at)).filter(user=person)
        if not held.exists():
            raise RoleNotAllowedHere
        if held.with_role(Role.DESIGNEE).exists():
            raise AlreadyMember
        membership = Membership.objects.create(
            user=person,
            organization=school,
            role=Role.DESIGNEE,
            starts_on=starts_on,
            ends_on=ends_on,
            source=Source.DESIGNATION,
            created_at=at,
        )
        notices.role_given(membership=membership, at=at)
        note(EventName.MEMBERSHIP_DESIGNATED, by=by, at=at, membership=membership)
    return membership


def require_designation(*, school: Organization, starts_on: date, ends_on: date, at: datetime) -> None:
    """Raise DaysOutOfOrder, DayGone or DesignationTooLong for a period that cannot be."""
    require_days(organization=school, role=Role.DESIGNEE, starts_on=starts_on, ends_on=ends_on, at=at)
    if starts_on < school.today(at):
        raise DayGone


def change(
    *, by: User, at: datetime, membership: Membership, role: str, title: str, seen: str | None = None
) -> Membership:
    """Give another role from today, the old one ending today; with the same role only the title changes.

    Returns the membership now in force. `seen` is the version of what the page showed. Raises AccessDenied,
    OwnMembership, RoleNotAllowedHere, AlreadyMember, LastAdministrator, MembershipOver or ChangedSince, and
    DesignationTooLong for a designee whose role here has no end in time.
    """
    with transaction.atomic():
        place, fresh = require_managing(by=by, at=at, membership=membership)
        check_seen(seen, role_shown(fresh))
        if role not in roles_to_give(by=by, organization=place, at=at):
            raise RoleNotAllowedHere
        if role == fresh.role:
            Membership.objects.filter(pk=fresh.pk).update(title=title.strip())
            fresh.title = title.strip()
            note(EventName.MEMBERSHIP_RETITLED, by=by, at=at, membership=fresh)
            return fresh
        day = place.today(at)
        others = Membership.objects.at_place(place.pk).not_over_on(day).filter(user=fresh.user_id, role=role)
        if others.exists():
            raise AlreadyMember
        starts_on = max(day, fresh.starts_on)
        require_days(organization=place, role=role, starts_on=starts_on, ends_on=fresh.ends_on, at=at)
        require_other_administrator(membership=fresh, ends_on=day, at=at)
        changed = Membership.objects.create(
            user_id=fresh.user_id,
            organization=place,
            role=role,
            title=title.strip(),
            starts_on=starts_on,
            ends_on=fresh.ends_on,
            source=fresh.source,
            created_at=at,
        )
        Membership.objects.filter(pk=fresh.pk).update(ends_on=starts_on)
        notices.role_changed(membership=changed, before=fresh.role, at=at)
        note(EventName.MEMBERSHIP_CHANGED, by=by, at=at, membership=changed, before=fresh.role, replaces=str(fresh.pk))
        return changed


def set_end(
    *, by: User, at: datetime, membership: Membership, ends_on: date | None, seen: str | None = None
) -> Membership:
    """Say from which day a role no longer holds, or with None that it holds until further notice.

    `seen` is the version of what the page showed. Raises AccessDenied, OwnMembership, LastAdministrator,
    MembershipOver, ChangedSince, DayGone, DaysOutOfOrder, or DesignationTooLong for a designation without an end or
    with one too late.
    """
    with transaction.atomic():
        place, fresh = require_managing(by=by, at=at, membership=membership)
        check_seen(seen, role_shown(fresh))
        require_days(organization=place, role=fresh.role, starts_on=fresh.starts_on, ends_on=ends_on, at=at)
        require_other_administrator(membership=fresh, ends_on=ends_on, at=at)
        Membership.objects.filter(pk=fresh.pk).update(ends_on=ends_on)
        fresh.ends_on = ends_on
        notices.role_ends(membership=fresh, at=at)
        note(EventName.MEMBERSHIP_DATED, by=by, at=at, membership=fresh, ends_on=ends_on)
        return fresh


def end(*, by: User, at: datetime, membership: Membership, seen: str | None = None) -> Membership:
    """End a role today: the next request finds it gone, and every session with the person's last role.

    One that has not begun yet ends on the day it would have begun. `seen` is the version of what the page showed.
    Raises AccessDenied, OwnMembership, LastAdministrator, MembershipOver or ChangedSince.
    """
    with transaction.atomic():
        place, fresh = require_managing(by=by, at=at, membership=membership)
        check_seen(seen, role_shown(fresh))
        fresh.ends_on = max(place.today(at), fresh.starts_on)
        require_other_administrator(membership=fresh, ends_on=fresh.ends_on, at=at)
        Membership.objects.filter(pk=fresh.pk).update(ends_on=fresh.ends_on)
        sessions = end_all(fresh.user) if not fresh.user.active_memberships(at) else 0
        if fresh.user.waits:
            # They came with a roster; a link to this very role would bring it back.
            links = Invitation.objects.unanswered().filter(organization=place, role=fresh.role)
            links.filter(email__iexact=fresh.user.email).update(withdrawn_at=at)
        notices.role_ended(membership=fresh, at=at)
        note(EventName.MEMBERSHIP_ENDED, by=by, at=at, membership=fresh, sessions_ended=sessions)
        return fresh


def require_managing(*, by: User, at: datetime, membership: Membership) -> tuple[Organization, Membership]:
    """The organization, locked, and the membership as it is now, once this person may change it.

    Raises AccessDenied, OwnMembership or MembershipOver. Locked first, so that two administrators
    who end each other at the same moment cannot both succeed.
    """
    if membership.organization_id is None:
        raise AccessDenied("portal administrators are not managed on these pages")
    place = lock(membership.organization_id)
    fresh = Membership.objects.select_related("user").get(pk=membership.pk)
    if fresh.role not in roles_to_give(by=by, organization=place, at=at):
        raise AccessDenied("people are not managed here by this person")
    if fresh.user_id == by.pk:
        raise OwnMembership
    if fresh.ends_on is not None and fresh.ends_on <= place.today(at):
        raise MembershipOver
    return place, fresh


def lock(pk: UUID) -> Organization:
    """The organization's row, held until the transaction ends (SQLite has one writer anyway)."""
    return Organization.objects.select_for_update().get(pk=pk)


def require_other_administrator(*, membership: Membership, ends_on: date | None, at: datetime) -> None:
    """Raise LastAdministrator when nobody would run the organization's people from that day on."""
    if membership.role not in ADMINISTRATORS or ends_on is None:
        return
    place = membership.organization
    if place is None:
        return
    others = Membership.objects.filter(organization=place, role=membership.role).exclude(pk=membership.pk)
    others = others.on_day(place.today(at)).filter(user__is_active=True)
    if not any(other.ends_on is None or other.ends_on > ends_on for other in others):
        raise LastAdministrator


def note(action: EventName, *, by: User, at: datetime, membership: Membership, **data: Any) -> None:
    """Record what became of a membership."""
    place = membership.organization
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.membership", str(membership.pk)),
        organization=place.side_id if place else "",
        data={
            "person": membership.user_id,
            "role": membership.role,
            "at_organization": membership.organization_id,
            **data,
        },
    )
