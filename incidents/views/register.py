"""The register of disclosures: everything that crossed, for the education side that must account for it."""

from typing import Any

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
from incidents.models import Disclosure
from incidents.querysets import DisclosureQuerySet
from incidents.templatetags.referrals import moment
from incidents.views.lists import export_of, page_of

DISCLOSURE_KEY = ("-at", "-id")
# What a line needs beside its own row.
NEEDED = ("referral__school", "consult__school", "clause", "recipient", "by")


@requires(Permission.REFERRAL_READ)
@require_safe
def disclosure_list(request: SignedInRequest) -> HttpResponse:
    """What crossed, newest first: when, which way, about what, on which ground, by whom. No text of it."""
    direction = request.GET.get("direction", "")
    found = filtered(Disclosure.objects.on_school_side_of(request.user), direction)
    page = page_of(request, found.select_related(*NEEDED), DISCLOSURE_KEY)
    context = {
        "rows": [row(one) for one in page.items],
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


def row(one: Disclosure) -> dict[str, str]:
    """One crossing in words."""
    basis = one.get_basis_display()
    if one.identity_basis:
        basis = _("%(basis)s; names: %(names)s") % {"basis": basis, "names": one.get_identity_basis_display()}
    return {
        "number": one.concerns.number,
        "url": reverse("referral-detail" if one.referral_id else "consult-detail", args=[one.concerns.pk]),
        "about": one.get_about_display(),
        "direction": one.get_direction_display(),
        "recipient": one.recipient.name,
        "when": moment(one.at, one.concerns.school.zone),
        "basis": basis,
        "clause": one.clause.number if one.clause else "",
        "by": one.by.name,
    }
