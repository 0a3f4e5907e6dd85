"""The custodian's answers to a request for a record, the second look at an emergency, and a family's correction."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.permissions import Permission
from accounts.views.fresh import fresh, posts
from common.forms import FencelineForm
from common.refusals import Refused, SaidOtherwise
from incidents.actions import access_records, addenda, record_requests
from incidents.choices import TextKind
from incidents.errors import AddendumUnreachable, NothingToLookAt, NotYours, OwnAnswer, RequestClosed
from incidents.forms.record_requests import CorrectionForm, GiveRecordForm, LookForm, RefuseRecordForm
from incidents.record_request_page import RequestAct, RequestPage
from incidents.reference import REFUSALS
from incidents.rules import Act
from incidents.views.conflicts import came_second, typed_texts
from incidents.views.lookups import frozen
from incidents.views.record_requests import facts


@requires(Permission.RECORD_REQUEST_DECIDE)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def record_request_give(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Give what was asked for, or a part of it."""
    page = opened(request, pk)
    text = school_text(page)
    form = GiveRecordForm(request.POST if request.method == "POST" else None, has_school_text=bool(text))
    refusal: str | Promise = ""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        answer = record_requests.Answer(given["given"], given.get("school_text", False), given["words"])
        act = record_requests.grant_in_part if form.in_part else record_requests.grant
        try:
            act(
                by=request.user,
                at=timezone.now(),
                record_request=page.request,
                answer=answer,
                form_key=given["form_key"],
            )
        except (RequestClosed, SaidOtherwise):
            return second(request, pk, form)
        except Refused as refused:
            refusal = refused.words
        else:
            said = _("Given: %(agency)s reads it now, and the disclosure is on record.")
            messages.success(request, said % {"agency": page.request.agency.name})
            return redirect("record-request-detail", pk)
    if not form.is_bound and RequestAct.ANSWER not in page.may:
        return redirect("record-request-detail", pk)
    context = {**facts(page), "form": form, "school_text": text, "refusal": refusal}
    return render(request, "incidents/record_request_give.html", context, status=422 if form.errors or refusal else 200)


@requires(Permission.RECORD_REQUEST_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def record_request_refuse(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Refuse with a courteous reason, as it is offered or in one's own words."""
    page = opened(request, pk)
    reason = REFUSALS.by_key.get(request.GET.get("reason", ""), REFUSALS.items[0])
    form = RefuseRecordForm(request.POST if request.method == "POST" else None, initial={"words": reason.hint})
    if form.is_bound and form.is_valid():
        try:
            record_requests.refuse(by=request.user, at=timezone.now(), record_request=page.request, **form.cleaned_data)
        except (RequestClosed, SaidOtherwise):
            return second(request, pk, form)
        messages.success(request, _("%(number)s is refused. The agency reads why.") % {"number": page.request.number})
        return redirect("record-request-detail", pk)
    if not form.is_bound and RequestAct.ANSWER not in page.may:
        return redirect("record-request-detail", pk)
    context = {**facts(page), "form": form, "reason": reason.key}
    return render(request, "incidents/record_request_refuse.html", context, status=422 if form.errors else 200)


@requires(Permission.RECORD_REQUEST_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def record_request_look(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Look again at what was answered in an emergency."""
    page = opened(request, pk)
    form = LookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            record_requests.look_again(
                by=request.user,
                at=timezone.now(),
                record_request=page.request,
                agreed=form.agrees,
                words=given["words"],
                form_key=given["form_key"],
            )
        except OwnAnswer:
            messages.error(
                request, _("You gave this answer yourself. Somebody else of the district looks at it again.")
            )
            return redirect("record-request-detail", pk)
        except (NothingToLookAt, SaidOtherwise):
            return second(request, pk, form)
        messages.success(request, _("Your second look at %(number)s is on record.") % {"number": page.request.number})
        return redirect("record-request-detail", pk)
    if not form.is_bound and RequestAct.LOOK not in page.may:
        return redirect("record-request-detail", pk)
    context = {**facts(page), "form": form}
    return render(request, "incidents/record_request_look.html", context, status=422 if form.errors else 200)


def opened(request: SignedInRequest, pk: UUID) -> RequestPage:
    """The request, opened. Raises Http404 for who does not read it for the district."""
    try:
        page = access_records.open_request(by=request.user, at=timezone.now(), record_request=pk)
    except NotYours as refused:
        raise Http404 from refused
    if page.side != "school":
        raise Http404
    return page


def second(request: SignedInRequest, pk: UUID, form: FencelineForm) -> HttpResponse:
    """Somebody was quicker: 409, their own words kept, how it stands now beside them."""
    context: dict[str, Any] = {**facts(opened(request, pk)), "typed": typed_texts(form)}
    return render(request, "incidents/record_request_conflict.html", context, status=409)


def school_text(page: RequestPage) -> str:
    """The call's text from school records, which the custodian may give as it stands."""
    call = page.request.referral
    found = call.texts.filter(kind=TextKind.SCHOOL_ONLY).values_list("text", flat=True).first() if call else ""
    return found or ""


@requires(Permission.RECORD_CORRECT)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_correction(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Put beside a call what a family asked to have corrected."""
    referral = frozen(request, pk, Act.CORRECTION)
    now = timezone.now()
    form = CorrectionForm(request.POST if request.method == "POST" else None, today=referral.school.today(now))
    refusal: str | Promise = ""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        words = {"text": given["text"], "consent": form.consent, "form_key": given["form_key"]}
        try:
            addenda.correct(by=request.user, at=now, referral=referral, **words)
        except SaidOtherwise:
            return came_second(request, referral, form)
        except AddendumUnreachable as refused:
            refusal = refused.words
        except AccessDenied as denied:
            raise Http404 from denied
        else:
            messages.success(request, _("Added to %(number)s.") % {"number": referral.number})
            return redirect("referral-detail", pk)
    context = {"form": form, "referral": referral, "refusal": refusal}
    return render(request, "incidents/referral_correction.html", context, status=422 if form.errors or refusal else 200)
