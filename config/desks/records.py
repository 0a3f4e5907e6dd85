"""Requests for a record on a desk: what waits for the district, and how those of the agency stand."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from common.dates import Calendar, Clock, clock, local_day
from config.desks.parts import Desk
from incidents.models import RecordRequest
from incidents.record_request_page import due_day
from incidents.record_request_querysets import RecordRequestQuerySet

MOST_NEEDS = 5
MOST_ROWS = 5


def ask_of_district(desk: Desk, user: User, district: Organization, at: datetime, *, answers: bool) -> None:
    """What waits for this person of the district: requests to answer, emergencies first; then those to look at again.

    Two statements at most.
    """
    found = RecordRequest.objects.visible_to(user).filter(district=district.pk)
    listed = reverse("record-request-list")
    waiting, asked = _first(found.waiting()) if answers else ([], 0)
    looks, to_look_at = _first(found.to_look_at().exclude(answer__by=user.pk))
    calendar = desk.calendar
    more = _("All %(count)d requests for a record"), f"{listed}?show=waiting"
    desk.ask([_to_answer(one, at, calendar) for one in waiting], asked, more)
    more = _("All %(count)d answers to look at again"), f"{listed}?show=look"
    desk.ask([_to_look_at(one, at, calendar) for one in looks], to_look_at, more)


def _first(found: RecordRequestQuerySet[RecordRequest]) -> tuple[list[RecordRequest], int]:
    """The most urgent ones, and how many there are in all. One statement."""
    rows: list[Any] = list(found.for_rows().emergencies_first().annotate(in_all=Window(Count("pk")))[:MOST_NEEDS])
    return rows, rows[0].in_all if rows else 0


def _to_answer(one: RecordRequest, at: datetime, calendar: Calendar) -> dict[str, Any]:
    url = reverse("record-request-detail", args=[one.pk])
    words = {"who": one.asked_by.name, "agency": one.agency.name}
    title = _("Answer now: %(who)s asks for a record") if one.is_emergency else _("%(who)s asks for a record")
    return {
        "kicker": _("Emergency, request %(number)s") % {"number": one.number}
        if one.is_emergency
        else _("Request %(number)s") % {"number": one.number},
        "title": title % words,
        "url": url,
        "why": f"{one.agency.name} · {one.school.name} · {one.get_basis_display()}",
        "clock": _clock(one, at, calendar),
        "primary": {"label": _("Read and answer"), "url": url},
        "secondary": {"label": _("Refuse"), "url": reverse("record-request-refuse", args=[one.pk])},
    }


def _to_look_at(one: RecordRequest, at: datetime, calendar: Calendar) -> dict[str, Any]:
    return {
        "kicker": _("Emergency, request %(number)s") % {"number": one.number},
        "title": _("Look again at what %(who)s answered") % {"who": one.answer.by.name},
        "url": reverse("record-request-detail", args=[one.pk]),
        "why": f"{one.agency.name} · {one.school.name} · {one.get_state_display()}",
        "clock": _clock(one, at, calendar),
        "primary": {"label": _("Look at it again"), "url": reverse("record-request-look", args=[one.pk])},
    }


def _clock(one: RecordRequest, at: datetime, calendar: Calendar) -> Clock | None:
    due_on = due_day(one, calendar)
    start = one.asked_at if one.closed_at is None else one.closed_at
    zone = one.district.zone
    return clock(local_day(start, zone), due_on, local_day(at, zone), calendar) if due_on else None


def latest(user: User) -> dict[str, Any] | None:
    """How the latest requests that the person reads stand; None without any. One statement."""
    found = RecordRequest.objects.visible_to(user).select_related("school").order_by("-asked_at", "-id")[:MOST_ROWS]
    rows = [
        {
            "title": one.number,
            "url": reverse("record-request-detail", args=[one.pk]),
            "words": f"{one.get_state_display()} · {one.school.name}",
        }
        for one in found
    ]
    return {"rows": rows, "url": reverse("record-request-list")} if rows else None
