"""Requests for a record, for both sides: the list, asking, one request, taking it back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.listing import neighbours
from common import paging
from common.forms import ConfirmForm
from common.refusals import Refused
from incidents.actions import access_records, record_requests
from incidents.choices import REQUEST_BASES, Basis
from incidents.errors import NotYours, RequestClosed
from incidents.forms.record_requests import AskRecordForm, RefuseRecordForm
from incidents.models import RecordRequest, Referral
from incidents.record_request_page import RequestAct, RequestPage
from incidents.reference import REFUSALS
from incidents.rules import Act
from incidents.states import RequestState
from incidents.templatetags.referrals import moment
from incidents.views.lists import page_of
from incidents.views.lookups import frozen, own_zone
from partnerships.models import PartnershipSchool
from partnerships.scoping import agency_reach, covers

ASK = Permission.RECORD_REQUEST_ASK
READERS = (ASK, Permission.RECORD_REQUEST_DECIDE, Permission.RECORD_REQUEST_REVIEW)
REQUEST_KEY = ("-asked_at", "-id")
NO_EMERGENCY = "no_emergency"
GROUND_HINTS = {
    Basis.COURT_ORDER: _lazy("You hold an order or a subpoena that names the record."),
    Basis.CONSENT: _lazy("The parent, or the student who is 18, signed that you may have it."),
    Basis.EMERGENCY: _lazy("Somebody’s health or safety is threatened; this record is needed to protect them."),
    Basis.UNIT_RECORD: _lazy("The school’s own security staff made it for law enforcement; it is no education record."),
    Basis.SCHOOL_OFFICIAL: _lazy("The district’s yearly notice names you a school official for this task."),
}


@requires(*READERS)
@require_safe
def record_request_list(request: SignedInRequest) -> HttpResponse:
    """Requests, newest first: number, ground, school, who asked, how it stands. No word of what was asked for."""
    rows = RecordRequest.objects.visible_to(request.user)
    shown = request.GET.get("show", "")
    found = {"waiting": rows.waiting(), "look": rows.to_look_at()}.get(shown, rows)
    page = page_of(request, found.for_rows(), REQUEST_KEY)
    reach = reach_of(request.user)
    context = {
        "rows": [line(one) for one in page.items],
        "total": paging.capped_count(found),
        "waiting": rows.waiting().count(),
        "ways": ways(shown, looks=reach.may(Permission.RECORD_REQUEST_REVIEW)),
        "asks": reach.may(ASK),
        "prints": reach.may(Permission.RECORD_REQUEST_DECIDE),
        **neighbours(request, page),
    }
    return render(request, "incidents/record_request_list.html", context)


def line(one: RecordRequest) -> dict[str, Any]:
    """One request in words."""
    state = one.get_state_display()
    if one.is_emergency and one.is_answered and not hasattr(one, "look"):
        state = _("%(state)s; waits for a second look") % {"state": state}
    return {
        "number": one.number,
        "url": reverse("record-request-detail", args=[one.pk]),
        "basis": one.get_basis_display(),
        "urgent": one.is_emergency,
        "school": one.school.name,
        "by": one.asked_by.name,
        "agency": one.agency.name,
        "when": moment(one.asked_at, one.district.zone),
        "state": state,
    }


def ways(shown: str, *, looks: bool) -> list[dict[str, Any]]:
    """What of the list is shown, as links."""
    given = [("", _("All")), ("waiting", _("Waiting")), *([("look", _("To look at again"))] if looks else [])]
    own = reverse("record-request-list")
    return [
        {"label": label, "url": f"{own}?show={key}" if key else own, "current": key == shown} for key, label in given
    ]


@requires(ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def record_request_new(request: SignedInRequest) -> HttpResponseBase:
    """Ask for a record in one's own words."""
    return asking(request, reverse("record-request-new"), None)


