"""One record: its page, its print, its PDF. Every opening is an audit event."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from common import pdf
from incidents import documents
from incidents.actions import referrals
from incidents.errors import NotYours
from incidents.models import Referral
from incidents.sheets import Sheet
from incidents.views.lookups import READERS, person, reached
from incidents.views.showing import sheet_shown


@requires(*READERS)
@require_safe
def referral_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What needs me now, what is the state, what happened. A draft opens where it goes on."""
    try:
        sheet = referrals.look(by=person(request), at=timezone.now(), referral=pk)
    except NotYours as refused:
        if Referral.objects.drafts().filter(pk=pk).exists():
            return redirect("referral-resume", reached(request, pk).pk)
        raise Http404 from refused
    return render(request, "incidents/referral_detail.html", {"sheet": sheet_shown(sheet), "number": sheet.number})


@requires(*READERS)
@require_safe
def referral_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The record on paper, tagged; the agency's copy carries the redisclosure line on every page."""
    at = timezone.now()
    try:
        sheet, content = referrals.print_out(
            by=person(request), at=at, referral=pk, printing=lambda sheet: printed(sheet, at)
        )
    except NotYours as refused:
        raise Http404 from refused
    except pdf.BlockedFetch:
        words = _("No PDF was made: the record asks for something from outside the portal. It stands here to read.")
        messages.error(request, words)
        return redirect("referral-detail", pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="referral-{sheet.number}.pdf"'
    return response


def printed(sheet: Sheet, at: datetime) -> bytes:
    """The sheet as a PDF, in the reader's language. Raises BlockedFetch."""
    context = documents.referral(sheet_shown(sheet), sheet=sheet, at=at)
    title = documents.referral_title(sheet)
    return pdf.render(documents.REFERRAL, context, language=get_language() or "en", title=title)
