"""Importing a roster: send it, look at what it would do, apply it, see how it went."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts import directory
from accounts.access import SignedInRequest, requires
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.exporting import csv_answer
from accounts.views.listing import neighbours
from common.forms import ConfirmForm
from common.paging import capped_count, page
from common.refusals import Refused
from common.tables import csv_file
from common.uploads import MEGABYTE, takes_files
from rosters.actions import imports
from rosters.forms import ApplyForm, PreviewFilter, RosterForm
from rosters.models import RosterImport, RosterPlace, RosterProblem, SchoolLetGo, Verdict, WaitingSchool, WaitingStaff
from rosters.oneroster.bundle import MOST_BYTES
from rosters.querysets import gone_principals
from rosters.states import RosterState

BY_AGE = ("-created_at", "-id")
BY_KEY = ("id",)
COUNTED = {
    "created": gettext_lazy("%(n)s new"),
    "updated": gettext_lazy("%(n)s changed"),
    "ended": gettext_lazy("%(n)s that end"),
    "unchanged": gettext_lazy("%(n)s as they are"),
    "rejected": gettext_lazy("%(n)s that cannot be used"),
}


def districts_of(user: User) -> list[Organization]:
    """The districts whose rosters this person imports."""
    own = reach_of(user).of(Permission.ROSTER_IMPORT)
    return list(Organization.objects.districts().filter(own.match_itself()).order_by("name_folded"))


def waiting_principals(user: User) -> int:
    """How many people marked administrator wait for a word on whether they are the principal."""
    at = timezone.now()
    return RosterPlace.objects.visible_to(user).awaiting_principal(directory.day_of(user, at), at).count()


def found_import(request: SignedInRequest, pk: uuid.UUID) -> RosterImport:
    """An import of one's own district, or 404."""
    seen = RosterImport.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("district", "sent_by", "confirmed_by"), pk=pk)


@requires(Permission.ROSTER_IMPORT)
@takes_files(MOST_BYTES + MEGABYTE, in_memory=True)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_list(request: SignedInRequest) -> HttpResponse:
    """Where a roster is sent, and what became of the earlier ones."""
    if request.method == "POST":
        return roster_send(request)
    return roster_page(request, RosterForm(districts=districts_of(request.user)))


def roster_send(request: SignedInRequest) -> HttpResponse:
    """Read what was sent and go on to its preview; or say what is wrong with it."""
    form = RosterForm(request.POST, request.FILES, districts=districts_of(request.user))
    if form.is_valid():
        try:
            received = imports.receive(
                by=request.user, at=timezone.now(), district=form.chosen(), file=form.cleaned_data["file"].file
            )
        except Refused as refusal:
            form.add_error("file", str(refusal.words))
        else:
            return redirect("roster-detail", pk=received.pk)
    return roster_page(request, form)


def roster_page(request: SignedInRequest, form: RosterForm) -> HttpResponse:
    """The page of the list, with its form as it stands."""
    found = RosterImport.objects.visible_to(request.user).select_related("district", "sent_by")
    sheet = page(found, key=BY_AGE, after=request.GET.get("after"), before=request.GET.get("before"))
    context = {
        "form": form,
        "rows": sheet.items,
        "let_go": SchoolLetGo.objects.visible_to(request.user)
        .select_related("school")
        .order_by("-created_at", "pk")[:100],
        "several": len(districts_of(request.user)) > 1,
        "administrators": waiting_principals(request.user),
        **neighbours(request, sheet),
    }
    return render(request, "rosters/roster_list.html", context, status=422 if form.errors else 200)


