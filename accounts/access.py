"""The doors: which views are public, what a view asks for, and the check every action begins with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from accounts.errors import HeldElsewhere
from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of

View = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """The request of a view behind sign-in: what `@requires` hands on. Named in signatures only, never made."""

    user: User
    htmx: HtmxDetails


class AccessDenied(PermissionDenied):
    """The person may not do this here. Answered with 403."""


@dataclass(frozen=True)
class Declared:
    """What a view says about who may come in; the access contract reads it."""

    public: bool
    permissions: tuple[Permission, ...]


def public(view: View) -> View:
    """A view anyone may open, signed in or not."""
    opened: Any = login_not_required(view)
    opened.access = Declared(public=True, permissions=())
    return view


def requires(*permissions: Permission) -> Callable[[View], View]:
    """A view for signed-in people who hold one of these rights somewhere; without any, for all of them.

    Who holds none gets Http404: the page does not exist for them. Which rows they see is for `visible_to`.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if permissions:
                reach = reach_of(request.user)
                if not any(reach.may(permission) for permission in permissions):
                    raise Http404
            return view(request, *args, **kwargs)

        guarded.access = Declared(public=False, permissions=permissions)  # type: ignore[attr-defined]
        return guarded

    return declare


def lasting_roles(person: User, at: datetime) -> list[Membership]:
    """The roles the person holds now or will hold, on every side. One query."""
    held = person.memberships.select_related("organization__parent").order_by("starts_on", "pk")
    return [one for one in held if one.lasts(at)]


def stands_beyond(person: User, side_id: UUID | None, at: datetime) -> bool:
    """Whether the person holds a role, now or later, that is not of this side; at the portal is a side of its own."""
    return any(one.side != side_id for one in lasting_roles(person, at))


def shared_side(*, by: User, person: User, at: datetime) -> Organization:
    """The district or agency for whose people `by` may act on the whole person: every role they hold is of it.

    What reaches a person everywhere, their sessions or how they sign in, is no one side's where they stand on two.
    Raises AccessDenied when the person has no role now at a place whose people `by` manages, and HeldElsewhere when
    they hold one, now or later, anywhere else.
    """
    managed = reach_of(by, at).of(Permission.PEOPLE_MANAGE)
    held = lasting_roles(person, at) if person.is_active else []
    here = [one.organization for one in held if one.organization and managed.includes(one.organization)]
    if not any(one.organization in here and one.holds(at) for one in held):
        raise AccessDenied("the person is not of a side whose people you manage")
    if len(here) < len(held):
        raise HeldElsewhere
    return here[0].parent or here[0]


def require(
    *, by: User, permission: Permission, on: Organization | None = None, at: datetime | None = None
) -> Permission:
    """The right, which the person holds at that organization (or anywhere, without one). Raises AccessDenied."""
    if not reach_of(by, at).may(permission, on):
        raise AccessDenied(f"{permission} is not held here")
    return permission
