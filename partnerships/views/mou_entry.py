"""Entering the MOU signed on paper, and the other side's answer."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import Organization
from accounts.permissions import Permission
from common.forms import ConfirmForm
from common.refusals import Refused
from common.uploads import takes_files
from partnerships.actions import versions as actions
from partnerships.forms.mou import MouEntry, RejectForm
from partnerships.models import Partnership, Scan, Version
from partnerships.reference import MODEL_SOURCE
from partnerships.scoping import sides_held
from partnerships.states import VersionState

ACTS = ("add", "model", "remove-")


@requires(Permission.MOU_ENTER)
@takes_files()
@require_http_methods(["GET", "HEAD", "POST"])
def mou_enter(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One page: the paper, its clauses, its terms, the scan. Buttons that add or take away a clause only redraw it."""
    rows = (
        Partnership.objects.with_permission(request.user, Permission.MOU_ENTER)
        .accepted()
        .select_related("district", "agency")
    )
    partnership = get_object_or_404(rows, pk=pk)
    side = sides_held(request.user, Permission.MOU_ENTER, partnership, timezone.now())[0]
    previous = _previous(partnership)
    if previous is not None and previous.state == VersionState.ENTERED:
        messages.warning(request, _("A version is waiting for the other side; it is answered first."))
        return redirect("mou-version", pk=previous.pk)
    kept = _kept(previous, side)
    act = request.POST.get("act", "")
    if request.method != "POST":
        entry = MouEntry.fresh(previous, kept)
    elif act.startswith(ACTS):
        entry = MouEntry.edited(request.POST, act, kept)
    else:
        entry = MouEntry.sent(request.POST, request.FILES, kept)
        if entry.is_valid():
            done = _enter(request, partnership, side, entry)
            if done is not None:
                return done
    context = {
        "partnership": partnership,
        "other": partnership.other_side(side),
        "entry": entry,
        "previous": previous,
        "source": "" if previous else MODEL_SOURCE,
    }
    return render(request, "partnerships/mou_enter.html", context, status=422 if entry.errors else 200)


def _enter(
    request: SignedInRequest, partnership: Partnership, side: Organization, entry: MouEntry
) -> HttpResponse | None:
    """Enter what was judged good; None, with the reason on the page, when it cannot be."""
    try:
        version = actions.enter(
            by=request.user,
            at=timezone.now(),
            partnership=partnership,
            side=side,
            text=entry.text(),
            paper=entry.scan.cleaned_data["scan"],
        )
    except Refused as refusal:
        entry.paper.add_error(None, str(refusal.words))
        return None
    other = partnership.other_side(side)
    messages.success(request, _("Entered. %(other)s has been asked to confirm it.") % {"other": other})
    return redirect("mou-version", pk=version.pk)


def _previous(partnership: Partnership) -> Version | None:
    """The latest version, whatever its state: what a new one begins from."""
    return Version.objects.filter(agreement__partnership=partnership).order_by("-number").first()


def _kept(previous: Version | None, side: Organization) -> Scan | None:
    """The scan that need not be sent again: of a version of ours that was sent back."""
    if previous is None or previous.state != VersionState.REJECTED or previous.entered_for_id != side.pk:
        return None
    return Scan.objects.filter(version=previous).first()


def _version(request: SignedInRequest, pk: uuid.UUID) -> Version:
    rows = Version.objects.visible_to(request.user).select_related(
        "entered_for", "agreement__partnership__district", "agreement__partnership__agency"
    )
    return get_object_or_404(rows, pk=pk)


def _settled(request: SignedInRequest, version: Version) -> HttpResponse:
    """Back to the version, with the reason why there is nothing to decide."""
    messages.info(request, _("This version has been decided already."))
    return redirect("mou-version", pk=version.pk)


@requires(Permission.MOU_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_confirm(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The other side says: this is what was signed."""
    version = _version(request, pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    actions.check_deciding(by=request.user, version=version, at=timezone.now())
    if request.method != "POST" and version.state != VersionState.ENTERED:
        return _settled(request, version)
    if request.method == "POST":
        try:
            actions.confirm(by=request.user, at=timezone.now(), version=version)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, _("Confirmed. It is in force from its first day."))
        return redirect("mou-version", pk=pk)
    return render(request, "partnerships/mou_confirm.html", {"version": version, "form": form})


@requires(Permission.MOU_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_reject(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The other side says what is not right."""
    version = _version(request, pk)
    form = RejectForm(request.POST if request.method == "POST" else None)
    actions.check_deciding(by=request.user, version=version, at=timezone.now())
    if request.method != "POST" and version.state != VersionState.ENTERED:
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
