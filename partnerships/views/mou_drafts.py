"""The draft of an MOU: its contents, the parts of it that are no clause, the check before it is sent."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from accounts.views.kept_forms import typed
from common.forms import ConfirmForm, FencelineForm
from common.refusals import Refused
from common.uploads import takes_files
from common.versions import ChangedSince, version_of
from partnerships.actions import mou_drafts as actions
from partnerships.draft_status import (
    DraftStatus,
    draft_shown,
    fact_words,
    facts_shown,
    status_of,
    term_rows,
    terms_shown,
)
from partnerships.errors import DraftGone
from partnerships.forms.mou import PaperForm, ScanForm
from partnerships.forms.terms import DraftTermsForm
from partnerships.models import Clause, DraftScan, MouDraft, Term, Version
from partnerships.mou_status import long_words
from partnerships.states import VersionState
from partnerships.views.mou import shown_of

Words = list[dict[str, Any]]  # terms and values
PAGES = {"facts": "mou-draft-facts", "terms": "mou-draft-terms", "scan": "mou-draft-scan"}


def draft_of(request: SignedInRequest, pk: uuid.UUID) -> MouDraft | HttpResponse:
    """The draft of the person's side; where it was sent meanwhile the way to its version; see `gone`."""
    rows = MouDraft.objects.visible_to(request.user).select_related(
        "side", "follows", "begun_by", "changed_by", "partnership__district", "partnership__agency"
    )
    draft = rows.filter(pk=pk).first()
    if draft is not None:
        return draft
    sent = Version.objects.visible_to(request.user).filter(form_key=pk).first()
    if sent is None:
        return gone(request)
    messages.info(request, _("This draft has been sent; this is what was sent."))
    return redirect("mou-version", pk=sent.pk)


def gone(request: SignedInRequest) -> HttpResponse:
    """There is no such draft or clause for this person. What they typed is given back; without any it is Http404."""
    words = [value for _name, value in typed(request.POST)] if request.method == "POST" else []
    if not words:
        raise Http404
    return render(request, "partnerships/mou_draft_gone.html", {"words": words}, status=404)


def page(
    request: SignedInRequest, name: str, draft: MouDraft, form: FencelineForm | ConfirmForm, **context: Any
) -> HttpResponse:
    """A page of the draft with its form; `saved` among the context is what stands there after a change meanwhile."""
    given = {"draft": draft, "partnership": draft.partnership, "form": form, **context}
    return render(request, f"partnerships/mou_draft_{name}.html", given, status=422 if form.errors else 200)


def saved_or_page(
    request: SignedInRequest,
    name: str,
    draft: MouDraft,
    form: FencelineForm,
    *,
    save: Callable[[], None],
    ask_again: Callable[[list[str]], Words] | None = None,
    **context: Any,
) -> HttpResponse:
    """Back to the contents once `save` kept what was typed, or the page with its form.

    `ask_again` is told what was changed meanwhile, makes the form stand for what is there now, and says that in words.
    """
    saved: Words = []
    if form.is_bound and form.is_valid():
        try:
            save()
        except Refused as refusal:
            if ask_again is not None and isinstance(refusal, ChangedSince):
                saved = ask_again(refusal.changed)
            else:
                form.add_error(None, str(refusal.words))
        else:
            return redirect("mou-draft-contents", pk=draft.pk)
    return page(request, name, draft, form, saved=saved, **context)


