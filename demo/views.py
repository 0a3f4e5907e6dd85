"""The demo's front door: every persona, one click each. Mounted only while the demo is on."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import public
from accounts.adapters import enter
from accounts.models import User
from accounts.roles import Role
from config.production import is_loopback
from demo.people import BY_KEY, CAST, DISTRICT, POLICE, SHERIFF, Character


def require_this_machine(request: HttpRequest) -> None:
    """Raises Http404 for whoever asks from another machine, by whatever server and proxy the portal is reached."""
    near = is_loopback(request.META.get("REMOTE_ADDR", ""))
    if not near or any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA")):
        raise Http404


@public
@require_safe
def demo_door(request: HttpRequest) -> HttpResponse:
    """Who can be tried, by side."""
    require_this_machine(request)
    sides = [
        {"title": _("The schools"), "people": [persona(one) for one in CAST if one.persona and on_school_side(one)]},
        {
            "title": _("The police"),
            "people": [persona(one) for one in CAST if one.persona and one.place in (POLICE, SHERIFF)],
        },
        {"title": _("The portal itself"), "people": [persona(one) for one in CAST if one.persona and not one.place]},
    ]
    return render(request, "demo/demo_door.html", {"sides": sides})


def on_school_side(one: Character) -> bool:
    """Whether the person belongs to the district or one of its schools."""
    return bool(one.place) and one.place not in (POLICE, SHERIFF)


def persona(one: Character) -> dict[str, str]:
    """A persona as the door shows them."""
    return {
        "key": one.key,
        "name": one.name,
        "role": str(Role(one.role).label),
        "place": one.place or str(_("The portal")),
        "words": one.persona,
        "school": one.place if one.place != DISTRICT else "",
    }


@public
@require_POST
def demo_enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as a persona, the second factor counted as given."""
    require_this_machine(request)
    character = BY_KEY.get(key)
    if not settings.DEMO or character is None or not character.persona:
        raise Http404
    person = User.objects.filter(email=character.email, is_active=True).first()
    if person is None:
        raise Http404
    enter(request, person, second_factor="demo")
    return redirect("home")
