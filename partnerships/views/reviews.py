"""The yearly review of the MOU: one side records its own."""

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
from partnerships.actions import reviews as actions
from partnerships.errors import AlreadyReviewed, NothingToReview
from partnerships.forms.reviews import ReviewForm
from partnerships.models import Partnership
from partnerships.review_status import review_statuses
from partnerships.scoping import covers, sides_held


@requires(Permission.REVIEW_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def review_record(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The form for one's own side; a side whose review is recorded, or without an MOU in force, is told so."""
    rows = Partnership.objects.with_permission(request.user, Permission.REVIEW_RECORD).accepted()
    partnership, now = get_object_or_404(rows.select_related("district", "agency"), pk=pk), timezone.now()
    status = next(iter(review_statuses(covers([partnership], now), now)), None)
    sides = sides_held(request.user, Permission.REVIEW_RECORD, partnership, now)
    side = next((one for one in sides if status and status.cycle_to_record(one)), None)
    if status is None or side is None:
        messages.info(request, str((AlreadyReviewed if status else NothingToReview).words))
        return redirect("mou-detail", pk=pk)
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        initial={"held_on": side.today(now), "form_key": uuid.uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        form_key = form.cleaned_data["form_key"]
        try:
            actions.record(
                by=request.user, at=now, partnership=partnership, side=side, details=form.details(), form_key=form_key
            )
        except Refused as refusal:
            form.add_error("held_on", str(refusal.words))
        else:
            messages.success(request, _("Recorded. Both sides can read it on this page."))
            return redirect("mou-detail", pk=pk)
    context = {"partnership": partnership, "side": side, "cycle": status.cycle_to_record(side), "form": form}
    return render(request, "partnerships/review_record.html", context, status=422 if form.errors else 200)
