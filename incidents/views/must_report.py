"""What must be reported at a district's schools: what every district must, and the district's own marks."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.forms import ConfirmForm
from common.refusals import Refused
from incidents.actions import must_reports
from incidents.forms.must_report import MarkForm
from incidents.models import MustReport
from incidents.reference import BEHAVIORS, duty_of


def districts_marking(request: SignedInRequest) -> QuerySet[Organization]:
    """The districts for which this person marks."""
    own = reach_of(request.user).of(Permission.MUST_REPORT_MARK)
    return Organization.objects.districts().filter(own.match_itself()).order_by("name_folded")


@requires(Permission.MUST_REPORT_MARK)
@require_http_methods(["GET", "HEAD", "POST"])
def must_report_list(request: SignedInRequest) -> HttpResponse:
    """What is handed on at one's schools, who marked it and since when; and the form that marks more."""
    districts = districts_marking(request)
    form = MarkForm(request.POST if request.method == "POST" else None, districts=districts)
    if request.method == "POST" and form.is_valid():
        behavior = form.cleaned_data["behavior"]
        must_reports.mark(by=request.user, at=timezone.now(), district=form.chosen(), behavior=behavior)
        words = _("Marked: %(what)s. At your schools it ends as handed on from now on.")
        messages.success(request, words % {"what": BEHAVIORS.label(behavior)})
        return redirect("must-report-list")
    marks = MustReport.objects.visible_to(request.user).in_force().select_related("district", "marked_by")
    context = {
        "form": form,
        "rows": [{"mark": one, **facts_of(one)} for one in marks.order_by("-marked_at", "pk")],
        "always": [item.label for item in BEHAVIORS if duty_of(item.key)],
        "several": districts.count() > 1,
    }
    return render(request, "incidents/must_report_list.html", context, status=422 if form.errors else 200)


def facts_of(mark: MustReport) -> dict[str, str]:
    """A mark in words: what, by whom, since when at the district."""
    return {
        "what": BEHAVIORS.label(mark.behavior),
        "by": mark.marked_by.name,
        "since": date_format(mark.marked_at.astimezone(mark.district.zone), "F j, Y, g:i A"),
        "district": mark.district.name,
    }


@requires(Permission.MUST_REPORT_MARK)
@require_http_methods(["GET", "HEAD", "POST"])
def must_report_end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """End a mark, once confirmed."""
    found = MustReport.objects.visible_to(request.user).in_force().select_related("district", "marked_by")
    mark = get_object_or_404(found, pk=pk)
    words = {"what": _("What"), "by": _("Marked by"), "since": _("Since"), "district": _("District")}
    shown = {words[name]: value for name, value in facts_of(mark).items()}
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            must_reports.end(by=request.user, at=timezone.now(), mark=mark)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, _("Marked no longer. What was handed on before stays in its list."))
        return redirect("must-report-list")
    context = {"form": form, "what": shown[words["what"]]}
    context["facts"] = [{"term": term, "value": value} for term, value in shown.items()]
    return render(request, "incidents/must_report_end.html", context, status=422 if form.errors else 200)
