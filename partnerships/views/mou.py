"""Reading the MOU: how it stands, its clauses and terms, its versions, the scan."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from common.scans import name_as_sent
from common.uploads import download
from partnerships.differences import differences
from partnerships.effective_days import effective_days
from partnerships.models import AnnualReview, Clause, MouDraft, Partnership, Scan, Term, Version
from partnerships.mou_status import mou_status, mous_words, version_words
from partnerships.reference import is_model_text
from partnerships.review_status import review_statuses
from partnerships.scoping import Cover, covers, sides_held
from partnerships.states import TO_CORRECT, VersionState
from partnerships.terms import KEPT_ONLY, TermKey, term_words

WITH_SIDES = ("agreement__partnership__district", "agreement__partnership__agency")


@requires(Permission.MOU_VIEW)
@require_safe
def mou_list(request: SignedInRequest) -> HttpResponse:
    """Every MOU of the person's side; with only one, that one."""
    rows = Partnership.objects.with_mou_visible_to(request.user).select_related("district", "agency")
    found = covers(rows.order_by("district__name_folded", "agency__name_folded", "pk"), timezone.now())
    if len(found) == 1:
        return redirect("mou-detail", pk=found[0].partnership.pk)
    listed: list[dict[str, Any]] = [{"cover": cover, "status": mou_status(cover)} for cover in found]
    return render(
        request,
        "partnerships/mou_list.html",
        {"mous": listed, "heading": mous_words([row["status"] for row in listed])},
    )


@requires(Permission.MOU_VIEW)
@require_safe
def mou_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The MOU of one partnership as it stands today."""
    rows = Partnership.objects.with_mou_visible_to(request.user).select_related("district", "agency")
    partnership, now = get_object_or_404(rows, pk=pk), timezone.now()
    cover = covers([partnership], now)[0]
    versions = list(
        Version.objects.visible_to(request.user)
        .filter(agreement__partnership=partnership)
        .select_related("entered_for", *WITH_SIDES)
        .order_by("-number")
    )
    day = partnership.district.today(now)
    coming = [one for one in versions if one.state == VersionState.CONFIRMED and one.effective_on > day]
    shown = cover.version or (coming[-1] if coming else None)
    enters = sides_held(request.user, Permission.MOU_ENTER, partnership, now)
    stand = effective_days(versions, partnership.district.zone)
    latest = versions[0] if versions else None
    waiting = next((one for one in versions if one.state == VersionState.ENTERED), None)
    context = {
        "partnership": partnership,
        "cover": cover,
        "status": mou_status(cover, coming[-1] if coming else None),
        "waiting": waiting,
        "waits_for_us": waiting and _decides(request, waiting),
        "sent_back": latest if latest and latest.state == VersionState.REJECTED else None,
        "taken_back": latest if latest and latest.state == VersionState.WITHDRAWN else None,
        "versions": [(one, version_words(one, stand.get(one.pk), day)) for one in versions],
        "may_enter": bool(enters) and waiting is None,
        "draft": MouDraft.objects.filter(partnership=partnership, side__in=enters).first() if enters else None,
        "may_draft": bool(sides_held(request.user, Permission.MOU_CONFIRM, partnership, now)),
        **_reviews(request, cover, now),
        **(content_of(shown) if shown else {}),
    }
    return render(request, "partnerships/mou_detail.html", context)


@requires(Permission.MOU_VIEW)
@require_safe
def mou_version(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One version as it was entered: to read, and for the other side to confirm."""
    rows = Version.objects.visible_to(request.user).select_related(
        "entered_for", "entered_by", "confirmed_by", "rejected_by", "withdrawn_by", *WITH_SIDES
    )
    version, now = get_object_or_404(rows, pk=pk), timezone.now()
    partnership = version.agreement.partnership
    enters = sides_held(request.user, Permission.MOU_ENTER, partnership, now)
    entered = version.state == VersionState.ENTERED
    confirmed = Version.objects.confirmed().filter(agreement=version.agreement_id)
    days = effective_days(confirmed, partnership.district.zone).get(version.pk)
    context = {
        "partnership": partnership,
        "stands": version_words(version, days, partnership.district.today(now)),
        "decides": entered and _decides(request, version),
        "may_withdraw": entered and version.entered_for in enters,
        "may_correct": bool(enters) and version.state in TO_CORRECT,
        **content_of(version),
    }
    return render(request, "partnerships/mou_version.html", context)


def _reviews(request: SignedInRequest, cover: Cover, now: datetime) -> dict[str, Any]:
    """How the yearly review stands, what was recorded before, and whether this person has one to record."""
    review = next(iter(review_statuses([cover], now)), None)
    held = sides_held(request.user, Permission.REVIEW_RECORD, cover.partnership, now)
    return {
        "review": review,
        "may_review": bool(review and any(review.cycle_to_record(side) for side in held)),
        "recorded": list(
            AnnualReview.objects.visible_to(request.user)
            .filter(version__agreement__partnership=cover.partnership)
            .select_related("side", "by")
            .order_by("-cycle", "-at")
        ),
    }


def _decides(request: SignedInRequest, version: Version) -> bool:
    """Whether this person may confirm it: of the other side, and not the one who entered it."""
    held = sides_held(request.user, Permission.MOU_CONFIRM, version.agreement.partnership, timezone.now())
    return version.confirming_side in held and version.entered_by_id != request.user.pk


def content_of(version: Version) -> dict[str, Any]:
    """What a version says: clauses, terms in the order of the list, the scan."""
    rows = list(version.terms.select_related("clause"))
    shown = shown_of(version, list(version.clauses.all()), rows)
    return {**shown, "scan": Scan.objects.filter(version=version).first()}


def shown_of(version: Version, clauses: list[Clause], rows: list[Term]) -> dict[str, Any]:
    """Clauses and terms as a page shows them, of a version with or without rows of its own."""
    by_key = {term.key: term for term in rows}
    terms = [
        {
            "label": key.label,
            "value": term_words(key, by_key[key].value),
            "clause": by_key[key].clause,
            "kept_only": key in KEPT_ONLY,
        }
        for key in sorted(TermKey, key=lambda key: key in KEPT_ONLY)
        if key in by_key
    ]
    waiting = version.state == VersionState.ENTERED
    confirmed = version.state == VersionState.CONFIRMED
    return {
        "version": version,
        "clauses": clauses,
        "drafts": [] if confirmed else [clause.number for clause in clauses if is_model_text(clause.text)],
        "terms": terms,
        "differ": differences(version, clauses, rows) if waiting else [],
    }


@requires(Permission.MOU_VIEW)
@require_safe
def mou_scan(request: SignedInRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The scan of a version, to be saved and never shown in place."""
    scan = get_object_or_404(Scan.objects.visible_to(request.user), version=pk)
    return download(scan.file, name=scan.name, media_type=scan.media_type)


@requires(Permission.MOU_VIEW)
@require_safe
def mou_scan_as_sent(request: SignedInRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The scan of a version as it was sent, where what is kept of it may look different."""
    scan = get_object_or_404(Scan.objects.visible_to(request.user).exclude(original=""), version=pk)
    return download(scan.original, name=name_as_sent(scan.name), media_type=scan.media_type)
