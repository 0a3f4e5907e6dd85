"""A lost second factor: asked by one administrator, agreed by another, done a day later.

A portal administrator fills a place of the two that the side has nobody for: they ask for its only administrator, or
agree where nobody else there could. For a portal administrator two others do it, and for who stands on more than one
side two portal administrators, for no one side has power over the whole of such a person.

The person is told at once and may stop it, so that a talked-over administrator cannot take an account in silence.
Mail alone never resets a factor.
"""

from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts.access import AccessDenied, lasting_roles, shared_side, stands_beyond
from accounts.actions import sessions
from accounts.errors import HeldElsewhere
from accounts.events import EventName, NoticeKind
from accounts.models import FactorReset, Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import ADMINISTRATORS, Role
from common.refusals import Refused
from ledger.actions.events import record

DELAY = timedelta(hours=24)


class NothingToReset(Refused):
    words = _("This person has no second factor. They are asked to set one up at their next sign-in.")


class ResetUnderWay(Refused):
    words = _("A reset for this person is already under way.")


class SameAdministrator(Refused):
    words = _("You asked for this reset. Another administrator must agree.")


class OwnReset(Refused):
    words = _("You cannot ask for or agree to a reset of your own second factor. Two other administrators can.")


class ResetClosed(Refused):
    words = _("This reset was agreed, stopped or done in the meantime.")


def runners(side: Organization | None, at: datetime) -> list[User]:
    """Who runs the people of a side at that moment; without a side the portal administrators."""
    roles = ADMINISTRATORS if side else [Role.PORTAL_ADMINISTRATOR]
    held = Membership.objects.filter(organization=side, role__in=roles, user__is_active=True).around(at)
    return [one.user for one in held.select_related("user", "organization").order_by("pk") if one.holds(at)]


def hands(side: Organization | None, apart: set[UUID], at: datetime) -> list[User]:
    """Who could take the next step of a reset: the side's administrators but for these people, else the portal's."""
    own = [one for one in runners(side, at) if one.pk not in apart]
    return own or [one for one in runners(None, at) if one.pk not in apart]


def side_for(*, by: User, person: User, at: datetime) -> Organization | None:
    """The side whose reset this is; None where it is the portal administrators'.

    An administrator asks for who stands on their side alone. A portal administrator asks for another, for who stands on
    more than one side, and for an administrator who is the only one of a side. Raises AccessDenied or HeldElsewhere.
    """
    reach = reach_of(by, at)
    if not reach.may(Permission.PORTAL_ADMINISTRATOR_MANAGE) or reach.may(Permission.PEOPLE_MANAGE):
        return shared_side(by=by, person=person, at=at)
    held = lasting_roles(person, at) if person.is_active else []
    sides = {one.side for one in held}
    if None in sides or len(sides) > 1:
        return None
    for one in held:
        alone = {other.pk for other in runners(one.organization, at)} == {person.pk}
        if one.role in ADMINISTRATORS and one.holds(at) and alone:
            return one.organization
    raise AccessDenied("the side has administrators who can ask")


def may_ask(*, by: User, person: User, at: datetime) -> bool:
    """Whether `by` may ask for the reset of this person's second factor."""
    try:
        side_for(by=by, person=person, at=at)
    except (AccessDenied, HeldElsewhere):
        return False
    return True


def require_administrator(*, by: User, reset: FactorReset, at: datetime) -> None:
    """Raise AccessDenied unless the person manages the people of the side the reset belongs to, or stands in there."""
    reach, side = reach_of(by, at), reset.organization
    if side is not None and reach.may(Permission.PEOPLE_MANAGE, side):
        return
    alone = side is None or not {one.pk for one in runners(side, at)} - {reset.user_id, reset.requested_by_id}
    if not alone or not reach.may(Permission.PORTAL_ADMINISTRATOR_MANAGE):
        raise AccessDenied("the reset belongs to another side")


def ask(*, by: User, person: User, identity_note: str, at: datetime) -> FactorReset:
    """Ask for the reset of a person's second factor; they are told at once.

    `identity_note` says how `by` knows that it is them. Raises AccessDenied, HeldElsewhere, OwnReset, NothingToReset or
    ResetUnderWay.
    """
    side = side_for(by=by, person=person, at=at)
    if by.pk == person.pk:
        raise OwnReset
    if not sessions.has_factor(person):
        raise NothingToReset
    if FactorReset.objects.pending().filter(user=person).exists():
        raise ResetUnderWay
    try:
        with transaction.atomic():
            reset = FactorReset.objects.create(
                user=person, organization=side, identity_note=identity_note, requested_by=by, requested_at=at
            )
            notices.factor_reset(NoticeKind.FACTOR_RESET_ASKED, reset=reset, at=at)
            for second in hands(side, {person.pk, by.pk}, at):
                notices.factor_reset_waits(reset=reset, to=second, at=at)
            _record(EventName.FACTOR_RESET_ASKED, by=by, at=at, reset=reset)
    except IntegrityError:
        # factor_reset_open_once: another administrator asked at the same moment.
        raise ResetUnderWay from None
    return reset


