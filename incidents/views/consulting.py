"""Ask first: the two ways of an unsure caller, the question, and the page before it is sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from common.refusals import Refused
from common.versions import changed_since, version_of
from incidents.actions import consults, referrals
from incidents.choices import TextKind
from incidents.consult_rules import Put, answerers, can_ask_first, covers_asked
from incidents.duties import duty_at
from incidents.errors import AlreadyAsked
from incidents.fields import BY_NAME
from incidents.forms.consults import ConsultForm
from incidents.identifying import names_of_people, people_in
from incidents.models import Consult, Referral
from incidents.reference import record_words_in
from incidents.states import ReferralState
from incidents.views.gate import go_on
from incidents.views.lookups import draft_page, reached, texts_of
from incidents.views.precedents import asked_before
from partnerships.scoping import Cover

ASKED = ("behavior", "place", "question", "may_be_kept")


def open_question(referral: Referral) -> Consult | None:
    """The question of the draft that is not over yet, the latest."""
    return Consult.objects.open().filter(referral=referral.pk).order_by("-asked_at").first()


@requires(Permission.REFERRAL_WRITE)
@require_safe
def referral_ask_first(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Unsure, and nobody in danger: ask the supervisor first, or call the officer."""
    referral = reached(request, pk)
    if referral.state != ReferralState.DRAFT or not can_ask_first(referral):
        return redirect("referral-resume", referral.pk)
    asked = open_question(referral)
    if asked is not None:
        return redirect("consult-detail", asked.pk)
    covers = covers_asked(referral.school, timezone.now())
    if not covers:
        return redirect("referral-details", referral.pk)
    context = {"agency": agency_words(covers), "before": asked_before(request, referral.behavior)}
    return draft_page(request, "incidents/referral_ask_first.html", context, referral, wrong=False)


def agency_words(covers: list[Cover]) -> str:
    """The agency that is asked; where there are several, none yet."""
    return covers[0].partnership.agency.name if len(covers) == 1 else ""


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def consult_ask(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The question, then the page that shows exactly what the supervisor will read, then the sending."""
    referral, now = reached(request, pk), timezone.now()
    data = request.POST if request.method == "POST" else None
    sent = sent_before(request) if data is not None else None
    if sent is not None:
        return redirect("consult-detail", sent.pk)
    if referral.state != ReferralState.DRAFT or not can_ask_first(referral):
        return redirect("referral-resume", referral.pk)
    covers = covers_asked(referral.school, now)
    agencies = [(str(one.partnership.pk), one.partnership.agency.name) for one in covers]
    form = ConsultForm(data, agencies=agencies, initial={"behavior": referral.behavior, "place": referral.place})
    if not form.is_bound or not form.is_valid() or "again" in request.POST:
        return question_page(request, referral, form)
    given = form.cleaned_data
    if duty_at(referral.district_id, given["behavior"]):
        go_on(request, referral, answers={"behavior": given["behavior"]}, texts={})
        return redirect("referral-hand-on", referral.pk)
    cover = next((one for one in covers if str(one.partnership.pk) == form.chosen), None)
    shown = question_shown(referral, form, cover)
    if "sure" not in request.POST or changed_since(given["version"], shown):
        return check_page(request, referral, form, cover)
    asked = consults.Asked(**{name: given[name] for name in ASKED})
    try:
        consult = consults.ask(
            by=request.user,
            at=now,
            referral=referral,
            asked=asked,
            form_key=given["form_key"],
            partnership=cover.partnership if cover else None,
            seen=referral.changed_at,
        )
    except AlreadyAsked:
        return redirect("referral-ask-first", referral.pk)
    except Refused as refused:
        return question_page(request, reached(request, pk), form, refusal=str(refused.words))
    words = _("Question %(number)s is with the supervisor. Nobody was called.")
    messages.success(request, words % {"number": consult.number})
    return redirect("consult-detail", consult.pk)


def sent_before(request: SignedInRequest) -> Consult | None:
    """The person's question that this very form made already: it was sent twice, or gone back to."""
    try:
        key = UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None
    return Consult.objects.visible_to(request.user).filter(form_key=key, asked_by=request.user.pk).first()


def question_page(
    request: SignedInRequest, referral: Referral, form: ConsultForm, *, refusal: str = ""
) -> HttpResponse:
    """The form; after a refusal with what was typed."""
    behavior = str(form["behavior"].value() or "")
    if form.is_bound:
        form.data = {**request.POST.dict(), "version": ""}
    context = {"form": form, "refusal": refusal, "before": asked_before(request, behavior)}
    context["reason"] = texts_of(referral).get(TextKind.CRIME_REASON, "")
    wrong = bool(form.errors or refusal)
    return draft_page(request, "incidents/consult_ask.html", context, referral, wrong=wrong)


def question_shown(referral: Referral, form: ConsultForm, cover: Cover | None) -> dict[str, object]:
    """Everything that would cross, by its label."""
    given = form.cleaned_data
    return {
        _("School"): referral.school.name,
        _("Agency"): cover.partnership.agency.name if cover else "",
        str(BY_NAME["behavior"].label): BY_NAME["behavior"].words(given["behavior"]),
        str(BY_NAME["place"].label): BY_NAME["place"].words(given["place"]),
        _("Why you are unsure"): texts_of(referral).get(TextKind.CRIME_REASON, ""),
        _("Your question"): given["question"],
        _("May be kept as an example"): _("Yes, reworded") if given["may_be_kept"] else _("No"),
    }


def check_page(request: SignedInRequest, referral: Referral, form: ConsultForm, cover: Cover | None) -> HttpResponse:
    """Exactly what the supervisor will read, and who that is; words of records and names are pointed at."""
    shown = question_shown(referral, form, cover)
    # Without a version it is the first time that the page is shown.
    before = form.cleaned_data["version"]
    changed = changed_since(before, shown) if before else []
    form.data = {**request.POST.dict(), "version": version_of(shown)}
    at, words = timezone.now(), f"{shown[_('Why you are unsure')]}\n{form.cleaned_data['question']}"
    put = Put(cover.partnership, referral.school, request.user.pk, words) if cover else None
    readers = list(answerers([put], at)[0].values()) if put else []
    context: dict[str, Any] = {
        "form": form,
        "referral": referral,
        "facts": [{"term": term, "value": value} for term, value in shown.items()],
        "changed": changed,
        "words": record_words_in(words),
        "names": people_in(words, names_of_people(cover.partnership, at)) if cover else [],
        "readers": readers,
        "agency": cover.partnership.agency.name if cover else "",
        "reason_url": reverse("referral-crime", args=[referral.pk]),
    }
    referrals.look_at_draft(by=request.user, at=at, referral=referral)
    return render(request, "incidents/consult_ask_check.html", context, status=422 if changed else 200)
