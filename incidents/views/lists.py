"""Lists: calls, what was kept in school, the supervisor's queue, the agency's own determinations."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import Places, reach_of
from accounts.roles import Kind
from accounts.views.listing import kept, neighbours
from common import paging
from common.tables import csv_rows
from incidents import analytics
from incidents.actions import referrals
from incidents.forms.filters import KeptFilter, ReferralFilter
from incidents.models import KeptInSchool, Referral, Review
from incidents.record.rows import columns, rows_for
from incidents.rules import Act
from incidents.views.drafting import drafts_of
from incidents.views.kept import kept_row
from incidents.views.lookups import READERS, does, own_zone, schools_written_for
from partnerships.models import PartnershipSchool
from partnerships.scoping import agency_reach

KEY = ("-submitted_at", "-id")
QUEUE_KEY = ("review_due_on", "id")
KEPT_KEY = ("-occurred_on", "-id")
REVIEW_KEY = ("-at", "-id")
EXPORT_CHUNK = 250


@requires(*READERS)
@require_safe
def referral_list(request: SignedInRequest) -> HttpResponse:
    """The calls the person may open, newest first, with what they are filtered by and how many."""
    found = Referral.objects.visible_to(request.user).submitted()
    form = filter_form(request)
    found = form.apply(found, by=request.user, at=timezone.now())
    page = page_of(request, found.for_rows(), KEY)
    writes = does(request, Act.WRITE)
    total = paging.capped_count(found)
    query = kept(request)
    export = reverse("referral-export") + (f"?{query}" if query else "")
    context = {
        **neighbours(request, page),
        "form": form,
        "heading": list_heading(total, filtered=bool(form.given)),
        "words": form.sentence(len(page.items), total),
        "filtered": bool(form.given),
        "clear_url": reverse("referral-list") if form.given else "",
        "export_url": export if does(request, Act.EXPORT) and page.items else "",
        "rows": rows_for(request.user, page.items),
        "name_school": "school" in form.fields,
        "drafts": drafts_of(request.user, timezone.now(), 10) if writes else [],
        "writes": writes,
        "keeps": reach_of(request.user).may(Permission.KEPT_IN_SCHOOL_READ),
    }
    return render(request, "incidents/referral_list.html", context)


def list_heading(total: str, *, filtered: bool) -> str:
    """The state of the list in a sentence."""
    if filtered:
        return _("Calls that pass the filter: %(total)s.") % {"total": total}
    if total == "0":
        return _("No calls yet.")
    return _("One call on the officer.") if total == "1" else _("%(total)s calls on the officer.") % {"total": total}


def filter_form(request: SignedInRequest) -> ReferralFilter:
    """The filter of a list, over the schools that the person's rows can come from."""
    reach = reach_of(request.user)
    places = reach.of(Permission.REFERRAL_READ)
    choices: QuerySet[Organization] | list[Organization]
    if places.districts or reach.may(Permission.DISCLOSED_READ):
        # Of the agency's side the schools the partnership names or named, with calls or without: the agency knows them,
        # and asking the calls themselves reads them all.
        reached = agency_reach(request.user, Permission.DISCLOSED_READ).match("partnership", "school")
        covered = PartnershipSchool.objects.filter(reached).values("school")
        choices = school_choices(Q(pk__in=places.here) | Q(parent__in=places.districts) | Q(pk__in=covered))
    else:
        choices = own_choices(request.user, places)
    return ReferralFilter(request.GET, schools=choices, zone=own_zone(request))


def school_choices(among: Q) -> QuerySet[Organization]:
    """Those schools by name, as a filter offers them."""
    return Organization.objects.filter(among, kind=Kind.SCHOOL).only("name").order_by("name", "pk")


def own_choices(user: User, places: Places) -> list[Organization]:
    """The person's own schools by name, as a filter offers them; known without asking."""
    own = {held.organization for held in user.active_memberships() if held.organization}
    return [one for one in sorted(own, key=lambda one: one.name) if one.pk in places.here]


def page_of(request: SignedInRequest, rows: QuerySet[Any], key: tuple[str, ...]) -> paging.Page[Any]:
    """The page that ?after= or ?before= asks for."""
    return paging.page(rows, key=key, after=request.GET.get("after"), before=request.GET.get("before"))