def agree(*, by: User, reset: FactorReset, at: datetime) -> FactorReset:
    """Agree as the second administrator; it takes effect a day later.

    Raises AccessDenied, OwnReset, SameAdministrator, HeldElsewhere for who has come to stand on another side too, or
    ResetClosed when somebody else was faster.
    """
    require_administrator(by=by, reset=reset, at=at)
    if by.pk == reset.user_id:
        raise OwnReset
    if by.pk == reset.requested_by_id:
        raise SameAdministrator
    if is_beyond(reset, at):
        raise HeldElsewhere
    with transaction.atomic():
        waiting = FactorReset.objects.pending().filter(pk=reset.pk, agreed_at__isnull=True)
        if waiting.update(agreed_by=by, agreed_at=at, takes_effect_at=at + DELAY) != 1:
            raise ResetClosed
        reset.refresh_from_db()
        notices.factor_reset(NoticeKind.FACTOR_RESET_AGREED, reset=reset, at=at)
        _record(EventName.FACTOR_RESET_AGREED, by=by, at=at, reset=reset)
    return reset


def stop(*, by: User, reset: FactorReset, at: datetime) -> FactorReset:
    """Stop a reset: the person themselves, or any administrator of the side. Raises AccessDenied, ResetClosed."""
    if by.pk != reset.user_id:
        require_administrator(by=by, reset=reset, at=at)
    with transaction.atomic():
        if FactorReset.objects.pending().filter(pk=reset.pk).update(stopped_by=by, stopped_at=at) != 1:
            raise ResetClosed
        reset.refresh_from_db()
        if by.pk != reset.user_id:
            notices.factor_reset(NoticeKind.FACTOR_RESET_STOPPED, reset=reset, at=at)
        _record(EventName.FACTOR_RESET_STOPPED, by=by, at=at, reset=reset)
    return reset


def complete_due(*, at: datetime) -> int:
    """Carry out every reset whose day has passed; says how many."""
    return sum(_complete(reset, at=at) for reset in FactorReset.objects.due(at).select_related("user"))


def complete_for(*, user: User, at: datetime) -> int:
    """Carry out this person's reset if it is due, so that they need not wait for the next pass."""
    return sum(
        _complete(reset, at=at) for reset in FactorReset.objects.due(at).filter(user=user).select_related("user")
    )


def is_beyond(reset: FactorReset, at: datetime) -> bool:
    """Whether the person holds a role outside the side whose administrators asked: then it is not theirs to reset."""
    return reset.organization_id is not None and stands_beyond(reset.user, reset.organization_id, at)


def _complete(reset: FactorReset, *, at: datetime) -> int:
    """One reset: the factors go, the sessions end, the person is told. Nothing when another process was first.

    One of a person who has come to stand on another side meanwhile is stopped instead.
    """
    with transaction.atomic():
        if is_beyond(reset, at):
            if FactorReset.objects.due(at).filter(pk=reset.pk).update(stopped_at=at) == 1:
                notices.factor_reset(NoticeKind.FACTOR_RESET_STOPPED, reset=reset, at=at)
                _record(EventName.FACTOR_RESET_STOPPED, by=None, at=at, reset=reset)
            return 0
        if FactorReset.objects.due(at).filter(pk=reset.pk).update(done_at=at) != 1:
            return 0
        Authenticator.objects.filter(user_id=reset.user_id).delete()
        ended = sessions.end_all(reset.user)
        notices.factor_reset(NoticeKind.FACTOR_RESET_DONE, reset=reset, at=at)
        _record(EventName.FACTOR_RESET_DONE, by=None, at=at, reset=reset, sessions_ended=ended)
    return 1


def _record(action: EventName, *, by: User | None, at: datetime, reset: FactorReset, **data: int) -> None:
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.factor_reset", str(reset.pk)),
        organization=reset.organization_id,
        data={"person": reset.user_id, **data},
    )
