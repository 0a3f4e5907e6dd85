"""One record: its page, its print, its PDF. Every opening is an audit event."""

from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import requires
from common import pdf
from incidents import documents
from incidents.actions import referrals
from incidents.errors import NotYours
from incidents.models import Referral
from incidents.sheets import Sheet
from incidents.views.doors import READERS, person, reached
from incidents.views.showing import sheet_shown


@requires(*READERS)
@require_safe
def referral_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What needs me now, what is the state, what happened. A draft opens where it goes on."""
    try:
        sheet = opened(request, pk, "page")
    except Http404:
        if Referral.objects.drafts().filter(pk=pk).exists():
            return redirect("referral-resume", reached(request, pk).pk)
        raise
    return render(request, "incidents/referral_detail.html", {"sheet": sheet_shown(sheet), "number": sheet.number})


def opened(request: HttpRequest, pk: UUID, how: Literal["page", "pdf"]) -> Sheet:
    """The sheet of a sent call; the opening is recorded. Raises Http404 where the person may not open it."""
    try:
        return referrals.look(by=person(request), at=timezone.now(), referral=pk, how=how)
    except NotYours as refused:
        raise Http404 from refused


@requires(*READERS)
@require_safe
def referral_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The record on paper, tagged; the agency's copy carries the redisclosure line on every page."""
    sheet = opened(request, pk, "pdf")
    context = documents.referral(sheet_shown(sheet), sheet=sheet, at=timezone.now())
    content = pdf.render(
        documents.REFERRAL, context, language=get_language() or "en", title=documents.referral_title(sheet)
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="referral-{sheet.number}.pdf"'
    return response
