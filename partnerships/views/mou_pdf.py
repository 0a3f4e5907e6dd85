"""The MOU on paper: a version as it was entered, and the draft to print before anybody has signed."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from common import pdf
from partnerships import documents
from partnerships.forms.draft import DraftForm
from partnerships.models import Partnership, Version
from partnerships.scoping import covers
from partnerships.states import VersionState
from partnerships.views.mou import WITH_SIDES, content_of

PDF_FOLDER = "papers"  # the folder of versions printed before


@requires(Permission.MOU_VIEW)
@require_safe
def mou_pdf(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One version as a tagged PDF; a confirmed one is printed once and kept."""
    rows = Version.objects.visible_to(request.user).select_related(
        "entered_for", "entered_by", "confirmed_by", "rejected_by", "withdrawn_by", *WITH_SIDES
    )
    version = get_object_or_404(rows, pk=pk)
    shown = content_of(version)
    context = documents.mou(version, clauses=shown["clauses"], terms=shown["terms"])
    title, language = documents.mou_title(version), get_language() or "en"
    if version.state == VersionState.CONFIRMED:
        content = pdf.render_once(documents.MOU, context, language=language, title=title, folder=PDF_FOLDER)
    else:
        content = pdf.render(documents.MOU, context, language=language, title=title)
    return _attached(content, f"mou-version-{version.number}.pdf")


@requires(Permission.MOU_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_draft(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose articles and terms, and get the model text to print. Nothing is written."""
    rows = Partnership.objects.with_permission(request.user, Permission.MOU_CONFIRM).accepted()
    partnership, now = get_object_or_404(rows.select_related("district", "agency"), pk=pk), timezone.now()
    if request.method == "POST":
        form = DraftForm(request.POST)
        if form.is_valid():
            context = documents.draft(partnership, terms=form.terms(), articles=form.cleaned_data["articles"], at=now)
            title = documents.draft_title(partnership)
            content = pdf.render(documents.MOU, context, language=get_language() or "en", title=title)
            return _attached(content, "mou-draft.pdf")
    else:
        cover = covers([partnership], now)[0]
        form = DraftForm(initial=DraftForm.initial_from(vars(cover.terms)))
    context = {"partnership": partnership, "form": form}
    return render(request, "partnerships/mou_draft.html", context, status=422 if form.errors else 200)


def _attached(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