@requires(ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def record_request_about(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Ask for a record about a call that the agency reads."""
    referral = frozen(request, pk, Act.ASK_RECORD)
    if not Referral.objects.on_agency_side_of(request.user).filter(pk=pk).exists():
        raise Http404
    return asking(request, reverse("record-request-about", args=[pk]), referral)


def asking(request: SignedInRequest, own: str, referral: Referral | None) -> HttpResponseBase:
    """The ground first, then what it demands; what was typed stays on the page whatever is wrong."""
    now, zone = timezone.now(), own_zone(request)
    places = None if referral else places_to_ask(request)
    basis = request.GET.get("ground", "")
    closed = not places if places is not None else not in_force(referral)
    context: dict[str, Any] = {"own": own, "referral": referral, "closed": closed, "grounds": grounds(own)}
    if basis not in REQUEST_BASES or (closed and request.method != "POST"):
        return render(request, "incidents/record_request_ground.html", context)
    data = request.POST if request.method == "POST" else None
    form = AskRecordForm(data, basis=basis, places=places, today=now.astimezone(zone).date())
    refusal: Any = ""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        place: Any = referral or given["place"]
        asked = record_requests.Asked(basis, given["what"], given["why"], form.ground)
        try:
            made = record_requests.ask(
                by=request.user,
                at=now,
                partnership=place.partnership,
                school=place.school,
                asked=asked,
                form_key=given["form_key"],
                referral=referral,
            )
        except Refused as refused:
            refusal = refused.words
        else:
            words = _("%(number)s was sent to the district’s records custodian.")
            messages.success(request, words % {"number": made.number})
            return redirect("record-request-detail", made.pk)
    context |= {"form": form, "basis": Basis(basis), "emergency": basis == Basis.EMERGENCY, "refusal": refusal}
    return render(request, "incidents/record_request_new.html", context, status=422 if form.errors or refusal else 200)


def grounds(own: str) -> list[dict[str, Any]]:
    """The grounds to choose from, each with what it means."""
    return [
        {"label": basis.label, "hint": GROUND_HINTS[basis], "url": f"{own}?ground={basis.value}"}
        for basis in REQUEST_BASES
    ]


def places_to_ask(request: SignedInRequest) -> QuerySet[PartnershipSchool]:
    """The schools whose records the person may ask for, under an MOU in force."""
    now = timezone.now()
    reached = agency_reach(request.user, ASK)
    today = now.astimezone(own_zone(request)).date()
    rows = PartnershipSchool.objects.on_day(today).filter(reached.match("partnership", "school"))
    rows = rows.select_related("school", "partnership__district").order_by("school__name_folded", "pk")
    binding = [cover.partnership.pk for cover in covers({row.partnership for row in rows}, now) if cover.in_force]
    return rows.filter(partnership__in=binding)


def in_force(referral: Referral | None) -> bool:
    """Whether the MOU under which the call was sent is in force today, without grace."""
    partnership = referral.partnership if referral else None
    return partnership is not None and covers([partnership], timezone.now())[0].in_force


@requires(*READERS)
@require_safe
def record_request_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One request with its answer; for the custodian the ways to answer it."""
    try:
        page = access_records.open_request(by=request.user, at=timezone.now(), record_request=pk)
    except NotYours as refused:
        raise Http404 from refused
    return render(
        request, "incidents/record_request_detail.html", {**facts(page), "refuse": refuse_form(page, request)}
    )


def heading_of(page: RequestPage) -> str:
    """The event and how it stands, in a sentence."""
    row = page.request
    words = {"who": person(page.asked["by"]), "number": row.number}
    if row.state == RequestState.ASKED and page.side == "school":
        return (
            _("%(who)s asks for a record now: an emergency.") if row.is_emergency else _("%(who)s asks for a record.")
        ) % words
    said = {
        RequestState.ASKED: _("%(number)s waits for the district’s records custodian."),
        RequestState.GRANTED: _("%(number)s was granted."),
        RequestState.GRANTED_IN_PART: _("%(number)s was granted in part."),
        RequestState.REFUSED: _("%(number)s was refused."),
        RequestState.WITHDRAWN: _("%(number)s was withdrawn."),
    }
    return said[RequestState(row.state)] % words


def facts(page: RequestPage) -> dict[str, Any]:
    """The request as its pages show it."""
    request = page.request
    asked = [
        {"term": _("Asked by"), "value": f"{person(page.asked['by'])}, {request.agency.name}"},
        {"term": _("Ground"), "value": request.get_basis_display()},
        *({"term": label, "value": said} for label, said in page.ground),
        {"term": _("School"), "value": request.school.name},
        {"term": _("Asked"), "value": moment(request.asked_at, page.zone)},
    ]
    if page.due_on:
        term = _("Answer by") if not request.is_answered else _("Look again by")
        asked.append({"term": term, "value": date_format(page.due_on, "D, M j, Y")})
    number = ""
    if request.referral:
        number = request.referral.number if page.side == "school" else request.referral.agency_number
    acts = {act.value: act in page.may for act in RequestAct}
    return {
        "page": page,
        "heading": heading_of(page),
        "asked": asked,
        "call_number": number,
        "may": acts,
        "reasons": [one for one in REFUSALS if request.is_emergency or one.key != NO_EMERGENCY],
    }


def person(by: Mapping[str, str]) -> str:
    """A person as a disclosure names them: title and name."""
    return " ".join(filter(None, [by.get("title", ""), by["name"]]))


def refuse_form(page: RequestPage, request: SignedInRequest) -> RefuseRecordForm | None:
    """The form that refuses in one tap, with the reason that was picked; None for who does not answer."""
    if RequestAct.ANSWER not in page.may:
        return None
    first = NO_EMERGENCY if page.request.is_emergency else "no_ground"
    reason = REFUSALS.by_key.get(request.GET.get("reason", first), REFUSALS.by_key[first])
    return RefuseRecordForm(initial={"words": reason.hint})


@requires(ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def record_request_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Take a request back before it is answered, once confirmed."""
    rows = RecordRequest.objects.visible_to(request.user).for_rows()
    found = get_object_or_404(rows, pk=pk)
    if not reach_of(request.user).may(ASK, found.agency):
        raise Http404
    row = line(found)
    shown = {_("Request"): row["number"], _("Ground"): row["basis"], _("How it stands"): row["state"]}
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if found.state != RequestState.ASKED:
        messages.info(request, str(RequestClosed.words))
        return redirect("record-request-detail", pk)
    if form.is_bound and form.is_valid():
        try:
            record_requests.withdraw(by=request.user, at=timezone.now(), record_request=found)
        except RequestClosed as refused:
            messages.error(request, str(refused.words))
        else:
            words = _("%(number)s is withdrawn. The custodian has been told.")
            messages.success(request, words % {"number": found.number})
        return redirect("record-request-detail", pk)
    context = {"form": form, "number": found.number, "back": reverse("record-request-detail", args=[pk])}
    context["facts"] = [{"term": term, "value": value} for term, value in shown.items()]
    return render(request, "incidents/record_request_withdraw.html", context, status=422 if form.errors else 200)