@requires(Permission.ROSTER_IMPORT)
@vary_on_headers("HX-Request")
@require_safe
def roster_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One import: its preview, how far it is, or what it did."""
    roster = found_import(request, pk)
    if request.headers.get("HX-Request") and not roster.is_under_way:
        # The page asked how far it is, and it is done: all of the page has changed.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context: dict[str, Any] = {"roster": roster, "facts": facts_of(roster)}
    if roster.state == RosterState.PREVIEWED:
        context |= preview_of(request, roster)
    elif roster.is_under_way:
        context |= progress_of(roster)
    elif roster.state == RosterState.APPLIED:
        at = timezone.now()
        context["administrators"] = waiting_principals(request.user)
        context["gone"] = gone_principals(request.user, directory.day_of(request.user, at), at).count()
    return render(request, "rosters/roster_detail.html", context)


def facts_of(roster: RosterImport) -> list[dict[str, Any]]:
    """The numbers in words: what happens, or happened, with schools and with staff."""
    facts = []
    for kind, term in (("schools", _("Schools")), ("staff", _("Staff"))):
        numbers = roster.counts.get(kind, {})
        said = [words % {"n": numbers[name]} for name, words in COUNTED.items() if numbers.get(name)]
        facts.append({"term": term, "value": ", ".join(said) or _("none")})
    return facts


def progress_of(roster: RosterImport) -> dict[str, Any]:
    """How far an import is that somebody's worker is at, in lines and in words, and where it is stopped."""
    total, done = roster.work_total or 0, min(roster.work_done, roster.work_total or 0)
    numbers = {"done": f"{done:,}", "total": f"{total:,}"}
    if roster.state == RosterState.CONFIRMED:
        words = _("Read, compared and confirmed. It waits for its turn, usually less than a minute.")
        done, total = 0, 1
    elif roster.state == RosterState.APPLYING:
        words = _("%(done)s of %(total)s lines are applied. You can leave this page; the work goes on.") % numbers
    elif not total:
        words = _("The lines are being read.")
    else:
        half = {"done": f"{done // 2:,}", "total": f"{total // 2:,}"}
        words = (
            _("%(done)s of %(total)s lines are read and compared. You can leave this page; the work goes on.") % half
        )
    name = "roster-stop" if roster.state == RosterState.APPLYING else "roster-discard"
    return {"step": done, "steps": total or 1, "words": words, "cancel_url": reverse(name, args=[roster.pk])}


def preview_of(request: SignedInRequest, roster: RosterImport) -> dict[str, Any]:
    """The rows the filter lets through, a page of them, and how many there are."""
    form = PreviewFilter(request.GET)
    kind, verdict = form.wanted(PreviewFilter.PROBLEMS if roster.rejected else PreviewFilter.STAFF)
    found = rows_of(roster, kind, verdict)
    sheet: Any = page(found, key=BY_KEY, after=request.GET.get("after"), before=request.GET.get("before"))
    shown = PreviewFilter({"kind": kind, "verdict": verdict})
    if kind == PreviewFilter.STAFF:
        name_places(roster, sheet.items)
    return {
        "form": shown,
        "kind": kind,
        "rows": sheet.items,
        "words": shown_words(kind, capped_count(found), verdict),
        **neighbours(request, sheet),
    }


def rows_of(roster: RosterImport, kind: str, verdict: str) -> QuerySet[Any]:
    """The rows of a preview."""
    if kind == PreviewFilter.PROBLEMS:
        return RosterProblem.objects.filter(roster_import=roster)
    model: Any = WaitingSchool if kind == PreviewFilter.SCHOOLS else WaitingStaff
    found: QuerySet[Any] = model.objects.filter(roster_import=roster).exclude(verdict="")
    if verdict == PreviewFilter.CHANGES:
        return found.filter(verdict__in=[Verdict.CREATED, Verdict.UPDATED, Verdict.ENDED])
    return found.filter(verdict=verdict)


def shown_words(kind: str, count: str, verdict: str) -> str:
    """How many, and what the list is filtered by."""
    if kind == PreviewFilter.PROBLEMS:
        return ngettext("%(n)s line with a problem", "%(n)s lines with problems", int(count == "1") or 2) % {"n": count}
    what = _("what changes") if verdict == PreviewFilter.CHANGES else str(Verdict(verdict).label).lower()
    kinds = _("schools") if kind == PreviewFilter.SCHOOLS else _("staff")
    return f"{count} {kinds} · {what}"


