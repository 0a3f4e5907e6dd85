"""The monthly certificate: of a side's schools, of one school; as page, as file, on paper."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.exporting import csv_answer, last_line
from accounts.views.fresh import fresh
from common import pdf
from common.dates import ONE_DAY, add_months
from common.tables import csv_file, with_last_line
from incidents import documents
from incidents.actions import presence as actions
from incidents.presence.certificate import DAYS, HOURS, Certificate, of_school, of_schools, period_words
from incidents.presence.month import Month, SchoolMonth, month_of
from incidents.presence.scope import postings_certified, unposted_schools
from incidents.views.lookups import own_zone

CERTIFICATE = Permission.PRESENCE_CERTIFICATE


@dataclass(frozen=True)
class Asked:
    """Which month the person asks for, and of whose schools."""

    month: Month
    at: datetime
    side: Organization
    school: Organization | None = None

    @property
    def word(self) -> str:
        return self.month.first.strftime("%Y-%m")

    def url(self, name: str, first: date | None = None) -> str:
        """The address of one of its pages."""
        args = [self.school.pk] if self.school else []
        return f"{reverse(name, args=args)}?month={(first or self.month.first).strftime('%Y-%m')}"

    @property
    def file_name(self) -> str:
        return f"presence-{self.word}" if self.school is None else f"presence-school-{self.word}"


def asked_of(request: SignedInRequest, school: uuid.UUID | None = None) -> Asked:
    """The month of ?month=, or the one that has come; a school whose certificate the person reads. Raises Http404."""
    now = timezone.now()
    today = now.astimezone(own_zone(request)).date()
    try:
        first = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        first = today.replace(day=1)
    if not date(2000, 1, 1) <= first <= today:
        first = today.replace(day=1)
    held = [one for one in request.user.active_memberships() if one.organization and CERTIFICATE in one.rule.rights]
    found = None
    if school is not None:
        known = postings_certified(request.user).filter(school=school).values("school")
        found = get_object_or_404(Organization.objects.filter(pk__in=known), pk=school)
    side = held[0].organization if held else None
    if side is None:
        raise Http404
    return Asked(Month(first), now, side, found)


def months_of(request: SignedInRequest, asked: Asked) -> list[SchoolMonth]:
    """The lines of the month. Four statements."""
    postings = postings_certified(request.user)
    if asked.school:
        postings = postings.filter(school=asked.school.pk)
    return month_of(postings, asked.month, asked.at)


def certificate_of(request: SignedInRequest, asked: Asked) -> Certificate:
    """The certificate that page, file and paper show."""
    months = months_of(request, asked)
    zone = asked.school.zone if asked.school else asked.side.zone
    last = min(asked.at.astimezone(zone).date(), asked.month.next_first - ONE_DAY)
    period = period_words(asked.month.first, last)
    if asked.school:
        return of_school(period, months[0] if months else SchoolMonth(asked.school))
    posted = {one.school.pk for one in months}
    return of_schools(asked.side.name, period, months, unposted_schools(request.user, asked.month.first, last, posted))


@requires(CERTIFICATE)
@require_safe
def presence_month(request: SignedInRequest) -> HttpResponse:
    """The schools of one's side in a month; who reads one school alone is led to it."""
    asked = asked_of(request)
    here = reach_of(request.user).of(CERTIFICATE).here
    if asked.side.parent_id and len(here) == 1 and not reach_of(request.user).of(CERTIFICATE).districts:
        return redirect(f"{reverse('presence-school', args=[asked.side.pk])}?month={asked.word}")
    shown = certificate_of(request, asked)
    rows = [
        {"row": row, "url": f"{reverse('presence-school', args=[row.key])}?month={asked.word}"} for row in shown.rows
    ]
    return render(request, "incidents/presence_month.html", context_of(asked, shown, rows, "presence-month"))


@requires(CERTIFICATE)
@require_safe
def presence_school(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One school's month, day by day."""
    asked = asked_of(request, pk)
    shown = certificate_of(request, asked)
    rows = [{"row": row, "url": reverse("presence-day", args=row.key.split("/"))} for row in shown.rows]
    return render(request, "incidents/presence_school.html", context_of(asked, shown, rows, "presence-school"))


def context_of(asked: Asked, shown: Certificate, rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """What both pages need: the certificate, its neighbours, its file and paper."""
    following = asked.month.next_first
    later = following if following <= asked.at.astimezone(asked.side.zone).date() else None
    return {
        "certificate": shown,
        "rows": rows,
        "days_head": DAYS,
        "hours_head": HOURS,
        "earlier": asked.url(name, add_months(asked.month.first, -1)),
        "later": asked.url(name, later) if later else "",
        "csv_url": asked.url(f"{name}-export"),
        "pdf_url": asked.url(f"{name}-pdf"),
        "month_url": f"{reverse('presence-month')}?month={asked.word}",
        "several": not asked.side.parent_id,
    }


@requires(CERTIFICATE)
@fresh()
@require_safe
def presence_month_export(request: SignedInRequest) -> HttpResponseBase:
    """The side's certificate as CSV."""
    return file_of(request, asked_of(request))


@requires(CERTIFICATE)
@fresh()
@require_safe
def presence_school_export(request: SignedInRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A school's certificate as CSV."""
    return file_of(request, asked_of(request, pk))


def file_of(request: SignedInRequest, asked: Asked) -> HttpResponseBase:
    """The certificate as CSV; that it was taken is recorded."""
    shown = certificate_of(request, asked)
    zone, said = own_zone(request), [shown.title, shown.period]
    ends = with_last_line(shown.lines(), lambda _count: last_line(request.user, asked.at, zone, said, len(shown.rows)))
    file = csv_file(shown.header, ends)
    _record(request, asked, shown, "csv")
    return csv_answer(file, asked.file_name)


@requires(CERTIFICATE)
@require_safe
def presence_month_pdf(request: SignedInRequest) -> HttpResponse:
    """The side's certificate on paper, with lines to sign on."""
    return paper_of(request, asked_of(request))


@requires(CERTIFICATE)
@require_safe
def presence_school_pdf(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """A school's certificate on paper."""
    return paper_of(request, asked_of(request, pk))


def paper_of(request: SignedInRequest, asked: Asked) -> HttpResponse:
    """The certificate as a tagged PDF; that it was taken is recorded."""
    shown = certificate_of(request, asked)
    context = documents.presence(shown, days=DAYS, hours=HOURS, at=asked.at, zone=own_zone(request))
    title = _("Certificate of presence, %(period)s") % {"period": shown.period}
    content = pdf.render(documents.PRESENCE, context, language=get_language() or "en", title=title)
    _record(request, asked, shown, "pdf")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{asked.file_name}.pdf"'
    return response


def _record(request: SignedInRequest, asked: Asked, shown: Certificate, kind: str) -> None:
    actions.record_export(
        by=request.user,
        at=asked.at,
        side=asked.side,
        school=asked.school,
        month=asked.word,
        kind=kind,
        count=len(shown.rows),
    )
