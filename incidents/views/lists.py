"""Lists: calls, what was kept in school, the supervisor's queue, the agency's own determinations."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import Places, reach_of
from accounts.roles import Kind
from accounts.views.listing import kept, neighbours
from common import paging
from common.folding import fold
from incidents import analytics
from incidents.forms.filters import KeptFilter, ReferralFilter
from incidents.models import KeptInSchool, Referral, Review
from incidents.querysets import ReferralQuerySet
from incidents.record.rows import rows_for
from incidents.rules import Act
from incidents.views.drafting import drafts_of
from incidents.views.kept import kept_row
from incidents.views.lookups import READERS, does, own_zone, schools_written_for
from partnerships.models import PartnershipSchool
from partnerships.scoping import agency_reach

CONSULT_READERS = (Permission.REFERRAL_READ, Permission.REFERRAL_REVIEW)
KEY = ("-submitted_at", "-id")
QUEUE_KEY = ("review_due_on", "id")
KEPT_KEY = ("-occurred_on", "-id")
REVIEW_KEY = ("-at", "-id")


@requires(*READERS)
@require_safe
def referral_list(request: SignedInRequest) -> HttpResponse:
    """The calls the person may open, open ones first, with what they are filtered by and how many."""
    found = Referral.objects.visible_to(request.user).submitted()
    form = filter_form(request)
    found = form.apply(found, by=request.user, at=timezone.now())
    page = open_first(request, found.for_rows())
    writes = does(request, Act.WRITE)
    total = paging.capped_count(found)
    context = {
        **neighbours(request, page),
        "form": form,
        "heading": matching_heading(total) if form.given else open_heading(page, total),
        "words": form.sentence(len(page.items), total),
        "filtered": bool(form.given),
        "clear_url": reverse("referral-list") if form.given else "",
        "export_url": export_of(request, "referral-export") if page.items else "",
        "rows": rows_for(request.user, page.items),
        "name_school": "school" in form.fields,
        "drafts": drafts_of(request.user, timezone.now(), 10) if writes else [],
        "writes": writes,
        "keeps": reach_of(request.user).may(Permission.KEPT_IN_SCHOOL_READ),
        "consults": any(reach_of(request.user).may(right) for right in CONSULT_READERS),
    }
    return render(request, "incidents/referral_list.html", context)


def matching_heading(total: str) -> str:
    """How many calls match the filter, in a sentence."""
    if total == "0":
        return _("No calls match.")
    return _("One call matches.") if total == "1" else _("%(total)s calls match.") % {"total": total}


def open_heading(page: paging.Page[Referral], total: str) -> str:
    """How many calls are open, in a sentence, as the first page shows them: open ones stand first."""
    if total == "0":
        return _("No calls yet.")
    if page.newer or not page.items:
        return _("Earlier calls.")
    count = sum(one.closed_at is None for one in page.items)
    if count == len(page.items) and page.older:
        return _("At least %(count)d calls are open.") % {"count": count}
    if count == 0:
        return _("No call is open.")
    return ngettext("One call is open.", "%(count)d calls are open.", count) % {"count": count}


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
    return Organization.objects.filter(among, kind=Kind.SCHOOL).only("name").order_by("name_folded", "pk")


def own_choices(user: User, places: Places) -> list[Organization]:
    """The person's own schools by name, as a filter offers them; known without asking."""
    own = {held.organization for held in user.active_memberships() if held.organization}
    return [one for one in sorted(own, key=lambda one: fold(one.name)) if one.pk in places.here]


def schools_filtered(user: User, places: Places) -> QuerySet[Organization] | list[Organization]:
    """The schools that a list of the school's side is filtered by: a district's, or the person's own."""
    return school_choices(places.match_itself()) if places.districts else own_choices(user, places)


def page_of(request: SignedInRequest, rows: QuerySet[Any], key: tuple[str, ...]) -> paging.Page[Any]:
    """The page that ?after= or ?before= asks for."""
    return paging.page(rows, key=key, after=request.GET.get("after"), before=request.GET.get("before"))


def open_first(request: SignedInRequest, rows: ReferralQuerySet[Referral]) -> paging.Page[Referral]:
    """The page that ?after= or ?before= asks for: what is open, newest first, then what is closed."""
    parts = [rows.awaiting_review(), rows.closed()]
    return paging.chained(parts, key=KEY, after=request.GET.get("after"), before=request.GET.get("before"))


