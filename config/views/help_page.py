"""Help, and whom to call."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import public
from accounts.models import Membership, Organization, User
from accounts.reach import reach_of
from accounts.roles import ADMINISTRATORS, Role

ANSWERING = (*sorted(ADMINISTRATORS), Role.PRINCIPAL)


@dataclass(frozen=True)
class Desk:
    """One organization and who answers there."""

    organization: Organization
    people: list[Membership]


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The emergency line for everyone; for a signed-in person also their own administrators by name and phone."""
    return render(request, "config/help.html", {"desks": desks_of(request.user)})


def desks_of(user: object) -> list[Desk]:
    """The person's own organizations and their districts, each with the people who answer there today."""
    if not isinstance(user, User) and not getattr(user, "is_authenticated", False):
        return []
    at = timezone.now()
    own = reach_of(user).own_organizations
    answering = Membership.objects.at_place(*own).with_role(*ANSWERING).around(at)
    held = answering.select_related("user", "organization__parent").order_by("user__name", "pk")
    people: dict[object, list[Membership]] = {}
    for membership in held:
        if membership.holds(at) and membership.user.is_active:
            people.setdefault(membership.organization_id, []).append(membership)
    places = Organization.objects.filter(pk__in=own).order_by("kind", "name", "pk")
    return [Desk(place, people.get(place.pk, [])) for place in places]
