"""Where the entry of an MOU begins: with our clauses, the version before, or a pasted text."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from common.refusals import Refused
from partnerships.actions import mou_drafts
from partnerships.forms.mou import StartForm
from partnerships.models import MouDraft, Partnership, Version
from partnerships.reference import MODEL_SOURCE
from partnerships.scoping import sides_held
from partnerships.states import VersionState


@requires(Permission.MOU_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_enter(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin a draft; who has one goes on with it."""
    rows = (
        Partnership.objects.with_permission(request.user, Permission.MOU_ENTER)
        .accepted()
        .select_related("district", "agency")
    )
    partnership, now = get_object_or_404(rows, pk=pk), timezone.now()
    side = sides_held(request.user, Permission.MOU_ENTER, partnership, now)[0]
    draft = MouDraft.objects.filter(partnership=partnership, side=side).first()
    previous = Version.objects.filter(agreement__partnership=partnership).order_by("-number").first()
    if request.method != "POST":
        if draft is not None:
            return redirect("mou-draft-contents", pk=draft.pk)
        if previous is not None and previous.state == VersionState.ENTERED:
            messages.warning(request, _("A version is waiting for the other side; it is answered first."))
            return redirect("mou-version", pk=previous.pk)
    form = StartForm(request.POST if request.method == "POST" else None, previous=previous)
    if request.method == "POST" and form.is_valid():
        try:
            begun = mou_drafts.begin(by=request.user, at=now, partnership=partnership, side=side, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            return redirect("mou-draft-contents", pk=begun.pk)
    context = {"partnership": partnership, "form": form, "previous": previous, "draft": draft, "source": MODEL_SOURCE}
    context["other"] = partnership.other_side(side)
    return render(request, "partnerships/mou_enter.html", context, status=422 if form.errors else 200)
