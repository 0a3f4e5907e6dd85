"""What follows an import: who marked administrator is principal, and who is invited."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import directory
from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.permissions import Permission
from accounts.roles import Kind
from accounts.views.fresh import fresh, posts
from accounts.views.listing import neighbours
from common.paging import page
from common.refusals import Refused
from rosters.actions import principals
from rosters.forms import AdministratorForm
from rosters.models import RosterPlace
from rosters.querysets import gone_principals

MOST_GONE = 100


@requires(Permission.ROSTER_IMPORT)
@require_safe
def roster_administrators(request: SignedInRequest) -> HttpResponse:
    """Whom the last roster marks administrator, and nobody has decided about yet."""
    at = timezone.now()
    found = RosterPlace.objects.visible_to(request.user).awaiting_principal(directory.day_of(request.user, at), at)
    found = found.select_related("person__user", "organization")
    sheet = page(found, key=("id",), after=request.GET.get("after"), before=request.GET.get("before"))
    gone = gone_principals(request.user, directory.day_of(request.user, at), at)
    context = {
        "rows": sheet.items,
        "count": found.count(),
        "gone": gone.select_related("user", "organization").order_by("organization__name_folded", "pk")[:MOST_GONE],
        **neighbours(request, sheet),
    }
    return render(request, "rosters/roster_administrators.html", context)


@requires(Permission.ROSTER_IMPORT)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_administrator(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether one of them is the principal of the school."""
    seen = RosterPlace.objects.visible_to(request.user)
    marked = seen.filter(person__administrator=True, organization__kind=Kind.SCHOOL)
    place = get_object_or_404(marked.select_related("person__user", "organization__parent"), pk=pk)
    person = place.person.user
    shown = {_("their name"): person.name, _("their address"): person.email, _("the school"): place.organization.name}
    form = AdministratorForm(request.POST or None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            words = decide(request.user, place, form.cleaned_data["answer"])
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, words)
        return redirect("roster-administrators")
    context = {"place": place, "form": form}
    return render(request, "rosters/roster_administrator.html", context, status=422 if form.errors else 200)


def decide(by: User, place: RosterPlace, answer: str) -> str:
    """Carry the answer out, and the sentence that says what happened."""
    at, name = timezone.now(), place.person.user.name
    if answer == AdministratorForm.STAFF:
        principals.leave_as_staff(by=by, at=at, place=place)
        return _("%(name)s stays a staff member.") % {"name": name}
    if principals.make_principal(by=by, at=at, place=place):
        return _("%(name)s is invited to be principal. The role begins when they accept.") % {"name": name}
    return _("%(name)s is principal now, and has been told.") % {"name": name}