@requires(Permission.REFERRAL_REVIEW)
@require_safe
def referral_queue(request: SignedInRequest) -> HttpResponse:
    """What is not reviewed yet, by school-day clock, late first: all of it, or what waits for one."""
    now = timezone.now()
    found = Referral.objects.on_agency_side_of(request.user, right=Permission.REFERRAL_REVIEW)
    found = found.awaiting_review().filter(review_due_on__isnull=False)
    waiting = analytics.waiting(found, now)
    show = request.GET.get("show", "")
    rows = queued(show, found, request.user)
    page = page_of(request, rows.for_rows(), QUEUE_KEY)
    context = {
        **neighbours(request, page),
        "rows": rows_for(request.user, page.items),
        "heading": queue_heading(waiting),
        "ways": queue_ways(show),
        "count_words": _("Showing %(shown)d of %(total)s")
        % {"shown": len(page.items), "total": paging.capped_count(rows)},
    }
    return render(request, "incidents/referral_queue.html", context)


QUEUE_WAYS = (
    ("", _lazy("All")),
    ("mine", _lazy("Waits for my review")),
    ("officer", _lazy("Waits for the officer")),
    ("school", _lazy("Waits for the school")),
)


def queued(show: str, rows: ReferralQuerySet[Referral], by: User) -> ReferralQuerySet[Referral]:
    """Those that one way of looking at the queue shows; a call the person took part in is another one's to review."""
    match show:
        case "mine":
            return rows.answered().without_open_question().untouched_by(by)
        case "officer":
            return rows.awaiting_answer().without_open_question()
        case "school":
            return rows.with_open_question()
    return rows


def queue_ways(chosen: str) -> list[dict[str, Any]]:
    """The ways of looking at the queue, as links; the one shown is marked."""
    known = chosen if chosen in dict(QUEUE_WAYS) else ""
    return [
        {
            "label": label,
            "url": reverse("referral-queue") + (f"?show={value}" if value else ""),
            "current": value == known,
        }
        for value, label in QUEUE_WAYS
    ]


def queue_heading(waiting: dict[str, analytics.Waiting]) -> str:
    """How many wait for a review, for the officer and for the school, and how many of them are late."""
    words = {
        "review": lambda n: ngettext("%(count)d call waits for a review", "%(count)d calls wait for a review", n),
        "officer": lambda n: ngettext("%(count)d waits for the officer", "%(count)d wait for the officer", n),
        "school": lambda n: ngettext("%(count)d waits for the school", "%(count)d wait for the school", n),
    }
    if not any(one.count for one in waiting.values()):
        return _("Nothing waits for your review.")
    said = []
    for who, one in ((who, waiting[who]) for who in words):
        if one.count or who == "review":
            counted = words[who](one.count) % {"count": one.count}
            late = ngettext("%(late)d late", "%(late)d late", one.late) % {"late": one.late}
            said.append(f"{counted}, {late}" if one.late else counted)
    return f"{'; '.join(said)}."


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
        "export_url": export_of(request, "review-export") if page.items else "",
    }
    return render(request, "incidents/review_list.html", context)


def review_row(review: Review, *, opens: bool) -> dict[str, str]:
    """A determination in words; a link only where the record itself opens today."""
    return {
        "url": reverse("referral-detail", args=[review.referral_id]) if opens else "",
        "number": review.referral.agency_number,
        "determination": review.get_determination_display(),
        "reason": review.reason,
        "notes": review.notes,
        "day": date_format(review.at.astimezone(review.agency.zone), "M j, Y"),
        "by": review.by.name,
    }


def kept_filter(request: SignedInRequest) -> KeptFilter:
    """The filter of the list, over the schools that the person reads it for."""
    places = reach_of(request.user).of(Permission.KEPT_IN_SCHOOL_READ)
    return KeptFilter(request.GET, schools=schools_filtered(request.user, places))


def export_of(request: SignedInRequest, name: str) -> str:
    """The address of a list as a file, as filtered; nothing for who may not take it away."""
    query = kept(request)
    return reverse(name) + (f"?{query}" if query else "") if does(request, Act.EXPORT) else ""


@requires(Permission.KEPT_IN_SCHOOL_READ)
@require_safe
def kept_in_school_list(request: SignedInRequest) -> HttpResponse:
    """What was settled at the gate. The agency never sees it, nor its number."""
    form = kept_filter(request)
    found = form.apply(KeptInSchool.objects.visible_to(request.user).select_related("school", "by"))
    page = page_of(request, found, KEPT_KEY)
    total = paging.capped_count(found)
    context = {
        **neighbours(request, page),
        "form": form,
        "words": form.sentence(len(page.items), total),
        "clear_url": reverse("kept-in-school") if form.given else "",
        "export_url": export_of(request, "kept-in-school-export") if page.items else "",
        "rows": [kept_row(one) for one in page.items],
        "total": total,
        "many": len(schools_written_for(request)) != 1,
    }
    return render(request, "incidents/kept_in_school_list.html", context)
