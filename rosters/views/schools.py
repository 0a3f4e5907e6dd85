"""Schools that the roster let go, and closing one of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from common.forms import ConfirmForm
from common.refusals import Refused
from rosters.actions import schools
from rosters.dependents import ending_with
from rosters.models import SchoolLetGo

MOST_NAMED = 100


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_school_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look at who works there, then close it."""
    at = timezone.now()
    seen = SchoolLetGo.objects.visible_to(request.user).select_related("school", "district")
    let_go = get_object_or_404(seen, pk=pk)
    roles = schools.roles_at(let_go, at).select_related("user").order_by("user__name_folded", "pk")
    ending = ending_with(let_go.school, at)
    shown = {
        _("the school"): let_go.school.name,
        _("roles that end"): sorted((str(one.user_id), one.role) for one in roles),
        _("what else ends"): ending,
    }
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            count = schools.close(by=request.user, at=at, let_go=let_go)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            words = ngettext("%(n)s role there ended today.", "%(n)s roles there ended today.", count) % {"n": count}
            messages.success(request, _("%(school)s is closed.") % {"school": let_go.school} + " " + words)
        return redirect("roster-list")
    facts = [{"term": one.user.name, "value": one.get_role_display()} for one in roles[:MOST_NAMED]]
    context = {"form": form, "let_go": let_go, "facts": facts, "ending": ending}
    return render(request, "rosters/roster_school_close.html", context, status=422 if form.errors else 200)
