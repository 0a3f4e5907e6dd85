"""Telling the agency, by hand and on a ground of its own, that a plan exists for the student."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.views.fresh import fresh, posts
from incidents.actions import plans
from incidents.choices import PlanKnown, TextKind
from incidents.errors import AlreadyDecided, CoverClosed, IdentityNotAllowed
from incidents.fields import BY_NAME
from incidents.forms.details import PlanForm
from incidents.rules import Act
from incidents.views.lookups import READERS, frozen, texts_of
from incidents.views.officer import too_late
from incidents.views.sending import grounds, identity_of, receiving_of


@requires(*READERS)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_plan(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """That there is a plan and whom to speak to; never what it says."""
    referral, at = frozen(request, pk, Act.PLAN), timezone.now()
    if referral.plan != PlanKnown.YES:
        raise Http404
    said = texts_of(referral).get(TextKind.SPEAK_TO, "")
    facts = [
        {"term": BY_NAME["plan"].label, "value": BY_NAME["plan"].words(referral.plan)},
        {"term": BY_NAME["speak_to"].label, "value": said},
    ]
    bases = grounds(referral, receiving_of(referral.school))
    shown = {str(one["term"]): one["value"] for one in facts}
    today = referral.school.today(at)
    form = PlanForm(request.POST if request.method == "POST" else None, bases=bases, today=today, shown=shown)
    if bases and form.is_bound and form.is_valid() and (ground := identity_of(form)):
        try:
            plans.tell_plan(by=request.user, at=at, referral=referral, ground=ground)
        except (AlreadyDecided, CoverClosed, IdentityNotAllowed):
            return too_late(request, referral)
        messages.success(
            request, _("The agency was told that a plan exists for %(number)s.") % {"number": referral.number}
        )
        return redirect("referral-detail", pk)
    context = {"form": form, "referral": referral, "facts": facts, "bases": bases}
    return render(request, "incidents/referral_plan.html", context, status=422 if form.errors else 200)
