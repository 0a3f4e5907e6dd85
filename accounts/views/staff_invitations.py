"""Inviting the people who came with a roster: all of a place, or one."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts import directory
from accounts.access import requires
from accounts.actions import staff_invitations
from accounts.forms.people import InviteWaitingForm
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.roles import Kind
from common.forms import ConfirmForm
from common.refusals import Refused


@requires(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_invite_all(request: HttpRequest) -> HttpResponse:
    """Invite everyone who came with a roster and has no link yet: of one school, or of the district."""
    user: Any = request.user
    at = timezone.now()
    places = directory.places_of(user)
    asked = InviteWaitingForm(request.POST if request.method == "POST" else request.GET, places=places)
    asked.is_valid()
    place: Organization | None = asked.cleaned_data.get("at") or places.exclude(kind=Kind.SCHOOL).first()
    if place is None:
        return redirect("person-list")
    waiting = staff_invitations.waiting(by=user, at=at, place=place).count()
    shown = {_("how many people are invited"): waiting, _("where they are"): place.name}
    sure = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and sure.is_valid():
        try:
            count = staff_invitations.invite_all(by=user, at=at, place=place)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
            return redirect("person-list")
        words = ngettext(
            "%(n)s person is invited. The mail goes out now.", "%(n)s people are invited. The mails go out now.", count
        )
        messages.success(request, words % {"n": count})
        return redirect("person-list")
    context = {"form": asked, "sure": sure, "place": place, "count": waiting, "district": place.kind != Kind.SCHOOL}
    return render(request, "accounts/person_invite_all.html", context, status=422 if sure.errors else 200)


@requires(Permission.PEOPLE_MANAGE)
@require_POST
def person_invite(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Invite one who came with a roster."""
    user: Any = request.user
    person: User = get_object_or_404(User.objects.visible_to(user), pk=pk)
    try:
        invitation = staff_invitations.invite_one(by=user, at=timezone.now(), person=person)
    except Refused as refusal:
        messages.error(request, str(refusal.words))
    else:
        words = _("The invitation to %(email)s is on its way. Its link works once, for 14 days.")
        messages.success(request, words % {"email": invitation.email})
    return redirect("person-detail", pk=pk)
