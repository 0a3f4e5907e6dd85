"""The school says whether a guardian was told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from common.refusals import SaidOtherwise
from incidents.actions import guardians
from incidents.forms.school import GuardianForm
from incidents.rules import Act
from incidents.views.conflicts import came_second
from incidents.views.lookups import READERS, frozen


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_guardian(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Who told a guardian, when, how; or why nobody did. It stays with the school."""
    referral, now = frozen(request, pk, Act.GUARDIAN), timezone.now()
    form = GuardianForm(request.POST if request.method == "POST" else None, zone=referral.school.zone, now=now)
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["form_key"]
        try:
            guardians.record_guardian(by=request.user, at=now, referral=referral, telling=form.telling, form_key=key)
        except SaidOtherwise:
            return came_second(request, referral, form)
        messages.success(request, _("Kept with %(number)s. It stays with the school.") % {"number": referral.number})
        return redirect("referral-detail", pk)
    context = {"form": form, "referral": referral}
    return render(request, "incidents/referral_guardian.html", context, status=422 if form.errors else 200)