@requires(*READERS)
@require_safe
def referral_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as CSV, exactly as filtered. Raises AccessDenied for who may read but not take away."""
    if not does(request, Act.EXPORT):
        raise AccessDenied("no right to export")
    found = Referral.objects.exportable_by(request.user).submitted()
    form = filter_form(request)
    now = timezone.now()
    found = form.apply(found, by=request.user, at=now).order_by(*KEY)
    filters = {name: str(getattr(value, "pk", value)) for name, value in form.given.items()}
    taken = referrals.export(by=request.user, at=now, rows=found, filters=filters)
    response = StreamingHttpResponse(csv_rows(columns(), table(request, taken)), content_type="text/csv; charset=utf-8")
    day = now.astimezone(own_zone(request)).date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="referrals-{day}.csv"'
    return response


def table(request: SignedInRequest, taken: list[UUID]) -> Iterator[list[object]]:
    """The rows that were recorded as taken, read a few hundred at a time."""
    exportable = Referral.objects.exportable_by(request.user).submitted().for_rows()
    for start in range(0, len(taken), EXPORT_CHUNK):
        batch = taken[start : start + EXPORT_CHUNK]
        found = exportable.in_bulk(batch)
        for row in rows_for(request.user, [found[pk] for pk in batch if pk in found]):
            yield row.cells()


@requires(Permission.REFERRAL_REVIEW)
@require_safe
def referral_queue(request: SignedInRequest) -> HttpResponse:
    """What waits for the supervisor's review, by school-day clock, late first."""
    now = timezone.now()
    found = Referral.objects.on_agency_side_of(request.user, right=Permission.REFERRAL_REVIEW)
    found = found.awaiting_review().filter(review_due_on__isnull=False)
    page = page_of(request, found.for_rows(), QUEUE_KEY)
    waiting = analytics.waiting(found, now)
    context = {
        **neighbours(request, page),
        "rows": rows_for(request.user, page.items),
        "heading": queue_heading(waiting.count, waiting.late),
        "count_words": _("Showing %(shown)d of %(total)d") % {"shown": len(page.items), "total": waiting.count},
    }
    return render(request, "incidents/referral_queue.html", context)


def queue_heading(count: int, overdue: int) -> str:
    """How many wait, and how many are late, in a sentence."""
    if not count:
        return _("Nothing waits for your review.")
    waiting = ngettext("%(count)d call is not reviewed yet", "%(count)d calls are not reviewed yet", count)
    late_words = ngettext("%(count)d is late", "%(count)d are late", overdue)
    said = waiting % {"count": count}
    return f"{said}, {late_words % {'count': overdue}}." if overdue else f"{said}."


@requires(Permission.REFERRAL_REVIEW)
@require_safe
def review_list(request: SignedInRequest) -> HttpResponse:
    """The agency's own determinations and notes. No school record is opened here."""
    found = Review.objects.visible_to(request.user).select_related("referral", "by", "agency")
    page = page_of(request, found, REVIEW_KEY)
    # Older ones may lie past the MOU's grace: the determination stays the agency's own, the record does not open.
    reached = Referral.objects.visible_to(request.user).filter(pk__in=[one.referral_id for one in page.items])
    opens = set(reached.values_list("pk", flat=True))
    context = {
        **neighbours(request, page),
        "reviews": [review_row(one, opens=one.referral_id in opens) for one in page.items],
        "total": paging.capped_count(found),
    }
    return render(request, "incidents/review_list.html", context)


def review_row(review: Review, *, opens: bool) -> dict[str, str]:
    """A determination in words; a link only where the record itself opens today."""
    return {
        "url": reverse("referral-detail", args=[review.referral_id]) if opens else "",
        "number": review.referral.number,
        "determination": review.get_determination_display(),
        "reason": review.reason,
        "notes": review.notes,
        "day": date_format(review.at.astimezone(review.agency.zone), "M j, Y"),
        "by": review.by.name,
    }


@requires(Permission.KEPT_IN_SCHOOL_READ)
@require_safe
def kept_in_school_list(request: SignedInRequest) -> HttpResponse:
    """What was settled at the gate. The agency never sees it, nor its number."""
    reach = reach_of(request.user)
    places = reach.of(Permission.KEPT_IN_SCHOOL_READ)
    schools: Any = school_choices(places.match_itself()) if places.districts else own_choices(request.user, places)
    form = KeptFilter(request.GET, schools=schools)
    found = form.apply(KeptInSchool.objects.visible_to(request.user).select_related("school", "by"))
    page = page_of(request, found, KEPT_KEY)
    total = paging.capped_count(found)
    context = {
        **neighbours(request, page),
        "form": form,
        "words": form.sentence(len(page.items), total),
        "clear_url": reverse("kept-in-school") if form.given else "",
        "rows": [kept_row(one) for one in page.items],
        "total": total,
        "number": 1 if total == "1" else 2,
        "many": len(schools_written_for(request)) != 1,
    }
    return render(request, "incidents/kept_in_school_list.html", context)
