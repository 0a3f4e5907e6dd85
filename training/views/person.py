"""The training of one person: one's own, or that of somebody whose training one reads."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from training.board import memberships_by_person, scopes_of
from training.person_page import people_readable_by, person_page
from training.views.tabs import training_tabs


@requires()
@require_safe
def training_mine(request: SignedInRequest) -> HttpResponse:
    """What I must do now, what I have completed, and what happened."""
    context = {
        "page": person_page(request.user, request.user, timezone.now()),
        "belongs_to_a_side": bool(reach_of(request.user).sides),
        "tabs": training_tabs(request, "training-mine"),
    }
    return render(request, "training/training_mine.html", context)


@requires(Permission.TRAINING_READ)
@require_safe
def training_person(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The same of a person of a place whose training one reads."""
    at = timezone.now()
    person = get_object_or_404(people_readable_by(request.user), pk=pk)
    if person.pk == request.user.pk:
        return redirect("training-mine")
    held = [
        role
        for scope in scopes_of(request.user, at)
        for role in memberships_by_person(scope, [person.pk]).get(person.pk, [])
    ]
    records = reach_of(request.user).may(Permission.COMPLETION_RECORD)
    context = {
        "person": person,
        "page": person_page(request.user, person, at),
        "held": held,
        "record_url": f"{reverse('completion-new')}?person={person.pk}" if records and held else "",
        "tabs": training_tabs(request, "training-people"),
    }
    return render(request, "training/training_person.html", context)
