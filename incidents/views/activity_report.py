"""The activity report: the page, the file and the paper, of the same numbers."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Span
from accounts.views.exporting import csv_answer, last_line
from accounts.views.fresh import fresh
from common import pdf
from common.tables import csv_file, with_last_line
from incidents import documents
from incidents.actions import activities
from incidents.activity_report import Report, lines_of, periods, report
from incidents.forms.activities import ReportFilter
from incidents.views.activities import address_of, agencies_of


def agency_asked(request: SignedInRequest) -> tuple[Organization, list[Organization]]:
    """The agency whose report is read, and all the person may choose from. Raises Http404 where there is none."""
    agencies = agencies_of(request.user, Permission.ACTIVITY_REPORT)
    if not agencies:
        raise Http404
    wanted = request.GET.get("agency", "")
    return next((one for one in agencies if str(one.pk) == wanted), agencies[0]), agencies


def report_asked(request: SignedInRequest) -> tuple[Report, ReportFilter]:
    """The report that the address asks for, this month's and the whole agency's without a word of it."""
    at = timezone.now()
    agency, agencies = agency_asked(request)
    months, years = periods(agency.today(at))
    known = {one.key: one for one in [*months, *years]}
    period = known.get(request.GET.get("period", ""), months[0])
    reach = reach_of(request.user)
    whole = reach.with_span(Permission.ACTIVITY_REPORT, Span.AGENCY, Span.HERE)
    found = report(request.user, at, agency, period, request.GET.get("about", ""), own=agency.pk not in whole)
    offered: dict[str, Any] = {
        "agency": [(str(one.pk), one.name) for one in agencies] if len(agencies) > 1 else [],
        "period": [
            (_("Months"), [(one.key, one.label) for one in months]),
            (_("School years"), [(one.key, one.label) for one in years]),
        ],
        "about": [("", _("The whole agency")), *found.choices] if found.choices else [],
    }
    data = {"agency": str(agency.pk), "period": period.key, "about": "" if found.choices == [] else found.about}
    return found, ReportFilter(data, offered=offered)


@requires(Permission.ACTIVITY_REPORT)
@require_safe
def activity_report(request: SignedInRequest) -> HttpResponse:
    """Prevention beside enforcement, with a definition beside every count."""
    found, form = report_asked(request)
    context = {
        "report": found,
        "form": form,
        "words": f"{found.whose} · {found.period.label}",
        "agency_key": found.agency.pk if "agency" in form.fields else "",
        "csv_url": address_of("activity-report-csv", request),
        "pdf_url": address_of("activity-report-pdf", request),
    }
    return render(request, "incidents/activity_report.html", context)


@requires(Permission.ACTIVITY_REPORT)
@fresh()
@require_safe
def activity_report_csv(request: SignedInRequest) -> HttpResponseBase:
    """Every number of the page as a file."""
    found, _form = report_asked(request)
    by, at, agency = request.user, timezone.now(), found.agency
    rows = lines_of(found)
    activities.check_report(by=by, at=at, agency=agency, lines=len(rows))
    said = [found.whose, found.period.label]
    header = [_("Part"), _("What is counted"), _("Number"), _("Minutes"), _("Definition")]
    file = csv_file(header, with_last_line(rows, lambda count: last_line(by, at, agency.zone, said, count)))
    activities.record_report(by=by, at=at, agency=agency, lines=len(rows), period=found.period.key, paper=False)
    return csv_answer(file, f"activity-report-{found.period.key}")


@requires(Permission.ACTIVITY_REPORT)
@require_safe
def activity_report_pdf(request: SignedInRequest) -> HttpResponse:
    """Every number of the page on paper."""
    found, _form = report_asked(request)
    at = timezone.now()
    context = documents.activity_report(found, at=at)
    title = documents.activity_report_title(found)
    content = pdf.render(documents.ACTIVITY_REPORT, context, language=get_language() or "en", title=title)
    activities.record_report(
        by=request.user, at=at, agency=found.agency, lines=len(lines_of(found)), period=found.period.key, paper=True
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="activity-report-{found.period.key}.pdf"'
    return response
