"""One's own training, and that of a person one reads."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from partnerships.views.requests import SignedInRequest
from training.board import places_held, scopes
from training.own import page_of, people_read
from training.views.tabs import doors


@requires()
@require_safe
def training_mine(request: SignedInRequest) -> HttpResponse:
    """What I must do now, what I have completed, and what happened."""
    own = page_of(request.user, request.user, timezone.now())
    context = {
        "own": own,
        "sided": bool(reach_of(request.user).sides),
        "doors": doors(request, "training-mine"),
    }
    return render(request, "training/training_mine.html", context)


@requires(Permission.TRAINING_READ)
@require_safe
def training_person(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The same of a person of a place whose training one reads."""
    at = timezone.now()
    person = get_object_or_404(people_read(request.user), pk=pk)
    if person.pk == request.user.pk:
        return redirect("training-mine")
    held = [role for scope in scopes(request.user, at) for role in places_held(scope, [person.pk]).get(person.pk, [])]
    records = reach_of(request.user).may(Permission.COMPLETION_RECORD)
    context = {
        "person": person,
        "own": page_of(request.user, person, at),
        "held": held,
        "record_url": f"{reverse('completion-new')}?person={person.pk}" if records and held else "",
        "doors": doors(request, "training-people"),
    }
    return render(request, "training/training_person.html", context)
