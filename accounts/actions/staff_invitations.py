"""Invite the people who came with a roster: one, a school's, or all. Who has an open link gets no second."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts import notices, tokens
from accounts.access import AccessDenied
from accounts.actions.invitations import LIFE, require_giving
from accounts.errors import NobodyToInvite
from accounts.events import EventName
from accounts.logins import not_invited
from accounts.models import Invitation, Membership, Organization, User
from accounts.permissions import Permission
from accounts.querysets import UserQuerySet
from accounts.reach import reach_of
from accounts.roles import Kind, Role
from common.addresses import address_of
from common.chunks import by_key
from ledger.actions.events import record


def waiting(*, by: User, at: datetime, place: Organization) -> UserQuerySet[User]:
    """Who waits for an invitation at a place, of a district at any of its schools too. Raises AccessDenied."""
    if not reach_of(by, at).may(Permission.PEOPLE_MANAGE, place):
        raise AccessDenied("people are not managed here by this person")
    return not_invited(User.objects.filter(is_active=True).belonging(roles_at_place(place, at)), at)


def roles_at_place(place: Organization, at: datetime) -> QuerySet[Membership]:
    """The staff roles held at a place, of a district those at its schools too."""
    held = Membership.objects.with_role(Role.STAFF).not_over_on(place.today(at))
    if place.kind != Kind.DISTRICT:
        return held.filter(organization=place.pk)
    return held.filter(side=place.pk)


def invite_all(*, by: User, at: datetime, place: Organization) -> int:
    """Invite everyone who waits at a place; says how many. Raises AccessDenied, or NobodyToInvite."""
    require_giving(by=by, organization=place, role=Role.STAFF, at=at)
    with transaction.atomic():
        lock(place)
        people = waiting(by=by, at=at, place=place)
        count = sum(_invite(by=by, at=at, place=place, people=piece) for piece in by_key(people))
        if not count:
            raise NobodyToInvite
        record(
            action=EventName.INVITATION_SENT_TO_STAFF,
            at=at,
            by=by,
            on=("accounts.organization", str(place.pk)),
            organization=place.side_id,
            data={"count": count, "role": Role.STAFF, "at_organization": place.pk},
        )
    return count


def invite_one(*, by: User, at: datetime, person: User) -> Invitation:
    """Invite one who came with a roster, to where they work. Raises AccessDenied, or NobodyToInvite."""
    managed = reach_of(by, at).of(Permission.PEOPLE_MANAGE)
    held = Membership.objects.held_at(managed).filter(user=person, role=Role.STAFF)
    first = held.select_related("organization__parent").order_by("starts_on", "pk").last()
    if first is None or first.organization is None:
        raise AccessDenied("people are not managed here by this person")
    place = first.organization
    with transaction.atomic():
        lock(place)
        people = list(waiting(by=by, at=at, place=place).filter(pk=person.pk))
        if not _invite(by=by, at=at, place=place, people=people):
            raise NobodyToInvite
        invitation = Invitation.objects.open(at).get(email__iexact=person.email, organization=place, role=Role.STAFF)
        record(
            action=EventName.INVITATION_SENT,
            at=at,
            by=by,
            on=("accounts.invitation", str(invitation.pk)),
            organization=place.side_id,
            data={"role": Role.STAFF, "at_organization": place.pk},
        )
    return invitation


def lock(place: Organization) -> None:
    """Two who invite at once take turns, so that nobody gets two links (SQLite has one writer anyway)."""
    Organization.objects.select_for_update().get(pk=place.side_id)


def _invite(*, by: User, at: datetime, place: Organization, people: list[User]) -> int:
    """An invitation and its mail for each; two statements and the notices, however many."""
    if not people:
        return 0
    where: dict[uuid.UUID, uuid.UUID | None] = {}
    held = roles_at_place(place, at).filter(user__in=people).order_by("starts_on", "pk")
    for user, organization in held.values_list("user", "organization"):
        where.setdefault(user, organization)
    made = []
    for person in people:
        pk, nonce = uuid.uuid4(), tokens.new_nonce()
        made.append(
            Invitation(
                pk=pk,
                organization_id=where[person.pk],
                role=Role.STAFF,
                email=address_of(person.email),
                name=person.name,
                nonce=nonce,
                token_hash=tokens.hash_of(tokens.token_for(pk, nonce)),
                invited_by=by,
                created_at=at,
                expires_at=at + LIFE,
            )
        )
    Invitation.objects.bulk_create(made)
    notices.invitations_sent(invitations=Invitation.objects.filter(pk__in=[one.pk for one in made]), at=at)
    return len(made)
