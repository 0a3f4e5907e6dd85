"""What a view is handed: the record the person may open, the right they need, where a draft goes on."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import AccessDenied
from accounts.models import Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from incidents.actions import referrals
from incidents.choices import TextKind
from incidents.models import Referral
from incidents.states import ReferralState

READERS = (Permission.REFERRAL_READ, Permission.DISCLOSED_READ)


def person(request: HttpRequest) -> Any:
    """The signed-in person; `@requires` has seen to it that there is one."""
    return request.user


def reached(request: HttpRequest, pk: UUID) -> Referral:
    """The referral, from whichever side the person stands on. Raises Http404."""
    rows = Referral.objects.visible_to(person(request)).select_related(
        "school__parent", "district", "partnership__agency", "partnership__district"
    )
    found: Referral = get_object_or_404(rows, pk=pk)
    return found


def frozen(request: HttpRequest, pk: UUID, permission: Permission | None = None) -> Referral:
    """A sent referral the person may open. Raises Http404, and AccessDenied when the right is not held."""
    referral = reached(request, pk)
    if referral.state == ReferralState.DRAFT:
        raise Http404
    if permission and not reach_of(person(request)).may(permission):
        raise AccessDenied(f"{permission} is not held")
    return referral


def schools_written_for(request: HttpRequest) -> list[Organization]:
    """The schools the person logs calls for, by name."""
    places = reach_of(person(request)).of(Permission.REFERRAL_WRITE)
    found = {
        held.organization.pk: held.organization
        for held in person(request).active_memberships()
        if held.organization and held.organization.pk in places.here
    }
    return sorted(found.values(), key=lambda school: school.name)


def own_zone(request: HttpRequest) -> Any:
    """The zone of the person's first organization: the calendar their filters are read in."""
    for held in person(request).active_memberships():
        if held.organization:
            return held.organization.zone
    return timezone.get_current_timezone()


def texts_of(referral: Referral) -> dict[str, str]:
    """The texts of the school's own record by kind."""
    return dict(referral.texts.values_list("kind", "text"))


def draft_page(
    request: HttpRequest, template: str, context: dict[str, Any], referral: Referral, *, wrong: bool
) -> HttpResponse:
    """A screen of a draft, with what is written in it so far; that a colleague was shown it is recorded."""
    referrals.look_at_draft(by=person(request), at=timezone.now(), referral=referral)
    return render(request, template, {**context, "referral": referral}, status=422 if wrong else 200)


def next_step(referral: Referral, texts: dict[str, str]) -> str:
    """The address where a draft goes on: the first question without an answer."""
    if not referral.crime or not texts.get(TextKind.CRIME_REASON):
        name = "referral-crime"
    elif referral.is_rule_matter and not texts.get(TextKind.WHY_CALL):
        name = "referral-gate"
    elif not all((referral.behavior, referral.place, referral.started_by, referral.occurred_at)) or not texts.get(
        TextKind.SHARED
    ):
        name = "referral-details"
    else:
        name = "referral-check"
    return reverse(name, args=[referral.pk])
