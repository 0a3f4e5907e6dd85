"""What follows an import: who marked administrator is principal, and who is invited."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import directory
from accounts.access import requires
from accounts.actions import roster_principals, staff_invitations
from accounts.forms.people import InviteWaitingForm
from accounts.forms.rosters import AdministratorForm
from accounts.models import Organization, RosterPlace
from accounts.permissions import Permission
from accounts.roles import Kind
from accounts.views.listing import neighbours
from accounts.views.people import managed_person
from common.paging import page
from common.refusals import Refused


@requires(Permission.ROSTER_IMPORT)
@require_safe
def roster_administrators(request: HttpRequest) -> HttpResponse:
    """Whom the last roster marks administrator, and nobody has decided about yet."""
    user: Any = request.user
    at = timezone.now()
    found = RosterPlace.objects.visible_to(user).awaiting_principal(directory.day_of(user, at), at)
    found = found.select_related("person__user", "organization")
    sheet = page(found, key=("id",), after=request.GET.get("after"), before=request.GET.get("before"))
    context = {"rows": sheet.items, "count": found.count(), **neighbours(request, sheet)}
    return render(request, "accounts/roster_administrators.html", context)


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_administrator(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether one of them is the principal of the school."""
    user: Any = request.user
    marked = RosterPlace.objects.visible_to(user).filter(person__administrator=True, organization__kind=Kind.SCHOOL)
    place = get_object_or_404(marked.select_related("person__user", "organization__parent"), pk=pk)
    form = AdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = decide(user, place, form.cleaned_data["answer"])
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, words)
        return redirect("roster-administrators")
    context = {"place": place, "form": form}
    return render(request, "accounts/roster_administrator.html", context, status=422 if form.errors else 200)


def decide(by: Any, place: RosterPlace, answer: str) -> str:
    """Carry the answer out, and the sentence that says what happened."""
    at, name = timezone.now(), place.person.user.name
    if answer == AdministratorForm.STAFF:
        roster_principals.leave_as_staff(by=by, at=at, place=place)
        return _("%(name)s stays a staff member.") % {"name": name}
    if roster_principals.make_principal(by=by, at=at, place=place):
        return _("%(name)s is invited to be principal. The role begins when they accept.") % {"name": name}
    return _("%(name)s is principal now, and has been told.") % {"name": name}


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
    if request.method == "POST":
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
    count = staff_invitations.waiting(by=user, at=at, place=place).count()
    context = {"form": asked, "place": place, "count": count, "district": place.kind != Kind.SCHOOL}
    return render(request, "accounts/person_invite_all.html", context)


@requires(Permission.PEOPLE_MANAGE)
@require_POST
def person_invite(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Invite one who came with a roster."""
    user: Any = request.user
    person = managed_person(user, str(pk))
    try:
        invitation = staff_invitations.invite_one(by=user, at=timezone.now(), person=person)
    except Refused as refusal:
        messages.error(request, str(refusal.words))
    else:
        words = _("The invitation to %(email)s is on its way. Its link works once, for 14 days.")
        messages.success(request, words % {"email": invitation.email})
    return redirect("person-detail", pk=pk)
