"""The supervisor's side of a question: the answer, checked before it is sent; the example kept of both."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from common.refusals import Refused, SaidOtherwise
from common.versions import changed_since, version_of
from incidents.actions import consults, precedents
from incidents.consult_rules import ConsultAct, may
from incidents.errors import AnswerStands, ConsultEnded, OwnRecord, StillTelling
from incidents.forms.consults import AnswerForm, PrecedentForm
from incidents.identifying import REWORD
from incidents.models import Consult, Precedent
from incidents.record.consults import ConsultRecord, consults_for
from incidents.states import ConsultState
from incidents.views.clauses import clauses_of
from incidents.views.conflicts import typed_texts
from incidents.views.consults import acted_on, facts_of, opened
from incidents.views.lists import CONSULT_READERS


def question_shown(record: ConsultRecord) -> dict[str, object]:
    """What a supervisor reads before answering."""
    return {_("the question"): (record.question, record.reason), _("the state of the question"): record.state}


@requires(*CONSULT_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def consult_answer(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The question on one side, the answer on the other. Of two at once one wins; the other keeps their text."""
    consult = acted_on(request, pk, Permission.REFERRAL_REVIEW)
    form = AnswerForm(request.POST if request.method == "POST" else None, clauses=clauses_of(consult))
    if not form.is_bound and consult.state != ConsultState.ASKED:
        messages.info(request, _("%(number)s needs no answer any more.") % {"number": consult.number})
        return redirect("consult-detail", pk)
    if not form.is_bound or not form.is_valid() or "again" in request.POST:
        return answer_page(request, consult, form)
    given, now = form.cleaned_data, timezone.now()
    (record,) = consults_for(request.user, [consult], now)
    if record.waits and changed_since(given["version"], question_shown(record)):
        return answer_page(request, consult, form)
    if "sure" not in request.POST and record.waits:
        context = {"form": form, "consult": consult, "record": record, "facts": chosen(form)}
        return render(request, "incidents/consult_answer_check.html", context)
    reply = consults.Reply(given["kind"], given["text"], form.cited)
    try:
        consults.answer(by=request.user, at=now, consult=consult, reply=reply, form_key=given["form_key"])
    except OwnRecord:
        return answer_page(request, consult, form)
    except (AnswerStands, ConsultEnded, SaidOtherwise):
        return came_second(request, consult, form)
    messages.success(request, _("%(number)s is answered. The school has been told.") % {"number": consult.number})
    return redirect("consult-detail", pk)


def answer_page(request: SignedInRequest, consult: Consult, form: AnswerForm) -> HttpResponse:
    """The form beside the question as it stands now."""
    _consult, record = opened(request, consult.pk)
    shown, changed = question_shown(record), []
    if form.is_bound:
        changed = changed_since(str(form["version"].value() or ""), shown)
        form.data = {**request.POST.dict(), "version": version_of(shown)}
    else:
        form.initial["version"] = version_of(shown)
    acts = may(consult, by=request.user, at=timezone.now(), kept=False)
    context = {"form": form, "record": record, "changed": changed, "facts": facts_of(record)}
    context["apart"] = ConsultAct.ANSWER not in acts
    return render(request, "incidents/consult_answer.html", context, status=422 if form.errors or changed else 200)


def chosen(form: AnswerForm) -> list[dict[str, Any]]:
    """The answer as it will be sent, to be read once more."""
    return [
        {"term": form.fields["kind"].label, "value": form.words_chosen("kind")},
        {"term": form.fields["clause"].label, "value": form.cited or form.without_clause},
        {"term": form.fields["text"].label, "value": form.cleaned_data["text"], "audience": "shared"},
    ]


def came_second(request: SignedInRequest, consult: Consult, form: AnswerForm) -> HttpResponse:
    """The page for who came second: 409, their own text kept, how the question stands beside it."""
    _consult, record = opened(request, consult.pk)
    context = {"record": record, "typed": typed_texts(form)}
    return render(request, "incidents/consult_conflict.html", context, status=409)


@requires(Permission.REFERRAL_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def precedent_keep(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Keep a reworded example of a question and its answer, where the asker agreed."""
    consult, record = opened(request, pk)
    kept = Precedent.objects.visible_to(request.user).filter(consult=pk).first()
    if kept is not None:
        return redirect("precedent-detail", kept.pk)
    if ConsultAct.KEEP not in may(consult, by=request.user, at=timezone.now(), kept=False) or not record.answer:
        return redirect("consult-detail", pk)
    shown = {_("the question"): record.question, _("the answer"): record.answer.text}
    form = PrecedentForm(
        request.POST if request.method == "POST" else None, shown=shown, initial={"advice": record.answer.text}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        reworded = precedents.Reworded(given["situation"], given["advice"])
        try:
            kept = precedents.keep(
                by=request.user, at=timezone.now(), consult=consult, reworded=reworded, form_key=given["form_key"]
            )
        except StillTelling as refused:
            form.add_error(None, REWORD % {"words": ", ".join(refused.found)})
        except Refused as refused:
            form.add_error(None, str(refused.words))
        else:
            messages.success(request, _("Kept as an example for this partnership."))
            return redirect("precedent-detail", kept.pk)
    context = {"form": form, "record": record, "facts": facts_of(record)}
    return render(request, "incidents/precedent_keep.html", context, status=422 if form.errors else 200)
