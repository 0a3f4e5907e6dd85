"""The gate: danger, crime, and whether it stays in school. One question a screen."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from incidents.actions import referrals
from incidents.choices import Crime, Danger, TextKind
from incidents.errors import AlreadyHandedOn, AlreadyKept, MustBeHandedOn, NotADraft, NotARuleMatter
from incidents.fields import BY_NAME, DANGER
from incidents.forms.gate import (
    COMMON,
    CallAnywayForm,
    CrimeForm,
    DangerForm,
    KeepForm,
    StartForm,
    SupportForm,
    picked_behavior,
)
from incidents.models import KeptInSchool, Referral
from incidents.reference import BEHAVIORS
from incidents.reference.behaviors import is_support
from incidents.rules import Act
from incidents.states import ReferralState
from incidents.views.clauses import discipline_card
from incidents.views.drafting import drafts_of
from incidents.views.kept import kept_row
from incidents.views.lookups import does, draft_page, next_step, reached, schools_written_for, step_words, texts_of
from incidents.views.precedents import asked_before
from partnerships.scoping import agency_numbers, school_covers


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_start(request: SignedInRequest) -> HttpResponseBase:
    """Is anyone in danger right now? Makes the draft; danger now leads to the emergency page at once."""
    schools = schools_written_for(request)
    data = request.POST if request.method == "POST" else None
    form = StartForm(data, schools=schools)
    if data is not None and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("danger", "form_key")}
        try:
            draft = referrals.start(by=request.user, at=timezone.now(), school=form.chosen, **given)
        except (AlreadyKept, AlreadyHandedOn) as settled:
            if given["danger"] == Danger.NOW:
                return redirect("referral-emergency")
            became = "kept-in-school-detail" if isinstance(settled, AlreadyKept) else "handed-on-detail"
            return redirect(became, settled.pk)
        if given["danger"] == Danger.NOW:
            return redirect(f"{reverse('referral-emergency')}?draft={draft.pk}")
        return redirect("referral-resume", draft.pk)
    drafts = [] if data else drafts_of(request.user, timezone.now(), 5)
    return render(
        request,
        "incidents/referral_start.html",
        {"form": form, "drafts": drafts, "step": step_words(None, DANGER)},
        status=422 if form.errors else 200,
    )


@requires(Permission.REFERRAL_WRITE)
@require_safe
def referral_emergency(request: SignedInRequest) -> HttpResponse:
    """Call 911 now, then radio the officer; log it later."""
    draft = None
    try:
        pk = UUID(request.GET.get("draft", ""))
    except ValueError:
        pass
    else:
        mine = Referral.objects.visible_to(request.user).drafts().select_related("school__parent")
        draft = mine.filter(pk=pk).first()
    schools = [draft.school] if draft else schools_written_for(request)
    covers = [cover for school in schools[:5] for cover in school_covers(school, timezone.now())]
    postings = [posting for cover in covers for posting in cover.postings]
    phones = [one for one in postings if one.phone]
    numbers = [number for cover in covers for number in agency_numbers(cover.cover.partnership)]
    context = {
        "draft": draft,
        "posted": bool(postings),
        "phones": phones,
        "numbers": [] if phones else list(dict.fromkeys(numbers)),
    }
    return render(request, "incidents/referral_emergency.html", context)


@requires(Permission.REFERRAL_WRITE)
@require_safe
def referral_resume(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Go on with a draft at its first open question; a sent one opens as a record."""
    referral = reached(request, pk)
    if referral.state != ReferralState.DRAFT:
        return redirect("referral-detail", referral.pk)
    return redirect(next_step(referral, texts_of(referral)))


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_danger(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Answer the first question of a draft anew."""
    referral = reached(request, pk)
    if referral.state != ReferralState.DRAFT:
        return redirect("referral-detail", referral.pk)
    before = "" if referral.danger == Danger.NOW else referral.danger
    form = DangerForm(request.POST if request.method == "POST" else None, initial={"danger": before})
    if form.is_bound and form.is_valid():
        on = go_on(request, referral, answers={"danger": form.cleaned_data["danger"]}, texts={})
        if form.cleaned_data["danger"] == Danger.NOW:
            return redirect(f"{reverse('referral-emergency')}?draft={referral.pk}")
        return on
    return draft_page(request, "incidents/referral_danger.html", {"form": form}, referral, wrong=bool(form.errors))


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_crime(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Was a crime involved, and why do you think so? The clause on discipline stands beside it."""
    referral, now = reached(request, pk), timezone.now()
    if referral.state != ReferralState.DRAFT:
        return redirect("referral-detail", referral.pk)
    texts = texts_of(referral)
    data = request.POST if request.method == "POST" else None
    tapped, is_over = data is not None and "reason" not in data, referral.danger == Danger.OVER
    initial = {"crime": referral.crime, "reason": texts.get(TextKind.CRIME_REASON, "")}
    form = CrimeForm(data, initial=initial, tapped=tapped, is_over=is_over)
    if data is not None and form.is_valid():
        given = form.cleaned_data
        said = {} if tapped else {TextKind.CRIME_REASON: given["reason"]}
        if given["crime"] != Crime.NO:
            # The reason to call although no crime is involved falls with the answer it belonged to.
            said[TextKind.WHY_CALL] = ""
        answers = {"crime": given["crime"]}
        return go_on(request, referral, answers=answers, texts=said)
    why = _("Shown because this clause says when to call the officer.")
    context = {"form": form, "clause": discipline_card(referral.school, at=now, why=why)}
    return draft_page(request, "incidents/referral_crime.html", context, referral, wrong=bool(form.errors))


def go_on(
    request: SignedInRequest, referral: Referral, *, answers: dict[str, Any], texts: dict[TextKind, str]
) -> HttpResponse:
    """Save a step of a draft and go to the next open question; sent in the meantime, it opens as a record."""
    try:
        changed = referrals.change(
            by=request.user, at=timezone.now(), referral=referral, answers=answers, texts=texts, participants=None
        )
    except NotADraft:
        return redirect("referral-detail", referral.pk)
    return redirect("referral-resume", changed.pk)


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_gate(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """No crime, no danger: the clause, the school's own routes, help to ask for, and the way to call all the same."""
    now = timezone.now()
    if KeptInSchool.objects.visible_to(request.user).filter(pk=pk).exists():
        # Sent twice, or come back to: the draft is gone, what it became keeps its id.
        return redirect("kept-in-school-detail", pk)
    referral = reached(request, pk)
    if referral.state != ReferralState.DRAFT or not referral.is_rule_matter:
        return redirect("referral-resume", referral.pk)
    act = request.POST.get("act", "keep") if request.method == "POST" else ""
    picked = picked_of(request, referral.behavior)
    said, behavior = texts_of(referral).get("why_call", ""), picked.get("behavior", referral.behavior)
    supported = is_support(behavior)
    keep = KeepForm(
        request.POST if act == "keep" else None, zone=referral.school.zone, now=now, initial={"behavior": behavior}
    )
    asked = {"support": behavior, "ask_for": said} if supported else {}
    ask = SupportForm(request.POST if act == "ask" else None, initial=asked)
    call = CallAnywayForm(request.POST if act == "call" else None, initial={} if supported else {"why_call": said})
    if act == "keep" and keep.is_valid():
        return keep_it(request, referral, keep.cleaned_data)
    if act == "ask" and ask.is_valid():
        given = ask.cleaned_data
        why = {TextKind.WHY_CALL: given["ask_for"]}
        return go_on(request, referral, answers={"behavior": given["support"]}, texts=why)
    if act == "call" and call.is_valid():
        return go_on(request, referral, answers=picked, texts={TextKind.WHY_CALL: call.cleaned_data["why_call"]})
    shown = _("Shown because you answered that no crime was involved and no one was in danger.")
    context = {"keep": keep, "ask": ask, "call": call, "act": act, "before": asked_before(request, behavior)}
    context["clause"] = discipline_card(referral.school, at=now, why=shown)
    wrong = bool(keep.errors or ask.errors or call.errors)
    return draft_page(request, "incidents/referral_gate.html", context, referral, wrong=wrong)


def picked_of(request: SignedInRequest, before: str) -> dict[str, str]:
    """The behavior picked on the page, whichever of its buttons was pressed; nothing where none was."""
    behavior = picked_behavior(request.POST, "" if before in COMMON else before)
    return {"behavior": behavior} if behavior in BEHAVIORS and not is_support(behavior) else {}


def keep_it(request: SignedInRequest, referral: Referral, given: dict[str, Any]) -> HttpResponse:
    """Keep it in school: the draft becomes a counted success of the school."""
    try:
        kept = referrals.keep_in_school(
            by=request.user,
            at=timezone.now(),
            referral=referral,
            route=given["route"],
            occurred_on=given["day"],
            behavior=given["behavior"],
        )
    except (NotADraft, NotARuleMatter):
        # Sent, or answered anew, in another window meanwhile.
        return redirect("referral-resume", referral.pk)
    except MustBeHandedOn:
        go_on(request, referral, answers={"behavior": given["behavior"]}, texts={})
        return redirect("referral-hand-on", referral.pk)
    return redirect("kept-in-school-detail", kept.pk)


@requires(Permission.KEPT_IN_SCHOOL_READ)
@require_safe
def kept_in_school_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The calm page after keeping a matter in school."""
    kept = get_object_or_404(KeptInSchool.objects.visible_to(request.user).select_related("school", "by"), pk=pk)
    row = kept_row(kept)
    words = {
        "behavior": BY_NAME["behavior"].label,
        "route": _("What the school does"),
        "school": _("School"),
        "day": _("Day"),
        "by": _("By"),
    }
    facts = [{"term": term, "value": row[name]} for name, term in words.items()]
    writes = does(request, Act.WRITE)
    return render(request, "incidents/kept_in_school_detail.html", {"facts": facts, "writes": writes})
