"""The desk a person comes to after signing in."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from config.desks import desk_for, desks_of


@requires()
@require_safe
def home(request: HttpRequest, membership: UUID | None = None) -> HttpResponse:
    """The desk of the person's first role, or of the one asked for; without any role, whom to call."""
    memberships = desks_of(request.user)  # type: ignore[arg-type]
    if not memberships:
        return render(request, "config/no_role.html")
    chosen = next((one for one in memberships if membership in (None, one.pk)), None)
    if chosen is None:
        raise Http404
    desk = desk_for(request.user, chosen, timezone.now())  # type: ignore[arg-type]
    desk.others = [
        {"label": str(one), "url": reverse("desk", args=[one.pk])} for one in memberships if one is not chosen
    ]
    return render(request, "config/home.html", {"desk": desk})
