"""Invite, send again, withdraw, accept."""

import uuid
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts import notices, tokens
from accounts.access import AccessDenied, lasting_roles
from accounts.errors import (
    AccountExists,
    AlreadyInvited,
    AlreadyMember,
    DayGone,
    DaysOutOfOrder,
    DesignationTooLong,
    HasAdministrator,
    InvitationClosed,
    NotTheInvited,
    OwnMembership,
    RoleNotAllowedHere,
)
from accounts.events import EventName
from accounts.models import Invitation, Membership, Organization, Origin, User
from accounts.models.memberships import Source
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Kind, Role, roles_at
from common.addresses import address_of
from common.dates import school_year_days, school_year_of
from ledger.actions.events import record

LIFE = timedelta(days=14)
FIRST_ADMINISTRATORS: dict[str, str] = {
    Kind.DISTRICT: Role.DISTRICT_ADMINISTRATOR,
    Kind.AGENCY: Role.AGENCY_ADMINISTRATOR,
}


def roles_to_give(*, by: User, organization: Organization | None, at: datetime | None = None) -> list[str]:
    """The roles this person may give at this organization now, in the order of the enum; without one, at the portal."""
    reach = reach_of(by, at)
    if organization is None:
        return [Role.PORTAL_ADMINISTRATOR] if reach.may(Permission.PORTAL_ADMINISTRATOR_MANAGE) else []
    if reach.may(Permission.PEOPLE_MANAGE, organization):
        return roles_at(organization.kind)
    if reach.may(Permission.PEOPLE_DESIGNATE, organization):
        return [Role.DESIGNEE]
    if reach.may(Permission.FIRST_ADMINISTRATOR_INVITE) and organization.kind in FIRST_ADMINISTRATORS:
        return [FIRST_ADMINISTRATORS[organization.kind]]
    return []


def require_giving(*, by: User, organization: Organization | None, role: str, at: datetime) -> None:
    """Raise AccessDenied where the person invites nobody, RoleNotAllowedHere for a role that is not theirs to give.

    Raises HasAdministrator where a first administrator would be invited beside one who is there.
    """
    roles = roles_to_give(by=by, organization=organization, at=at)
    if not roles:
        raise AccessDenied("people are not managed here by this person")
    if role not in roles:
        raise RoleNotAllowedHere
    if organization is None or role not in FIRST_ADMINISTRATORS.values():
        return
    if not reach_of(by, at).may(Permission.PEOPLE_MANAGE, organization):
        held = Membership.objects.at_place(organization.pk).with_role(role).on_day(organization.today(at))
        # An account that was closed runs nothing any more, and nobody could end its role.
        held = held.filter(user__is_active=True)
        if held.exists():
            raise HasAdministrator


