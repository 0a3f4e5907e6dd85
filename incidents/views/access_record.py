"""The record of requests and disclosures of 34 CFR 99.32 on paper: of one request, and of a period."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.fresh import fresh
from common import pdf
from common.dates import due_at, school_year_days, school_year_of
from incidents import documents
from incidents.access_entries import Entry, from_calls
from incidents.actions import access_records
from incidents.choices import Basis
from incidents.disclosure_querysets import DisclosureQuerySet
from incidents.errors import NotYours
from incidents.fields import words_of
from incidents.forms.record_requests import PeriodForm
from incidents.models import Disclosure, RecordRequest
from incidents.record_request_querysets import RecordRequestQuerySet

DECIDE = Permission.RECORD_REQUEST_DECIDE
ONE_DAY = timedelta(days=1)
MOST_ROWS = 50


@requires(DECIDE)
@require_safe
def record_request_entry(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The entry of one request, to be kept with the student's record."""
    now = timezone.now()
    try:
        page, entry = access_records.read_entry(by=request.user, at=now, record_request=pk)
    except NotYours as refused:
        raise Http404 from refused
    row = page.request
    title = _("Request %(number)s") % {"number": row.number}
    content = printed(request, row.district, [entry], now, title, "")
    if content is None:
        return redirect("record-request-detail", pk)
    access_records.note_entry_printed(by=request.user, at=now, page=page)
    return answer(content, f"record-request-{row.number}")


@requires(DECIDE)
@require_safe
def access_record(request: SignedInRequest) -> HttpResponse:
    """How many requests and disclosures a period holds, and the paper of them."""
    district, form = district_of(request), PeriodForm(request.GET)
    start, end, words = period(form, district)
    requests = RecordRequest.objects.visible_to(request.user).filter(district=district)
    asked = requests.asked_between(start, end)
    told = Disclosure.objects.visible_to(request.user).filter(district=district.pk, at__gte=start, at__lt=end)
    context: dict[str, Any] = {
        "form": form,
        "words": words,
        "figures": figures(asked.count(), from_calls(told).count()),
        "rows": latest(asked, told),
        "most": MOST_ROWS,
        "pdf_url": f"{reverse('access-record-pdf')}?{request.GET.urlencode()}",
    }
    return render(request, "incidents/access_record.html", context)


def latest(asked: RecordRequestQuerySet[RecordRequest], told: DisclosureQuerySet[Disclosure]) -> list[dict[str, Any]]:
    """The latest entries of the period, each with its own paper; no word of what was asked for or given."""
    requests: list[dict[str, Any]] = [
        {
            "at": one.asked_at,
            "zone": one.district.zone,
            "number": one.number,
            "party": f"{one.asked_by.name}, {one.agency.name}",
            "ground": one.get_basis_display(),
            "outcome": one.get_state_display(),
            "url": reverse("record-request-detail", args=[one.pk]),
            "pdf_url": reverse("record-request-entry", args=[one.pk]),
        }
        for one in asked.for_rows().order_by("-asked_at", "-pk")[:MOST_ROWS]
    ]
    calls: list[dict[str, Any]] = [
        {
            "at": one.at,
            "zone": one.owner.school.zone,
            "number": one.owner.number,
            "party": one.recipient.name,
            "ground": words_of(Basis, one.identity_basis or one.basis),
            "outcome": one.get_about_display(),
            "url": reverse("referral-detail", args=[one.referral_id]),
            "pdf_url": reverse("disclosure-entry", args=[one.pk]),
        }
        for one in from_calls(told).order_by("-at", "-pk")[:MOST_ROWS]
    ]
    return sorted([*requests, *calls], key=lambda row: row["at"], reverse=True)[:MOST_ROWS]


@requires(DECIDE)
@require_safe
def disclosure_entry(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The entry of one disclosure about a call, to be kept with the student's record."""
    now, district = timezone.now(), district_of(request)
    try:
        entry = access_records.read_disclosure(by=request.user, at=now, district=district, disclosure=pk)
    except NotYours as refused:
        raise Http404 from refused
    content = printed(request, district, [entry], now, _("Disclosure %(number)s") % {"number": entry.number}, "")
    if content is None:
        return redirect("access-record")
    access_records.note_period_printed(by=request.user, at=now, district=district, entries=[entry])
    return answer(content, f"disclosure-{entry.number}")


def figures(asked: int, told: int) -> list[dict[str, Any]]:
    """How much of each kind the period holds."""
    return [
        {"term": _("Requests for a record, granted, refused or waiting"), "value": asked},
        {"term": _("Calls and corrections that told the agency something from a school record"), "value": told},
    ]


@requires(DECIDE)
@fresh()
@require_safe
def access_record_pdf(request: SignedInRequest) -> HttpResponseBase:
    """The period on paper, an entry each."""
    now, district = timezone.now(), district_of(request)
    start, end, words = period(PeriodForm(request.GET), district)
    entries = access_records.read_period(by=request.user, at=now, district=district, start=start, end=end)
    title = _("Record of requests and disclosures")
    content = printed(request, district, entries, now, title, words)
    if content is None:
        return redirect("access-record")
    access_records.note_period_printed(by=request.user, at=now, district=district, entries=entries)
    return answer(content, f"access-record-{now.astimezone(district.zone).date().isoformat()}")


def district_of(request: SignedInRequest) -> Organization:
    """The district whose records the person keeps. Raises Http404 without one."""
    own = reach_of(request.user).of(DECIDE)
    found = Organization.objects.districts().filter(own.match_itself()).order_by("name_folded").first()
    if found is None:
        raise Http404
    return found


def period(form: PeriodForm, district: Organization) -> tuple[datetime, datetime, str]:
    """From which moment up to which, and in words; this school year up to today, where no days are given."""
    today = district.today(timezone.now())
    first, _end = school_year_days(school_year_of(today))
    since, until = form.given.get("since", first), form.given.get("until", today)
    words = _("%(first)s to %(last)s") % {
        "first": date_format(since, "F j, Y"),
        "last": date_format(until, "F j, Y"),
    }
    return due_at(since, district.zone, time()), due_at(until + ONE_DAY, district.zone, time()), words


def printed(
    request: SignedInRequest, district: Organization, entries: list[Entry], at: datetime, title: str, words: str
) -> bytes | None:
    """The entries on paper; None, and said so, where what was typed asked for more than our own files."""
    context = documents.access_record(entries, district=district, at=at, period=words)
    try:
        return pdf.render(documents.ACCESS_RECORD, context, language=get_language() or "en", title=title)
    except pdf.BlockedFetch:
        messages.error(request, _("No PDF was made: a request refers to something outside the portal."))
        return None


def answer(content: bytes, name: str) -> HttpResponse:
    """The paper as a download."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