@requires(Permission.MOU_ENTER)
@require_safe
def mou_draft_contents(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """What stands in the draft, how each part of it stands, and what is missing before it can be sent."""
    draft = draft_of(request, pk)
    if isinstance(draft, HttpResponse):
        return draft
    status = status_of(draft)
    waiting = Version.objects.filter(agreement__partnership=draft.partnership, state=VersionState.ENTERED).first()
    context = {
        "draft": draft,
        "partnership": draft.partnership,
        "other": draft.partnership.other_side(draft.side),
        "status": status,
        "parts": _parts(status),
        "missing": [(words, _place(status, part)) for part, words in status.missing],
        "waiting": waiting,
        "sent_back": draft.follows if draft.follows and draft.follows.state == VersionState.REJECTED else None,
    }
    return render(request, "partnerships/mou_draft_contents.html", context)


def _parts(status: DraftStatus) -> list[dict[str, str]]:
    """How the parts beside the clauses stand, each with its page."""
    written, not_yet = _("Written"), _("Not yet")
    stands = {
        "facts": (_("General facts"), not_yet if status.facts_lack else written),
        "terms": (_("Terms"), _("Looked through") if status.draft.terms_seen else _("Not looked through")),
        "scan": (_("Scan"), status.scan.name if status.scan else not_yet),
    }
    return [
        {"term": term, "value": value, "url": reverse(PAGES[part], args=[status.draft.pk])}
        for part, (term, value) in stands.items()
    ]


def _place(status: DraftStatus, part: str) -> str:
    """Where what is missing is written: its page, or the first clause that waits."""
    if part in PAGES:
        return reverse(PAGES[part], args=[status.draft.pk])
    first = next((row for row in [*status.within, *status.loose] if row.state != "written"), None)
    if first is None:
        return reverse("mou-draft-add", args=[status.draft.pk])
    return reverse("mou-draft-clause", args=[first.clause.pk])


@requires(Permission.MOU_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_draft_facts(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Title, signatures, days."""
    draft = draft_of(request, pk)
    if isinstance(draft, HttpResponse):
        return draft
    initial = {**PaperForm.initial_from(draft), "version": version_of(facts_shown(draft))}
    form = PaperForm(request.POST if request.method == "POST" else None, initial=initial)

    def save() -> None:
        facts = form.cleaned_data
        actions.save_facts(by=request.user, at=timezone.now(), draft=draft, facts=facts, seen=facts["version"])

    def ask_again(changed: list[str]) -> Words:
        draft.refresh_from_db()
        form.ask_again(version_of(facts_shown(draft)), changed)
        return fact_words(draft)

    return saved_or_page(request, "facts", draft, form, save=save, ask_again=ask_again)


@requires(Permission.MOU_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_draft_terms(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The terms in their groups, each with the clause behind it."""
    draft = draft_of(request, pk)
    if isinstance(draft, HttpResponse):
        return draft
    status = status_of(draft)
    values = DraftTermsForm.initial_from({term.key: term.value for term in status.terms})
    grounds = {f"ground_{term.key}": str(term.clause_id or "") for term in status.terms}
    form = DraftTermsForm(
        request.POST if request.method == "POST" else None,
        clauses=[row.clause for row in status.within],
        initial={**values, **grounds, "version": version_of(terms_shown(status.terms))},
    )

    def save() -> None:
        given = {"terms": form.terms(), "grounds": form.grounds(), "seen": form.cleaned_data["version"]}
        actions.save_terms(by=request.user, at=timezone.now(), draft=draft, **given)

    def ask_again(changed: list[str]) -> Words:
        terms = status_of(draft).terms
        form.ask_again(version_of(terms_shown(terms)), changed)
        return [{"term": row["label"], "value": row["value"]} for row in term_rows(terms)]

    return saved_or_page(request, "terms", draft, form, save=save, ask_again=ask_again)


@requires(Permission.MOU_ENTER)
@takes_files()
@require_http_methods(["GET", "HEAD", "POST"])
def mou_draft_scan(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The scan of the signed paper."""
    draft = draft_of(request, pk)
    if isinstance(draft, HttpResponse):
        return draft
    kept = DraftScan.objects.filter(draft=draft).first()
    form = ScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()), kept=kept)

    def save() -> None:
        actions.save_scan(by=request.user, at=timezone.now(), draft=draft, paper=form.cleaned_data["scan"])

    return saved_or_page(request, "scan", draft, form, save=save, kept=kept)


@requires(Permission.MOU_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_draft_check(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """All of it to be read once more; then it is sent to the other side. Sent twice, it is one version."""
    draft = draft_of(request, pk)
    if isinstance(draft, HttpResponse):
        return draft
    status = status_of(draft)
    shown = draft_shown(status)
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if status.missing:
        messages.warning(request, _("It cannot be sent yet; this is what is still missing."))
        return redirect("mou-draft-contents", pk=pk)
    if form.is_bound and form.is_valid():
        try:
            version = actions.send(by=request.user, at=timezone.now(), draft=draft, seen=form.seen)
        except DraftGone:
            return redirect("mou-draft-contents", pk=pk)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            words = _("Sent. %(other)s has been asked to confirm it.")
            messages.success(request, words % {"other": draft.partnership.other_side(draft.side)})
            return redirect("mou-version", pk=version.pk)
    return page(request, "check", draft, form, **_checked(status))


def _checked(status: DraftStatus) -> dict[str, Any]:
    """What the check page shows: the version that would be entered, without a row of its own."""
    draft, text = status.draft, actions.text_of(status)
    version = Version(effective_on=text.effective_on, expires_on=text.expires_on)
    names = ("number", "subject", "heading", "text", "key_words", "plain")
    clauses = [Clause(**{name: getattr(one, name) for name in names}) for one in text.clauses]
    numbered = {one.number: one for one in clauses}
    terms = [
        Term(key=key, value=value, clause=numbered.get(text.grounds.get(key, ""))) for key, value in text.terms.items()
    ]
    return {
        "other": draft.partnership.other_side(draft.side),
        "facts": [*fact_words(draft), {"term": _("Scan"), "value": status.scan and status.scan.name}],
        "long": long_words(text.effective_on, version.last_day),
        **shown_of(version, clauses, terms),
    }


@requires(Permission.MOU_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def mou_draft_discard(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete the draft with all it holds."""
    draft = draft_of(request, pk)
    if isinstance(draft, HttpResponse):
        return draft
    shown = draft_shown(status_of(draft))
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if form.is_bound and form.is_valid():
        try:
            actions.discard(by=request.user, at=timezone.now(), draft=draft, seen=form.seen)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("The draft is discarded."))
            return redirect("mou-detail", pk=draft.partnership_id)
    return page(request, "discard", draft, form)
