"""Recording completions, singly or for many; one completion, what shows it, and its withdrawal."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.forms import ConfirmForm
from common.refusals import Refused
from common.scans import name_as_sent
from common.uploads import download, takes_files
from training.actions import completions as actions
from training.actions.pending_uploads import discard
from training.forms.completions import WithdrawForm
from training.models import Completion, Evidence
from training.views.completion_entry import CompletionEntry
from training.wording import day_words, hours_words

RECORD = Permission.COMPLETION_RECORD
MOST_NAMED = 8


@requires(RECORD)
@takes_files()
@require_http_methods(["GET", "HEAD", "POST"])
def completion_new(request: SignedInRequest) -> HttpResponse:
    """Record that people took a course. Buttons that list or tick people only redraw the page."""
    at = timezone.now()
    entry = CompletionEntry.from_request(request, at)
    if request.method == "POST" and entry.act not in CompletionEntry.REDRAWING and entry.is_valid():
        checked = ConfirmForm(request.POST if entry.act == "record" else None, shown=entry.shown())
        if len(entry.picker.chosen) > 1 and not checked.is_valid():
            context = {"entry": entry, "form": checked}
            return render(request, "training/completion_check.html", context, status=422 if checked.errors else 200)
        done = record_entry(request, entry, at)
        if done:
            discard(by=request.user, token=entry.form.upload_token())
            messages.success(request, recorded_words(done))
            # Whoever has left is on nobody's list any more; what was recorded of them is kept all the same.
            shown = Completion.objects.visible_to(request.user).filter(pk__in=[one.pk for one in done]).first()
            return redirect("completion-detail", pk=shown.pk) if shown else redirect("training-board")
    return render(request, "training/completion_new.html", {"entry": entry}, status=422 if entry.errors else 200)


def record_entry(request: SignedInRequest, entry: CompletionEntry, at: datetime) -> list[Completion]:
    """What was recorded, now or when the same form was sent before; nothing, with the reason on the page, otherwise."""
    new, form_key = entry.new_completions(), entry.form.cleaned_data["form_key"]
    try:
        return actions.record(by=request.user, at=at, new=new, form_key=form_key)
    except Refused as refusal:
        entry.form.add_error(None, str(refusal.words))
    return []


def recorded_words(done: list[Completion]) -> str:
    """Who was recorded, by name as long as they are few."""
    names = [str(one.user) for one in done]
    shown, rest = names[:MOST_NAMED], len(names) - MOST_NAMED
    if rest > 0:
        shown.append(ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest})
    return _("Recorded for %(names)s.") % {"names": get_text_list(shown, _("and"))}


def visible_completion(request: SignedInRequest, pk: uuid.UUID) -> Completion:
    """A completion the person may see, or 404."""
    rows = Completion.objects.visible_to(request.user)
    related = ("user", "course__organization", "evidence", "recorded_by", "withdrawn_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@requires()
@require_safe
def completion_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One completion: who, what, when, what shows it, and who was recorded with the same evidence."""
    completion = visible_completion(request, pk)
    side = completion.course.organization
    together = Completion.objects.visible_to(request.user).filter(evidence=completion.evidence_id)
    today = side.today(timezone.now())
    context = {
        "completion": completion,
        "mine": completion.user_id == request.user.pk,
        "day": day_words(completion.completed_on, today),
        "hours": hours_words(completion.hours),
        "recorded_at": completion.recorded_at.astimezone(side.zone),
        "withdrawn_at": completion.withdrawn_at and completion.withdrawn_at.astimezone(side.zone),
        "together": list(together.exclude(pk=pk).select_related("user").order_by("user__name_folded", "pk")[:300]),
        "records": reach_of(request.user).may(RECORD, side),
    }
    return render(request, "training/completion_detail.html", context)


@requires(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def completion_withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that a completion was recorded by mistake."""
    completion = visible_completion(request, pk)
    if not reach_of(request.user).may(RECORD, completion.course.organization):
        raise Http404
    counted = Completion.objects.counted().filter(evidence=completion.evidence_id).select_related("user")
    together = list(counted.order_by("user__name_folded", "pk"))
    shown = {
        _("whose it is"): completion.user.name,
        _("the course"): completion.course.title,
        _("the day"): completion.completed_on,
        _("who was recorded with the same evidence"): [one.user.name for one in together],
    }
    form = WithdrawForm(request.POST if request.method == "POST" else None, together=len(together), shown=shown)
    if request.method == "POST" and form.is_valid():
        act = actions.withdraw_together if form.cleaned_data.get("everybody") else actions.withdraw
        try:
            act(by=request.user, at=timezone.now(), completion=completion, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Withdrawn. It no longer counts. The entry and your reason stay on file."))
            return redirect("completion-detail", pk=pk)
    context: dict[str, Any] = {"form": form, "completion": completion, "together": together}
    return render(request, "training/completion_withdraw.html", context, status=422 if form.errors else 200)


@requires()
@require_safe
def evidence_file(request: SignedInRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The certificate or the sheet, to be saved and never shown in place."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).exclude(file=""), pk=pk)
    return download(evidence.file, name=evidence.file_name, media_type=evidence.media_type)


@requires()
@require_safe
def evidence_as_sent(request: SignedInRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The certificate or the sheet as it was sent, where what is kept of it may look different."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).exclude(original=""), pk=pk)
    return download(evidence.original, name=name_as_sent(evidence.file_name), media_type=evidence.media_type)
