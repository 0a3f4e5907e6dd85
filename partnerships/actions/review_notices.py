"""Tells each side of the MOU reviews it has not recorded yet, on the days its terms name, once for each."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Coalesce, Concat, JSONObject
from django.urls import reverse

from accounts.models import Membership, Organization
from accounts.permissions import Permission
from accounts.roles import RULES
from common.bulk_sql import TextUnder, UUIDText
from common.dates import due_at, local_day
from ledger.actions.events import record
from partnerships import notices
from partnerships.events import EventName
from partnerships.models import Partnership, Version
from partnerships.review_cycles import current_cycle, rung_reached
from partnerships.review_status import cycles_of_cover, reviews_by_version
from partnerships.scoping import covers

TOLD_ROLES = tuple(role for role, rule in RULES.items() if Permission.REVIEW_RECORD in rule.rights)
MORNING = time(7)  # in the side's own zone; nobody is told at midnight
SIDES_PER_STATEMENT = 1_000  # sides a statement
DISTRICT_PARTNERSHIPS = "organization__district_partnerships"
AGENCY_PARTNERSHIPS = "organization__agency_partnerships"
VERSIONS = "agreement__versions"


class ZoneRung(NamedTuple):
    """What is told together: one rung on one local day, in the zones that share it."""

    zone: str
    rung: str


@dataclass(frozen=True)
class WaitingSide:
    """A side that has not recorded the review of a version, and the cycle it is for."""

    version: Version
    side: Organization
    cycle: date


def tell_of_due_reviews(*, at: datetime) -> int:
    """Tell each side of every MOU in force of the review it has not recorded yet; how many people were told.

    The latest rung that was reached is told once to each person, whoever runs this how often; an earlier one that was
    missed is not told later. One INSERT … SELECT a zone and rung, and one event for all.
    """
    found = _waiting(at)
    told = 0
    with transaction.atomic():
        for step, waiting in sorted(found.items()):
            for start in range(0, len(waiting), SIDES_PER_STATEMENT):
                told += _tell(step, waiting[start : start + SIDES_PER_STATEMENT], at)
        if told:
            versions = {one.version.pk for waiting in found.values() for one in waiting}
            record(
                action=EventName.REVIEWS_NOTICED,
                at=at,
                by=None,
                data={"versions": len(versions), "people": told},
            )
    return told


def _waiting(at: datetime) -> dict[ZoneRung, list[WaitingSide]]:
    """Who waits on which rung. Two statements."""
    partnerships = Partnership.objects.accepted().select_related("district", "agency").order_by("proposed_at", "pk")
    in_force = [cover for cover in covers(partnerships, at) if cover.in_force]
    recorded = reviews_by_version(cover.version for cover in in_force if cover.version)
    found: dict[ZoneRung, list[WaitingSide]] = defaultdict(list)
    for cover in in_force:
        version, given = cover.version, cycles_of_cover(cover)
        if version is None or version.confirmed_at is None or not given:
            continue
        for side in (cover.partnership.district, cover.partnership.agency):
            day = side.today(at)
            cycle = current_cycle(given, day)
            if (cycle.due_on, side.pk) in recorded.get(version.pk, {}):
                continue
            since = local_day(version.confirmed_at, side.zone)
            rung = rung_reached(cycle, cover.terms.notice_ladder_days, day, since)
            if rung is not None:
                found[ZoneRung(side.time_zone, rung.name)].append(WaitingSide(version, side, cycle.due_on))
    return found


def _tell(step: ZoneRung, waiting: list[WaitingSide], at: datetime) -> int:
    """One rung in one zone, by one statement."""
    side = waiting[0].side
    day = side.today(at)
    due = max(at, due_at(day, side.zone, MORNING))
    return notices.mou_review_due(_people(waiting, step.rung, day), due=due, day=day, at=at)


def _people(waiting: Iterable[WaitingSide], rung: str, day: date) -> QuerySet[Any]:
    """Every person to tell with the version they are told of, as `queue_all` wants them."""
    # By version and side, for a version may wait for one side alone.
    cycles = json.dumps({f"{one.version.pk}:{one.side.pk}": one.cycle.isoformat() for one in waiting})
    before, after = reverse("mou-detail", args=[uuid.UUID(int=0)]).split(str(uuid.UUID(int=0)))
    version_of_side = Concat(UUIDText("told_version"), Value(":"), UUIDText("organization"), output_field=TextField())
    partnership = Coalesce(F(DISTRICT_PARTNERSHIPS), F(AGENCY_PARTNERSHIPS), output_field=UUIDField())
    return (
        Membership.objects.on_day(day)
        .with_role(*TOLD_ROLES)
        .filter(organization__in={one.side.pk for one in waiting}, user__is_active=True, user__joined_at__isnull=False)
        # A district has partnerships of the one kind, an agency of the other: of the two joins one is always empty.
        .annotate(
            told_version=Coalesce(
                F(f"{DISTRICT_PARTNERSHIPS}__{VERSIONS}"),
                F(f"{AGENCY_PARTNERSHIPS}__{VERSIONS}"),
                output_field=UUIDField(),
            )
        )
        .annotate(cycle=TextUnder(Value(cycles), version_of_side))
        .filter(cycle__isnull=False)
        .annotate(
            notice_to=UUIDText("user"),
            notice_about=UUIDText("told_version"),
            notice_key=Concat(
                Value("mou_review_due:"),
                UUIDText("told_version"),
                Value(":"),
                "cycle",
                Value(f":{rung}:"),
                UUIDText("user"),
                output_field=TextField(),
            ),
            notice_facts=JSONObject(
                path=Concat(Value(before), UUIDText(partnership), Value(after), output_field=TextField()),
                cycle=F("cycle"),
                rung=Value(rung),
            ),
        )
    )
