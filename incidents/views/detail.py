"""One record: its page, its print, its PDF. Every opening is an audit event."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from common import pdf
from incidents import documents
from incidents.actions import referrals
from incidents.errors import NotYours
from incidents.forms.lead import LeadForm
from incidents.models import Consult, Referral
from incidents.views.lookups import READERS, reached
from incidents.views.what_for import offered


@requires(*READERS)
@require_safe
def referral_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What needs me now, what is the state, what happened. A draft opens where it goes on."""
    try:
        record = referrals.look(by=request.user, at=timezone.now(), referral=pk)
    except NotYours as refused:
        if Referral.objects.drafts().filter(pk=pk).exists():
            return redirect("referral-resume", reached(request, pk).pk)
        raise Http404 from refused
    asked = Consult.objects.visible_to(request.user).filter(referral=pk).order_by("-asked_at").first()
    context = {"record": record, "lead": LeadForm.of(record), "asked": asked, "asks": offered(record)}
    return render(request, "incidents/referral_detail.html", context)


@requires(*READERS)
@require_safe
def referral_pdf(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The record on paper, tagged; the agency's copy carries the redisclosure line on every page.

    The opening is noted once there is a paper to take; nothing is held while it is printed.
    """
    at = timezone.now()
    try:
        record = referrals.read(by=request.user, at=at, referral=pk)
    except NotYours as refused:
        raise Http404 from refused
    context = documents.referral(record, at=at)
    title = documents.referral_title(record)
    try:
        content = pdf.render(documents.REFERRAL, context, language=get_language() or "en", title=title)
    except pdf.BlockedFetch:
        # What is typed into a record must not make the server fetch an address.
        referrals.note_blocked(by=request.user, at=at, record=record)
        words = _("No PDF was made: the record refers to something outside the portal. You can read it here.")
        messages.error(request, words)
        return redirect("referral-detail", pk)
    referrals.note_printed(by=request.user, at=at, record=record)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="referral-{record.number}.pdf"'
    return response
