"""Questions to the supervisor: the list, one of them, and what each side does with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.listing import neighbours
from common import paging
from common.forms import ConfirmForm
from incidents.actions import consults
from incidents.choices import Crime
from incidents.consult_querysets import ConsultQuerySet
from incidents.consult_rules import ConsultAct, may
from incidents.errors import ConsultEnded, NotYours
from incidents.models import Consult, Precedent, Referral
from incidents.record.consults import ConsultRecord, consults_for
from incidents.views.lists import CONSULT_READERS, page_of

KEY = ("-asked_at", "-id")
WAYS = (("", _lazy("All")), ("waiting", _lazy("Waits for the answer")), ("answered", _lazy("Answered")))


@requires(*CONSULT_READERS)
@require_safe
def consult_list(request: SignedInRequest) -> HttpResponse:
    """The questions the person may open, newest first: all, those that wait, those that were answered."""
    show = request.GET.get("show", "")
    visible = Consult.objects.visible_to(request.user)
    found = shown_as(show, visible)
    page = page_of(request, found.for_record(), KEY)
    context = {
        **neighbours(request, page),
        "rows": consults_for(request.user, page.items, timezone.now()),
        "heading": heading(visible.waiting().count()),
        "ways": [
            {
                "label": label,
                "url": reverse("consult-list") + (f"?show={value}" if value else ""),
                "current": value == (show if show in dict(WAYS) else ""),
            }
            for value, label in WAYS
        ],
        "count_words": _("Showing %(shown)d of %(total)s")
        % {"shown": len(page.items), "total": paging.capped_count(found)},
        "asks": reach_of(request.user).may(Permission.REFERRAL_WRITE),
    }
    return render(request, "incidents/consult_list.html", context)


def shown_as(show: str, rows: ConsultQuerySet[Consult]) -> ConsultQuerySet[Consult]:
    """Those that one way of looking at the list shows."""
    match show:
        case "waiting":
            return rows.waiting()
        case "answered":
            return rows.filter(answer__isnull=False)
    return rows


def heading(waiting: int) -> str:
    """How many wait for the supervisor, in a sentence."""
    if not waiting:
        return _("No question waits for the supervisor.")
    words = ngettext("One question waits for the supervisor.", "%(count)d questions wait for the supervisor.", waiting)
    return words % {"count": waiting}


def opened(request: SignedInRequest, pk: UUID) -> tuple[Consult, ConsultRecord]:
    """The question and its reading; the opening is noted. Raises Http404."""
    try:
        return consults.look(by=request.user, at=timezone.now(), consult=pk)
    except NotYours as refused:
        raise Http404 from refused


def reached_consult(request: SignedInRequest, pk: UUID) -> Consult:
    """The question, from whichever side the person stands on. Raises Http404."""
    return get_object_or_404(Consult.objects.visible_to(request.user).for_record(), pk=pk)


def acted_on(request: SignedInRequest, pk: UUID, right: Permission) -> Consult:
    """A question to act on. Raises Http404, and AccessDenied where the right is held nowhere."""
    consult = reached_consult(request, pk)
    if not reach_of(request.user).may(right):
        raise AccessDenied(f"{right} is not held")
    return consult


@requires(*CONSULT_READERS)
@require_safe
def consult_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What was asked, what was answered, and what may be done now."""
    consult, record = opened(request, pk)
    now = timezone.now()
    kept = Precedent.objects.visible_to(request.user).filter(consult=pk).first()
    acts = may(consult, by=request.user, at=now, kept=kept is not None)
    call = Referral.objects.visible_to(request.user).submitted().filter(consults=pk).first()
    context = {
        "record": record,
        "acts": {str(act) for act in acts},
        "kept": kept if kept and kept.removed_at is None else None,
        "call": call,
        "call_number": (call.number if record.side == "school" else call.agency_number) if call else "",
        "apart": record.side == "agency" and record.waits and ConsultAct.ANSWER not in acts,
        "facts": facts_of(record),
    }
    return render(request, "incidents/consult_detail.html", context)


def facts_of(record: ConsultRecord) -> list[dict[str, Any]]:
    """The question's facts as terms and values."""
    return [
        {"term": _("What happened"), "value": record.what},
        {"term": _("Where"), "value": record.where},
        {"term": _("School"), "value": record.school},
        {"term": _("Asked by"), "value": str(record.asked_by)},
        {"term": _("May be kept as an example"), "value": _("Yes, reworded") if record.may_be_kept else _("No")},
    ]


@requires(Permission.REFERRAL_WRITE)
@require_POST
def consult_call(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Make it a call: the draft goes on where what happened is asked, filled with what was typed."""
    return going_on(request, pk, crime=Crime.UNSURE, step="referral-details")


@requires(Permission.REFERRAL_WRITE)
@require_POST
def consult_keep_in_school(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep it in school: the draft goes on at the gate, without a crime."""
    return going_on(request, pk, crime=Crime.NO, step="referral-gate")


def going_on(request: SignedInRequest, pk: UUID, *, crime: Crime, step: str) -> HttpResponse:
    """The draft goes on at that step; a question that is over says so."""
    consult = acted_on(request, pk, Permission.REFERRAL_WRITE)
    try:
        draft = consults.go_on(by=request.user, at=timezone.now(), consult=consult, crime=crime)
    except ConsultEnded as refused:
        messages.info(request, str(refused.words))
        return redirect("consult-detail", pk)
    return redirect(step, draft.pk)


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def consult_end(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Withdraw a question that waits, or close one that was answered, once confirmed."""
    consult = acted_on(request, pk, Permission.REFERRAL_WRITE)
    (record,) = consults_for(request.user, [consult], timezone.now())
    shown = {_("Question"): record.question, _("How it stands"): capfirst(record.standing)}
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if record.answer is None and not record.waits:
        return redirect("consult-detail", pk)
    if request.method == "POST" and form.is_valid():
        act, done = (
            (consults.withdraw, _("Withdrawn. The agency is told that it needs no answer."))
            if record.waits
            else (consults.close, _("Closed. The question and its answer stay in the list."))
        )
        try:
            act(by=request.user, at=timezone.now(), consult=consult)
        except ConsultEnded as refused:
            messages.info(request, str(refused.words))
        else:
            messages.success(request, done)
        return redirect("consult-detail", pk)
    facts = [{"term": term, "value": value} for term, value in shown.items()]
    context = {"form": form, "record": record, "facts": facts}
    return render(request, "incidents/consult_end.html", context, status=422 if form.errors else 200)
