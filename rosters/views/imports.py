"""Importing a roster: send it, look at what it would do, apply it, see how it went."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts import directory
from accounts.access import SignedInRequest, requires
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.listing import neighbours
from common.paging import capped_count, page
from common.refusals import Refused
from common.tables import csv_rows
from common.uploads import MEGABYTE, takes_files
from rosters.actions import imports
from rosters.forms import ApplyForm, PreviewFilter, RosterForm
from rosters.models import RosterImport, RosterPlace, RosterProblem, Verdict, WaitingSchool, WaitingStaff
from rosters.oneroster.bundle import MOST_BYTES
from rosters.states import RosterState

BY_AGE = ("-created_at", "-id")
BY_KEY = ("id",)
COUNTED = {
    "created": gettext_lazy("%(n)s new"),
    "updated": gettext_lazy("%(n)s changed"),
    "ended": gettext_lazy("%(n)s that end"),
    "unchanged": gettext_lazy("%(n)s as they are"),
    "rejected": gettext_lazy("%(n)s that cannot be taken"),
}
STEPS = (RosterState.PREVIEWED, RosterState.CONFIRMED, RosterState.APPLYING, RosterState.APPLIED)


def districts_of(user: User) -> list[Organization]:
    """The districts whose rosters this person imports."""
    own = reach_of(user).of(Permission.ROSTER_IMPORT)
    return list(Organization.objects.districts().filter(own.match_itself()).order_by("name"))


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
        context["administrators"] = waiting_principals(request.user)
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
    """How far a confirmed import is, as a step of four and in words."""
    words = {
        RosterState.CONFIRMED: _("Read, compared and confirmed. It waits for its turn, usually less than a minute."),
        RosterState.APPLYING: _(
            "It is being applied, all of it or nothing. This takes some seconds for a large district."
        ),
    }
    state = RosterState(roster.state)
    return {"step": STEPS.index(state), "steps": len(STEPS) - 1, "words": words[state]}


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
def roster_problems(request: SignedInRequest, pk: uuid.UUID) -> StreamingHttpResponse:
    """The lines that cannot be taken, as CSV: file, line, what to do. No line names a person."""
    roster = found_import(request, pk)
    problems = RosterProblem.objects.filter(roster_import=roster).order_by("file", "line", "pk")
    rows = ((one.file, one.line, one.words) for one in problems.iterator(500))
    answer = StreamingHttpResponse(
        csv_rows([_("File"), _("Line"), _("What is wrong, and what to do")], rows),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="roster-problems-{roster.created_at:%Y-%m-%d}.csv"'
    return answer


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_apply(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Look once more, then let it be carried out."""
    roster = found_import(request, pk)
    if request.method != "POST" and (roster.state != RosterState.PREVIEWED or roster.rejected):
        return redirect("roster-detail", pk=pk)
    form = ApplyForm(request.POST if request.method == "POST" else None, roster_import=roster)
    if request.method == "POST" and form.is_valid():
        try:
            imports.confirm(
                by=request.user, at=timezone.now(), roster_import=roster, endings=form.cleaned_data.get("endings", 0)
            )
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        return redirect("roster-detail", pk=pk)
    context = {"roster": roster, "form": form if roster.asks_first else None, "facts": facts_of(roster)}
    return render(request, "rosters/roster_apply.html", context, status=422 if form.errors else 200)


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_discard(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a preview up, once confirmed."""
    roster = found_import(request, pk)
    if request.method == "POST":
        try:
            imports.discard(by=request.user, at=timezone.now(), roster_import=roster)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
            return redirect("roster-detail", pk=pk)
        messages.success(request, _("Discarded. Nothing of it was kept."))
        return redirect("roster-list")
    return render(request, "rosters/roster_discard.html", {"roster": roster, "facts": facts_of(roster)})
