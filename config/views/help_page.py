"""Help, and whom to call."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import public
from accounts.models import Membership, Organization, User
from accounts.roles import ADMINISTRATORS, Role
from common.folding import fold
from incidents.presence.readings import told_today
from partnerships.on_campus import officers_by_school

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
    return render(request, "config/help.html", {"desks": desks_of(request.user), "schools": schools_of(request.user)})


def schools_of(user: User | AnonymousUser) -> list[dict[str, Any]]:
    """The officers of the schools where the person has a role, or whom to phone where no officer is posted."""
    if not user.is_authenticated:
        return []
    places = [held.organization for held in user.active_memberships()]
    schools = {place.pk: place for place in places if place and place.parent_id}
    return officers_by_school(
        sorted(schools.values(), key=lambda one: (fold(one.name), one.pk)), timezone.now(), told_today
    )


def desks_of(user: User | AnonymousUser) -> list[Desk]:
    """The person's own organizations and their districts, each with the people who answer there today."""
    if not user.is_authenticated:
        return []
    at = timezone.now()
    places: dict[object, Organization] = {}
    for mine in user.active_memberships():
        for place in (mine.organization, mine.organization and mine.organization.parent):
            if place:
                places[place.pk] = place
    answering = Membership.objects.at_place(*places).with_role(*ANSWERING).around(at).select_related("user")
    said = ("user__name", "user__phone", "user__is_active")
    people: dict[object, list[Membership]] = {}
    for membership in answering.only("organization", "role", "title", "starts_on", "ends_on", *said):
        membership.organization = places[membership.organization_id]
        if membership.holds(at) and membership.user.is_active:
            people.setdefault(membership.organization_id, []).append(membership)
    for answering_here in people.values():
        answering_here.sort(key=lambda one: (fold(one.user.name), one.pk))
    in_order = sorted(places.values(), key=lambda place: (place.kind, fold(place.name), place.pk))
    return [Desk(place, people.get(place.pk, [])) for place in in_order]
