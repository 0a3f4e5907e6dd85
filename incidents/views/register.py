"""The register of disclosures: everything that crossed, for the education side that must account for it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from accounts.views.listing import neighbours
from common import paging
from incidents.choices import Direction
from incidents.disclosure_querysets import DisclosureQuerySet
from incidents.models import Disclosure, RecordRequest
from incidents.templatetags.referrals import moment
from incidents.views.lists import export_of, page_of

DISCLOSURE_KEY = ("-at", "-id")
# What a line reads of whatever a disclosure is of.
OWNER_ROWS = ("referral__school", "consult__school", "record_request__school")


@requires(Permission.REFERRAL_READ)
@require_safe
def disclosure_list(request: SignedInRequest) -> HttpResponse:
    """What crossed, newest first: when, which way, about what, on which ground, by whom. No text of it."""
    direction = request.GET.get("direction", "")
    found = filtered(Disclosure.objects.on_school_side_of(request.user), direction)
    page = page_of(request, found.select_related(*OWNER_ROWS, "clause", "recipient", "by"), DISCLOSURE_KEY)
    opened = opened_by(request, page.items)
    context = {
        "rows": [row(one, opened) for one in page.items],
        "total": paging.capped_count(found),
        "directions": directions(direction),
        "export_url": export_of(request, "disclosure-export") if page.items else "",
        **neighbours(request, page),
    }
    return render(request, "incidents/disclosure_list.html", context)


def filtered(rows: DisclosureQuerySet[Disclosure], direction: str) -> DisclosureQuerySet[Disclosure]:
    """Those that cross that way; all of them without one."""
    return rows.filter(direction=direction) if direction in Direction.values else rows


def directions(chosen: str) -> list[dict[str, Any]]:
    """The ways a disclosure crosses, as links; the one shown is marked."""
    ways = [("", _("Both ways")), *((way.value, way.label) for way in Direction)]
    return [
        {
            "label": label,
            "url": reverse("disclosure-list") + (f"?direction={value}" if value else ""),
            "current": value == chosen,
        }
        for value, label in ways
    ]


def opened_by(request: SignedInRequest, rows: list[Disclosure]) -> set[UUID]:
    """The requests for a record among these that the person opens: a principal reads of one that it was answered."""
    asked = {one.record_request_id for one in rows if one.record_request_id}
    found = RecordRequest.objects.visible_to(request.user).filter(pk__in=asked).values_list("pk", flat=True)
    return set(found) if asked else set()


def url_of(one: Disclosure, opened: set[UUID]) -> str:
    """The page of what it is of; none where the person does not open it."""
    if one.referral_id:
        return reverse("referral-detail", args=[one.referral_id])
    if one.consult_id:
        return reverse("consult-detail", args=[one.consult_id])
    return reverse("record-request-detail", args=[one.record_request_id]) if one.record_request_id in opened else ""


def row(one: Disclosure, opened: set[UUID]) -> dict[str, str]:
    """One crossing in words."""
    basis = one.get_basis_display()
    if one.identity_basis:
        basis = _("%(basis)s; names: %(names)s") % {"basis": basis, "names": one.get_identity_basis_display()}
    return {
        "number": one.owner.number,
        "url": url_of(one, opened),
        "about": one.get_about_display(),
        "direction": one.get_direction_display(),
        "recipient": one.recipient.name,
        "when": moment(one.at, one.owner.school.zone),
        "basis": basis,
        "clause": one.clause.number if one.clause else "",
        "by": one.by.name,
    }
