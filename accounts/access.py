"""The doors: which views are public, what a view asks for, and the check every action begins with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from accounts.models import Organization, User
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


def shared_side(*, by: User, person: User, at: datetime) -> Organization:
    """The district or agency both belong to, where `by` manages a place the person has a role at now.

    Raises AccessDenied when the person has no role at a place whose people `by` manages.
    """
    managed = reach_of(by, at).of(Permission.PEOPLE_MANAGE)
    for held in person.active_memberships(at):
        if held.organization and managed.includes(held.organization):
            return held.organization.parent or held.organization
    raise AccessDenied("the person is not of a side whose people you manage")


def require(
    *, by: User, permission: Permission, on: Organization | None = None, at: datetime | None = None
) -> Permission:
    """The right, which the person holds at that organization (or anywhere, without one). Raises AccessDenied."""
    if not reach_of(by, at).may(permission, on):
        raise AccessDenied(f"{permission} is not held here")
    return permission