def name_places(roster: RosterImport, rows: Iterable[WaitingStaff]) -> None:
    """Give each row the names of where it begins and ends. Two queries."""
    listed = list(rows)
    ids = {one for row in listed for one in row.moves.get("starts", row.places)}
    names = dict(roster.schools.filter(roster_id__in=ids).values_list("roster_id", "name"))
    pks = {one for row in listed for one in row.moves.get("ends", [])}
    here = Organization.objects.filter(parent=roster.district_id).filter(Q(pk__in=pks) | Q(roster_id__in=ids))
    for pk, roster_id, name in here.values_list("pk", "roster_id", "name"):
        names[str(pk)] = names[roster_id] = name
    for one in (roster.district_roster_id, roster.district.roster_id, str(roster.district_id)):
        names[one] = str(roster.district)
    for row in listed:
        row.starting = [names.get(one, one) for one in row.moves.get("starts", row.places)]  # type: ignore[attr-defined]
        row.ending = [names.get(one, one) for one in row.moves.get("ends", [])]  # type: ignore[attr-defined]


@requires(Permission.ROSTER_IMPORT)
@require_safe
def roster_problems(request: SignedInRequest, pk: uuid.UUID) -> FileResponse:
    """The lines that cannot be used, as CSV: file, line, id, what to do. No line names a person."""
    roster = found_import(request, pk)
    problems = RosterProblem.objects.filter(roster_import=roster).order_by("file", "line", "pk")
    rows = ((one.file, one.line, one.roster_id, one.words) for one in problems.iterator(500))
    file = csv_file([_("File"), _("Line"), _("sourcedId"), _("What is wrong, and what to do")], rows)
    return csv_answer(file, f"roster-problems-{roster.created_at:%Y-%m-%d}")


def shown_of(roster: RosterImport) -> dict[str, object]:
    """What the pages show on which a roster is applied or discarded."""
    return {
        _("the district"): (roster.district.name, roster.district_name),
        _("schools"): roster.counts.get("schools", {}),
        _("staff"): roster.counts.get("staff", {}),
        _("roles that end"): roster.ending,
        _("lines that are left out"): roster.rejected,
    }


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_apply(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Look once more, then let it be carried out."""
    roster = found_import(request, pk)
    if request.method != "POST" and roster.state != RosterState.PREVIEWED:
        return redirect("roster-detail", pk=pk)
    bound = request.POST if request.method == "POST" else None
    form = ApplyForm(bound, roster_import=roster, shown=shown_of(roster))
    if request.method == "POST" and form.is_valid():
        try:
            imports.confirm(by=request.user, at=timezone.now(), roster_import=roster, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        return redirect("roster-detail", pk=pk)
    context = {"roster": roster, "form": form, "facts": facts_of(roster)}
    return render(request, "rosters/roster_apply.html", context, status=422 if form.errors else 200)


@requires(Permission.ROSTER_IMPORT)
@require_POST
def roster_stop(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Stop an import that is being applied, after its next step."""
    try:
        imports.stop(by=request.user, at=timezone.now(), roster_import=found_import(request, pk))
    except Refused as refusal:
        messages.error(request, str(refusal.words))
    return redirect("roster-detail", pk=pk)


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_discard(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a preview up, once confirmed."""
    roster = found_import(request, pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown_of(roster))
    if request.method == "POST" and form.is_valid():
        try:
            imports.discard(by=request.user, at=timezone.now(), roster_import=roster)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
            return redirect("roster-detail", pk=pk)
        messages.success(request, _("Discarded. Nothing of it was kept."))
        return redirect("roster-list")
    context = {"form": form, "roster": roster, "facts": facts_of(roster)}
    return render(request, "rosters/roster_discard.html", context, status=422 if form.errors else 200)
