"""The days without school. A change sets the clocks of open referrals anew, so the page lives above both apps."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.actions import calendar
from accounts.forms.organizations import ClosedDaysForm
from accounts.models import ClosedDay, Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.dates import school_year_days, school_year_label, school_year_of
from common.forms import ConfirmForm
from common.refusals import Refused
from incidents.actions import clocks

YEARS = range(2000, 2100)


def own_places(user: Any) -> QuerySet[Organization]:
    """The district and its schools, for who keeps their calendar."""
    own = reach_of(user).of(Permission.CALENDAR_EDIT).match_itself()
    return Organization.objects.filter(own).select_related("parent").order_by("kind", "name_folded")


def year_asked(request: HttpRequest, current: int) -> int:
    """The school year in the address, else this one."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in YEARS else current


@requires(Permission.CALENDAR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def closed_day_list(request: HttpRequest) -> HttpResponse:
    """The closed days of one school year, and the form to enter more."""
    user: Any = request.user
    places = own_places(user)
    today = timezone.localdate()
    year = year_asked(request, school_year_of(today))
    form = ClosedDaysForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        try:
            reset = enter(user, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, saved_words(_("Entered."), reset))
            return redirect(f"{request.path}?year={school_year_of(form.cleaned_data['first_day'])}")
    first, end = school_year_days(year)
    rows = ClosedDay.objects.filter(organization__in=places, first_day__lt=end, last_day__gte=first)
    context = {
        "form": form,
        "rows": rows.select_related("organization").order_by("first_day", "pk"),
        "year": school_year_label(year),
        "earlier": year - 1,
        "later": year + 1,
    }
    return render(request, "config/closed_day_list.html", context, status=422 if form.errors else 200)


def enter(by: Any, answers: Mapping[str, Any]) -> int:
    """Close the days and set the clocks, together; says how many referrals are due on another day now."""
    at, place = timezone.now(), answers["place"]
    with transaction.atomic():
        calendar.close(
            by=by,
            at=at,
            organization=place,
            first_day=answers["first_day"],
            last_day=answers["last_day"],
            name=answers["name"],
        )
        return clocks.reset(at=at, district=place.parent or place)


def saved_words(done: str, reset: int) -> str:
    """What was done, and what followed for open referrals."""
    if not reset:
        return _("%(done)s No open referral is due on another day.") % {"done": done}
    return _("%(done)s Open referrals whose due day moved: %(count)s.") % {"done": done, "count": reset}


@requires(Permission.CALENDAR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def closed_day_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """School is held on these days after all, once confirmed."""
    user: Any = request.user
    rows = ClosedDay.objects.filter(organization__in=own_places(user)).select_related("organization__parent")
    closed = get_object_or_404(rows, pk=pk)
    year = school_year_of(closed.first_day)
    shown = {_("the days"): (closed.first_day, closed.last_day), _("their name"): closed.name}
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        at, place = timezone.now(), closed.organization
        with transaction.atomic():
            calendar.open_again(by=user, at=at, closed=closed)
            reset = clocks.reset(at=at, district=place.parent or place)
        messages.success(request, saved_words(_("Removed."), reset))
        return redirect(f"{reverse('closed-day-list')}?year={year}")
    context = {"form": form, "closed": closed, "year": year}
    return render(request, "config/closed_day_remove.html", context, status=422 if form.errors else 200)
