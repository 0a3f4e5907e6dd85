"""The answers to an MOU that was entered: the other side confirms it or sends it back; its own side takes it back."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, require, requires
from accounts.permissions import Permission
from common.forms import ConfirmForm
from common.refusals import Refused
from partnerships.actions import versions as actions
from partnerships.differences import differences
from partnerships.errors import AlreadyDecided
from partnerships.forms.mou import RejectForm
from partnerships.models import Version
from partnerships.mou_status import long_words, what_it_changes
from partnerships.states import VersionState


def _version(request: SignedInRequest, pk: uuid.UUID) -> Version:
    rows = Version.objects.visible_to(request.user).select_related(
        "entered_for", "agreement__partnership__district", "agreement__partnership__agency"
    )
    return get_object_or_404(rows, pk=pk)


def _shown(version: Version) -> dict[str, object]:
    """What of a version its check pages show, and what both sides compare with their paper."""
    days = (version.effective_on, version.expires_on)
    signed = (version.signed_on, version.signed_by_school, version.signed_by_agency)
    return {
        _("who entered it"): version.entered_for,
        _("who answers it"): version.confirming_side,
        _("title"): version.title,
        _("signatures"): signed,
        _("first and last day"): days,
        _("clauses"): list(version.clauses.order_by("position").values_list("number", "heading", "text")),
        _("terms"): list(version.terms.order_by("key").values_list("key", "value", "clause__number")),
    }


def _settled(request: SignedInRequest, version: Version) -> HttpResponse:
    """Back to the version, with the reason why there is nothing to decide."""
    messages.info(request, str(AlreadyDecided.words))
    return redirect("mou-version", pk=version.pk)


@requires(Permission.MOU_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_confirm(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The other side says: this is what was signed."""
    version = _version(request, pk)
    actions.check_deciding(by=request.user, version=version, at=timezone.now())
    if version.state != VersionState.ENTERED:
        return _settled(request, version)
    confirmed = Version.objects.confirmed().filter(agreement=version.agreement_id)
    changes = what_it_changes(version, confirmed, timezone.now())
    differ = differences(version, list(version.clauses.all()), version.terms.select_related("clause"))
    shown = {
        **_shown(version),
        _("what ends when it is confirmed"): changes,
        _("where clauses and terms differ"): differ,
    }
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm(by=request.user, at=timezone.now(), version=version)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, _("Confirmed. It is in force from its first day."))
        return redirect("mou-version", pk=pk)
    long = long_words(version.effective_on, version.last_day)
    context = {"version": version, "form": form, "changes": changes, "differ": differ, "long": long}
    return render(request, "partnerships/mou_confirm.html", context, status=422 if form.errors else 200)


@requires(Permission.MOU_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_reject(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The other side says what is not right."""
    version = _version(request, pk)
    actions.check_deciding(by=request.user, version=version, at=timezone.now())
    form = RejectForm(request.POST if request.method == "POST" else None, shown=_shown(version))
    if version.state != VersionState.ENTERED and not form.is_bound:
        return _settled(request, version)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reject(by=request.user, at=timezone.now(), version=version, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Sent back. The other side has been told what is not right."))
            return redirect("mou-version", pk=pk)
    context = {"version": version, "form": form}
    return render(request, "partnerships/mou_reject.html", context, status=422 if form.errors else 200)


@requires(Permission.MOU_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The side that entered it takes it back before it is answered."""
    version = _version(request, pk)
    if version.state != VersionState.ENTERED:
        return _settled(request, version)
    require(by=request.user, permission=Permission.MOU_ENTER, on=version.entered_for, at=timezone.now())
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=_shown(version))
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(by=request.user, at=timezone.now(), version=version)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, _("Taken back. The other side has been told; you can enter it corrected."))
        return redirect("mou-version", pk=pk)
    context = {"version": version, "form": form}
    return render(request, "partnerships/mou_withdraw.html", context, status=422 if form.errors else 200)
