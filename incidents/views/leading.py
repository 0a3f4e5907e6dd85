"""Who leads an open call."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, requires
from common.refusals import SaidOtherwise
from incidents.actions import leads
from incidents.errors import AlreadyDecided, LeadChanged, LeadUnreachable, UnknownAnswer
from incidents.forms.lead import LeadForm
from incidents.rules import Act
from incidents.views.lookups import READERS, frozen


@requires(*READERS)
@require_POST
def referral_lead(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The record says what stands now, whether it was changed or not."""
    referral = frozen(request, pk, Act.LEAD)
    form = LeadForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed. Choose who leads."))
        return redirect("referral-detail", pk)
    try:
        change = leads.set_lead(by=request.user, at=timezone.now(), referral=referral, **form.cleaned_data)
    except (AlreadyDecided, LeadChanged, LeadUnreachable, SaidOtherwise, UnknownAnswer) as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, _("Who leads now: %(who)s.") % {"who": change.get_lead_display().lower()})
    return redirect("referral-detail", pk)
