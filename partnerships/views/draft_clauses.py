"""One clause of a draft: written, moved, left out, joined to the one before; and a clause that is added."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from common.refusals import Refused
from common.versions import ChangedSince, version_of
from partnerships.actions import draft_clauses as actions
from partnerships.draft_status import CLAUSE_WORDS, DraftStatus, clause_shown, status_of
from partnerships.forms.clauses import FIRST, AddForm, ClauseForm, model_text_left
from partnerships.models import DraftClause, Place
from partnerships.reference import is_model_text, model_clauses
from partnerships.views.mou_drafts import draft_of, gone, page

NEXT, CONTENTS, LEAVE, TAKE_IN, JOIN = "next", "contents", "leave", "take-in", "join"


@requires(Permission.MOU_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_draft_clause(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One clause. What was typed is saved whatever the button; each says what becomes of the clause."""
    clause = _clause(request, pk)
    if clause is None:
        return gone(request)
    act = request.POST.get("act", NEXT)
    if request.method == "POST" and act == TAKE_IN:
        return _taken_in(request, clause)
    status = status_of(clause.draft)
    form = _form(request, clause, status)
    saved: DraftClause | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, clause, form, act)
        except ChangedSince as refusal:
            clause.refresh_from_db()
            saved = clause
            form.ask_again(version_of(clause_shown(clause)), refusal.changed)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
    row = next((row for row in status.rows if row.clause.pk == clause.pk), None)
    context = {
        "clause": clause,
        "lacks": row.lacks if row else (),
        "counsel": is_model_text(clause.text),
        "saved": saved,
        "joins": clause.place in (Place.CUT, Place.LOOSE) and _before(clause, status) is not None,
        "place": _place(clause, status),
    }
    return page(request, "clause", clause.draft, form, **context)


def _clause(request: SignedInRequest, pk: uuid.UUID) -> DraftClause | None:
    rows = DraftClause.objects.visible_to(request.user).select_related(
        "draft__side", "draft__partnership__district", "draft__partnership__agency"
    )
    return rows.filter(pk=pk).first()


def _form(request: SignedInRequest, clause: DraftClause, status: DraftStatus) -> ClauseForm:
    """The form of a clause, as it is saved or as it was sent."""
    before = _before(clause, status)
    initial = {
        **{name: getattr(clause, name) for name in CLAUSE_WORDS},
        "after": str(before.pk) if before else FIRST,
        "version": version_of(clause_shown(clause)),
    }
    others = [row.clause for row in status.within if row.clause.pk != clause.pk]
    return ClauseForm(request.POST if request.method == "POST" else None, others=others, initial=initial)


def _before(clause: DraftClause, status: DraftStatus) -> DraftClause | None:
    """The clause of the MOU that stands before this one."""
    earlier = [row.clause for row in status.within if row.clause.position < clause.position]
    return earlier[-1] if earlier else None


def _place(clause: DraftClause, status: DraftStatus) -> str:
    """Which of how many it is."""
    keys = [row.clause.pk for row in status.within]
    if clause.pk not in keys:
        return ""
    return _("Clause %(n)d of %(all)d") % {"n": keys.index(clause.pk) + 1, "all": len(keys)}


def _done(request: SignedInRequest, clause: DraftClause, form: ClauseForm, act: str) -> HttpResponse:
    """Save or join the clause, and go where its button leads."""
    given: dict[str, Any] = {"by": request.user, "at": timezone.now(), "clause": clause}
    given |= {"words": {name: form.cleaned_data[name] for name in CLAUSE_WORDS}, "seen": form.cleaned_data["version"]}
    if act == JOIN:
        before = actions.join(**given)
        messages.success(request, _("It stands at the end of %(clause)s now.") % {"clause": before})
    else:
        place = Place.OUT if act == LEAVE else Place.WITHIN
        actions.save(**given, after=form.after_key, place=place)
        if act == LEAVE:
            messages.success(request, _("Left out. It stays in the draft, where you can take it in again."))
    follower = None if act == CONTENTS else _follower(clause)
    if follower is None:
        return redirect("mou-draft-contents", pk=clause.draft_id)
    return redirect("mou-draft-clause", pk=follower.pk)


def _follower(clause: DraftClause) -> DraftClause | None:
    """What is to be looked at after this one: the next that is not left out."""
    rows = DraftClause.objects.filter(draft=clause.draft_id).exclude(place=Place.OUT)
    held = DraftClause.objects.filter(pk=clause.pk).values_list("position", flat=True).first()
    return rows.filter(position__gt=clause.position if held is None else held).first()


def _taken_in(request: SignedInRequest, clause: DraftClause) -> HttpResponse:
    """Take a clause in again, as it was saved."""
    try:
        actions.put(by=request.user, at=timezone.now(), clause=clause, place=Place.WITHIN)
    except Refused as refusal:
        messages.error(request, str(refusal.words))
    return redirect("mou-draft-contents", pk=clause.draft_id)


@requires(Permission.MOU_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_draft_add(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """A clause of one's own, or of our model text."""
    draft = draft_of(request, pk)
    if isinstance(draft, HttpResponse):
        return draft
    status = status_of(draft)
    others = [row.clause for row in status.within]
    model = model_clauses(district=draft.partnership.district.name, agency=draft.partnership.agency.name)
    offered = model_text_left((row.clause.number for row in status.rows), model)
    form = AddForm(
        request.POST if request.method == "POST" else None,
        others=others,
        offered=offered,
        initial={"after": str(others[-1].pk) if others else FIRST},
    )
    if request.method == "POST" and form.is_valid():
        given = {"texts": form.texts(), "after": form.after_key, "form_key": form.cleaned_data["form_key"]}
        try:
            added = actions.add(by=request.user, at=timezone.now(), draft=draft, **given)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            return redirect("mou-draft-clause", pk=added[0].pk)
    return page(request, "add", draft, form)