def invite(
    *,
    by: User,
    at: datetime,
    organization: Organization | None,
    role: str,
    email: str,
    name: str = "",
    title: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Invitation:
    """Write an invitation and queue its mail; the link in it works for 14 days, once.

    Without an organization it is to the portal itself.
    `ends_on` is the first day on which the role no longer holds. Raises AccessDenied, RoleNotAllowedHere,
    HasAdministrator, OwnMembership, AlreadyMember, AlreadyInvited, DaysOutOfOrder, DayGone or DesignationTooLong.
    """
    require_giving(by=by, organization=organization, role=role, at=at)
    address = address_of(email)
    require_days(organization=organization, role=role, starts_on=starts_on, ends_on=ends_on, at=at)
    require_new(by=by, organization=organization, role=role, address=address, at=at)
    with transaction.atomic():
        invitation = write(
            by=by,
            at=at,
            life=LIFE,
            organization=organization,
            role=role,
            email=address,
            name=name.strip(),
            title=title.strip(),
            starts_on=starts_on,
            ends_on=ends_on,
        )
        notices.invitation(invitation=invitation, at=at)
        note(EventName.INVITATION_SENT, by=by, at=at, invitation=invitation)
    return invitation


def require_days(
    *, organization: Organization | None, role: str, starts_on: date | None, ends_on: date | None, at: datetime
) -> None:
    """Raise DayGone for an end that has passed, DaysOutOfOrder for an end not after the start.

    A designation ends, and with the next school year at the latest: else DesignationTooLong.
    """
    day = organization.today(at) if organization else at.date()
    if ends_on is not None and ends_on <= day:
        raise DayGone
    if starts_on is not None and ends_on is not None and ends_on <= starts_on:
        raise DaysOutOfOrder
    if role == Role.DESIGNEE and (ends_on is None or ends_on > latest_designation_end(day)):
        raise DesignationTooLong


def latest_designation_end(day: date) -> date:
    """The first day after the next school year: no designation outlasts it."""
    return school_year_days(school_year_of(day) + 1)[1]


def require_new(*, by: User, organization: Organization | None, role: str, address: str, at: datetime) -> None:
    """Raise OwnMembership, AlreadyMember or AlreadyInvited when the invitation would give nothing new."""
    if address_of(by.email) == address:
        raise OwnMembership
    day = organization.today(at) if organization else at.date()
    held = Membership.objects.filter(organization=organization).with_role(role).not_over_on(day)
    # Who came with a roster has the role and no login: the invitation gives them one.
    if held.filter(user__email__iexact=address, user__joined_at__isnull=False).exists():
        raise AlreadyMember
    open_ones = Invitation.objects.open(at).filter(organization=organization, role=role)
    if open_ones.filter(email__iexact=address).exists():
        raise AlreadyInvited


def write(*, by: User | None, at: datetime, life: timedelta, role: str, **values: object) -> Invitation:
    """The row of an invitation with a link of its own. Inside the caller's transaction."""
    pk, nonce = uuid.uuid4(), tokens.new_nonce()
    return Invitation.objects.create(
        pk=pk,
        role=role,
        nonce=nonce,
        token_hash=tokens.hash_of(tokens.token_for(pk, nonce)),
        invited_by=by,
        created_at=at,
        expires_at=at + life,
        **values,
    )


def resend(*, by: User, at: datetime, invitation: Invitation) -> Invitation:
    """Make a new link, mail it, and kill the old one; also for an invitation that expired.

    Raises AccessDenied, RoleNotAllowedHere, HasAdministrator, or InvitationClosed when it was accepted or withdrawn.
    """
    organization = place_of(invitation)
    require_giving(by=by, organization=organization, role=invitation.role, at=at)
    nonce = tokens.new_nonce()
    with transaction.atomic():
        renewed = Invitation.objects.filter(
            pk=invitation.pk, nonce=invitation.nonce, accepted_at__isnull=True, withdrawn_at__isnull=True
        ).update(
            nonce=nonce,
            token_hash=tokens.hash_of(tokens.token_for(invitation.pk, nonce)),
            expires_at=at + LIFE,
            # Whoever sends it stands for it from now on.
            invited_by=by,
        )
        if renewed != 1:
            raise InvitationClosed
        invitation.refresh_from_db()
        notices.invitation(invitation=invitation, at=at)
        note(EventName.INVITATION_SENT_AGAIN, by=by, at=at, invitation=invitation)
    return invitation


def withdraw(*, by: User, at: datetime, invitation: Invitation) -> Invitation:
    """Make the link stop working. Raises AccessDenied, or InvitationClosed when it was accepted or withdrawn."""
    organization = place_of(invitation)
    if invitation.role not in roles_to_give(by=by, organization=organization, at=at):
        raise AccessDenied("people are not managed here by this person")
    with transaction.atomic():
        stopped = Invitation.objects.filter(
            pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
        ).update(withdrawn_at=at)
        if stopped != 1:
            raise InvitationClosed
        invitation.refresh_from_db()
        note(EventName.INVITATION_WITHDRAWN, by=by, at=at, invitation=invitation)
    return invitation


def place_of(invitation: Invitation) -> Organization | None:
    """The organization it invites to, None for the portal. Raises AccessDenied for the very first link."""
    if invitation.organization is None and not invitation.email:
        raise AccessDenied("the first link is made and replaced on the console")
    return invitation.organization


def find(*, token: str, at: datetime) -> Invitation:
    """The open invitation of a link.

    Raises InvitationClosed alike for unknown, used, withdrawn, expired and unfounded ones.
    """
    found = Invitation.objects.select_related("organization__parent", "invited_by")
    invitation = found.open(at).filter(token_hash=tokens.hash_of(token)).first()
    if invitation is None or not is_founded(invitation, at):
        raise InvitationClosed
    return invitation


def is_founded(invitation: Invitation, at: datetime) -> bool:
    """Whether who sent the invitation could still send it: no link outlives the right it came from.

    Else who is about to leave could invite themselves back in, and who may name a first administrator could keep a
    link in hand until there is something to read.
    """
    if invitation.invited_by is None:
        return True  # the first link, made on the console
    try:
        require_giving(by=invitation.invited_by, organization=invitation.organization, role=invitation.role, at=at)
    except (AccessDenied, RoleNotAllowedHere, HasAdministrator):
        return False
    return True


def accept_as_new(
    *,
    at: datetime,
    token: str,
    name: str,
    password: str,
    email: str = "",
    phone: str = "",
    origin: Origin | None = None,
) -> User:
    """Make the account the invitation is for and give it the role; the link proves the address.

    `email` counts only where the invitation names none (the first link); `origin` is where they came from. Raises
    InvitationClosed or AccountExists.
    """
    invitation = find(token=token, at=at)
    address = address_of(invitation.email or email)
    with transaction.atomic():
        user = account_for(
            address=address,
            name=name.strip(),
            phone=phone.strip(),
            password=password,
            side_id=invitation.side_id,
            origin=origin,
            at=at,
        )
        give(user=user, at=at, invitation=invitation)
    return user


def account_for(
    *,
    address: str,
    name: str,
    side_id: uuid.UUID | None,
    at: datetime,
    password: str | None = None,
    phone: str = "",
    origin: Origin | None = None,
) -> User:
    """A new account for an address that a link has proved, or the one that came with a roster and waits for its person.

    Without a password it is entered by single sign-on alone; `side_id` is whose link it was. Raises AccountExists where
    somebody has joined with the address. Inside the caller's transaction.
    """
    user: User | None = User.objects.filter(email__iexact=address).first()
    if user is None:
        user = User(email=address, created_at=at)
    elif User.objects.waiting().filter(pk=user.pk).update(joined_at=at) == 1:
        end_unasked(user=user, side_id=side_id, at=at)
    else:
        raise AccountExists
    user.name, user.phone, user.joined_at, user.origin = name, phone, at, origin
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def end_unasked(*, user: User, side_id: uuid.UUID | None, at: datetime) -> None:
    """End what other sides' rosters made of a person who joins by this side's link: nobody asked them.

    They are told, and may take those roles by a link of that side. An account that only others had closed is opened;
    one that this side closed raises AccountExists, as any closed account does.
    """
    unasked = [one for one in lasting_roles(user, at) if one.side != side_id]
    if not user.is_active:
        if not unasked or stands_on(user, side_id, at):
            raise AccountExists
        user.is_active = True
    for membership in unasked:
        day = membership.organization.today(at) if membership.organization else at.date()
        membership.ends_on = max(day, membership.starts_on)
        Membership.objects.filter(pk=membership.pk).update(ends_on=membership.ends_on)
        notices.role_ended(membership=membership, at=at)
        record(
            action=EventName.MEMBERSHIP_NOT_TAKEN,
            at=at,
            by=user,
            on=("accounts.membership", str(membership.pk)),
            organization=membership.side or "",
            data={"person": user.pk, "role": membership.role, "at_organization": membership.organization_id},
        )


def stands_on(user: User, side_id: uuid.UUID | None, at: datetime) -> bool:
    """Whether the person holds a role, now or later, on this side."""
    return any(one.side == side_id for one in lasting_roles(user, at))


def accept(*, by: User, at: datetime, token: str) -> Membership:
    """Give a signed-in person the role they were invited to. Raises InvitationClosed or NotTheInvited."""
    invitation = find(token=token, at=at)
    require_address(user=by, invitation=invitation)
    with transaction.atomic():
        return give(user=by, at=at, invitation=invitation)


def require_address(*, user: User, invitation: Invitation) -> None:
    """Raise NotTheInvited unless the invited address is one of the person's own, and known to be."""
    if not invitation.email:
        raise NotTheInvited
    verified = EmailAddress.objects.filter(user_id=user.pk, verified=True, email__iexact=invitation.email)
    if not verified.exists():
        raise NotTheInvited


def accept_by_sign_on(*, by: User, at: datetime, token: str) -> Membership:
    """Give the role to a person who came back from the organization's single sign-on with the link in hand.

    The identity is the provider's issuer and subject; the link, which went to the invited address alone, is what
    joins the two. Call it only when the provider belongs to the inviting side. Raises InvitationClosed.
    """
    invitation = find(token=token, at=at)
    with transaction.atomic():
        return give(user=by, at=at, invitation=invitation)


def give(*, user: User, at: datetime, invitation: Invitation) -> Membership:
    """Close the invitation and start the membership. Raises InvitationClosed when another request was first."""
    taken = (
        Invitation.objects.open(at)
        .filter(pk=invitation.pk, token_hash=invitation.token_hash)
        .update(accepted_at=at, accepted_by=user)
    )
    if taken != 1:
        raise InvitationClosed
    day = invitation.organization.today(at) if invitation.organization else at.date()
    if invitation.ends_on is not None and invitation.ends_on <= day:
        raise InvitationClosed
    membership = Membership.objects.not_over_on(day).filter(
        user=user, organization=invitation.organization, role=invitation.role
    ).first() or Membership.objects.create(
        user=user,
        organization=invitation.organization,
        role=invitation.role,
        title=invitation.title,
        starts_on=max(day, invitation.starts_on or day),
        ends_on=invitation.ends_on,
        source=Source.INVITATION if invitation.invited_by_id else Source.SETUP,
        created_at=at,
    )
    notices.invitation_accepted(invitation=invitation, membership=membership, at=at)
    note(EventName.INVITATION_ACCEPTED, by=user, at=at, invitation=invitation, membership=membership.pk)
    return membership


def note(action: EventName, *, by: User, at: datetime, invitation: Invitation, **data: uuid.UUID) -> None:
    """Record what became of an invitation."""
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.invitation", str(invitation.pk)),
        organization=invitation.organization.side_id if invitation.organization else "",
        data={"role": invitation.role, "at_organization": invitation.organization_id, **data},
    )
